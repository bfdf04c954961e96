//! An answer's JSON, cut down to the members that a provider names: read by one visitor for all
//! APIs and all shapes, for error bodies and for descriptions.
//!
//! Serde's derive costs 5.7 KB more, one visitor for each type and each wrapping, and it refuses a
//! whole answer for one odd member. Members that are not named are skipped, and so is what is nested
//! deeper than any documented answer, so that a hostile answer cannot exhaust the stack.

use core::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::decimal::decimal;

/// How deep an answer or a description is read. The deepest documented answer, an error of a task in
/// a verbose list, is at 7: `{d: {results: [{ErrorDetails: {results: [{Code`; conditions in a
/// description are deeper.
const MAX_DEPTH: u8 = 16;
/// As many names are kept of an answer's own members that are not named.
const MAX_OTHERS: usize = 8;

/// Which members of an answer's objects are kept.
#[derive(Clone, Copy, Debug)]
pub enum Members<'a> {
    /// All of them.
    All,
    /// Those of these names, at any depth.
    Named(&'a [&'a str]),
    /// Those of these names, which are sorted, at any depth; of the first others of the answer itself the names, with
    /// nothing there, so that a reader can be told what was found.
    Listed(&'a [String]),
}

/// A JSON value with the named members only.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// Null, or something nested too deep.
    Nothing,
    /// `true` or `false`.
    Flag(bool),
    /// Any number.
    Number(f64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object: its members in their order.
    Record(Vec<(String, Json)>),
}

impl Json {
    /// Reads an answer.
    ///
    /// # Errors
    /// The deserializer's own, when the body is not JSON.
    pub fn read<'de, D: Deserializer<'de>>(
        body: D,
        members: Members<'_>,
    ) -> Result<Self, D::Error> {
        Reader { members, depth: MAX_DEPTH }.deserialize(body)
    }

    /// An object's member. Of two with the same name the last counts, as in `JSON.parse`.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Record(members) = self else { return None };
        members.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The string in the member of this name.
    pub fn text_at(&self, name: &str) -> Option<&str> {
        self.get(name)?.text()
    }

    /// A number, or a string that holds one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => decimal(text.trim()),
            _ => None,
        }
    }

    /// A string.
    pub fn text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// A string, or the text of a whole number; empty for all else. For codes and messages, which
    /// some APIs write as numbers.
    pub fn words(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => whole(*number).map_or_else(String::new, |n| n.to_string()),
            _ => String::new(),
        }
    }

    /// An array.
    pub fn list(&self) -> Option<&[Self]> {
        if let Self::List(list) = self { Some(list) } else { None }
    }
}

/// A number without decimals.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::float_cmp)]
pub(crate) fn whole(number: f64) -> Option<i64> {
    // The cast saturates; beyond 2^53 a double has no exact whole numbers any more.
    let cut = number as i64;
    (cut as f64 == number && cut.unsigned_abs() <= 1 << 53).then_some(cut)
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    members: Members<'a>,
    depth: u8,
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Json, D::Error> {
        if self.depth == 0 {
            return IgnoredAny::deserialize(from).map(|_| Json::Nothing);
        }
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Json, E> {
        Ok(Json::Flag(flag))
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Nothing)
    }

    // The casts may round, but no number that we show needs more than a double holds.
    #[allow(clippy::cast_precision_loss)]
    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        Ok(Json::Number(number as f64))
    }

    #[allow(clippy::cast_precision_loss)]
    fn visit_u64<E>(self, number: u64) -> Result<Json, E> {
        Ok(Json::Number(number as f64))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
        Ok(Json::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Json, E> {
        Ok(Json::Text(text))
    }

    // Bytes are no JSON; a value from JavaScript may hold some all the same. They are no error, as
    // nothing else that is not expected is.
    fn visit_byte_buf<E>(self, _: Vec<u8>) -> Result<Json, E> {
        Ok(Json::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = from.next_element_seed(self.inner())? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Json, A::Error> {
        let mut members = Vec::new();
        while let Some(name) = from.next_key::<String>()? {
            let is_kept = match self.members {
                Members::All => true,
                Members::Named(names) => names.contains(&name.as_str()),
                Members::Listed(names) => names.binary_search(&name).is_ok(),
            };
            if is_kept {
                members.push((name, from.next_value_seed(self.inner())?));
            } else {
                from.next_value::<IgnoredAny>()?;
                let is_told = matches!(self.members, Members::Listed(_)) && self.depth == MAX_DEPTH;
                if is_told && members.len() < MAX_OTHERS {
                    members.push((name, Json::Nothing));
                }
            }
        }
        Ok(Json::Record(members))
    }
}

impl Reader<'_> {
    const fn inner(self) -> Self {
        Self { members: self.members, depth: self.depth.saturating_sub(1) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Json {
        Json::read(&mut serde_json::Deserializer::from_str(text), Members::Named(&["a", "b"]))
            .unwrap()
    }

    #[test]
    fn named_members_are_kept_and_others_skipped() {
        let json = read(r#"{"x":{"a":1},"a":[1,-2.5,"t",null,true],"b":{"a":"first","a":"last"}}"#);
        assert_eq!(json.get("x"), None);
        let list = json.get("a").and_then(Json::list).unwrap();
        assert_eq!(list[..2], [Json::Number(1.0), Json::Number(-2.5)]);
        assert_eq!(list[2..], [Json::Text("t".into()), Json::Nothing, Json::Flag(true)]);
        assert_eq!(json.get("b").and_then(|b| b.get("a")).and_then(Json::text), Some("last"));
    }

    #[test]
    fn numbers_are_read_from_strings_too() {
        let check = |text: &str, number: Option<f64>, words: &str| {
            assert_eq!((read(text).number(), read(text).words().as_str()), (number, words));
        };
        check("2", Some(2.0), "2");
        check("2.0", Some(2.0), "2");
        check("-7", Some(-7.0), "-7");
        check("2.5", Some(2.5), "");
        check("1e300", Some(1e300), "");
        check("\" 2.0 \"", Some(2.0), " 2.0 ");
        check("\"two\"", None, "two");
        check("true", None, "");
        check("[2]", None, "");
    }

    #[test]
    fn what_is_nested_too_deep_is_skipped() {
        let deep = format!("{}1{}", "[".repeat(100), "]".repeat(100));
        let mut json = &read(&deep);
        let mut depth = 0;
        while let Some([inner]) = json.list() {
            json = inner;
            depth += 1;
        }
        assert_eq!((depth, json), (MAX_DEPTH.into(), &Json::Nothing));
    }
}
