//! The words in use: own phrases over a language's over English.

use std::rc::Rc;

use litemap::LiteMap;

use super::{Format, Phrase, Plural};

/// Own phrases by key; English for all that are not given. Cheap to clone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// By key. `None`: English alone.
    own: Option<Rc<LiteMap<String, String>>>,
    /// Looked up where these have none. Shared, not merged: a thousand badges may have one word of
    /// their own each.
    base: Option<Rc<Self>>,
}

impl Words {
    /// From key and text. Of two texts for one key the first counts. Keys that belong to no phrase
    /// are kept and never used; [`Words::unknown_keys`] names them.
    pub fn new(texts: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut own = LiteMap::new();
        for (key, text) in texts {
            own.entry(key).or_insert(text);
        }
        Self { own: (!own.is_empty()).then(|| Rc::new(own)), base: None }
    }

    /// From the text of a language file: a line `"key": "text",` for each phrase, nothing escaped.
    /// Other lines are passed over.
    pub fn read(file: &str) -> Self {
        let line = |line: &str| {
            let line = line.trim().strip_prefix('"')?.strip_suffix("\",")?;
            line.split_once("\": \"").map(|(key, text)| (key.to_owned(), text.to_owned()))
        };
        Self::new(file.lines().filter_map(line))
    }

    /// These words, and those of `base` where these have none.
    #[must_use]
    pub fn over(&self, base: &Self) -> Self {
        if self.own.is_none() {
            return base.clone();
        }
        let base = self.base.as_ref().map_or_else(|| base.clone(), |mine| mine.over(base));
        Self { own: self.own.clone(), base: base.own.is_some().then(|| Rc::new(base)) }
    }

    /// The keys that belong to no phrase: most likely mistyped.
    pub fn unknown_keys(&self) -> impl Iterator<Item = &str> {
        self.own.iter().flat_map(|own| own.keys()).map(String::as_str).filter(|key| !is_known(key))
    }

    /// A phrase as it stands.
    pub fn get(&self, phrase: Phrase) -> &str {
        self.own(phrase.key()).unwrap_or_else(|| phrase.english(Plural::Other))
    }

    /// A phrase as it stands, to keep.
    pub fn say(&self, phrase: Phrase) -> String {
        self.get(phrase).to_owned()
    }

    /// A phrase with its placeholders filled. What is filled in is not read again, so text from an
    /// API may stand there. A placeholder without a value stays as it is.
    pub fn fill(&self, phrase: Phrase, values: &[(&str, &str)]) -> String {
        fill(self.get(phrase), values)
    }

    /// A phrase that counts, with `{count}` in its plural form.
    pub fn count(&self, phrase: Phrase, count: u64, format: &dyn Format) -> String {
        let text = self.own.as_ref().and_then(|_| {
            let form = |category: &str| self.own(&format!("{}.{category}", phrase.key()));
            form(format.plural(count).name())
                .or_else(|| form(Plural::Other.name()))
                .or_else(|| self.own(phrase.key()))
        });
        let english = if count == 1 { Plural::One } else { Plural::Other };
        let text = text.unwrap_or_else(|| phrase.english(english));
        fill(text, &[("count", &format.number(count))])
    }

    /// Two texts as a list: `first, second`; one alone when the other is empty.
    pub fn join(&self, first: String, second: &str) -> String {
        if first.is_empty() {
            return second.to_owned();
        }
        if second.is_empty() {
            return first;
        }
        self.fill(Phrase::Joined, &[("first", &first), ("second", second)])
    }

    fn own(&self, key: &str) -> Option<&str> {
        match self.own.as_ref()?.get(key) {
            Some(text) => Some(text),
            None => self.base.as_ref()?.own(key),
        }
    }
}

/// Whether a key is a phrase's own or, where that has plurals, one of their keys.
fn is_known(key: &str) -> bool {
    let (stem, category) = key.split_once('.').unwrap_or((key, ""));
    let is_plural = Plural::ALL.iter().any(|plural| plural.name() == category);
    Phrase::ALL.iter().any(|phrase| {
        phrase.key() == stem && (category.is_empty() || phrase.has_plurals() && is_plural)
    })
}

fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let value = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(placeholder, _)| *placeholder == name)?;
            Some((value, after))
        });
        if let Some((value, after)) = value {
            filled.push_str(value);
            rest = after;
        } else {
            filled.push('{');
            rest = after;
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::badge::Plain;

    fn words(texts: &[(&str, &str)]) -> Words {
        Words::new(texts.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())))
    }

    #[test]
    fn own_words_stand_over_a_language_over_english() {
        let own = words(&[("state-failed", "Oh dear")]);
        let german = words(&[("state-failed", "Fehlgeschlagen"), ("state-queued", "Wartet")]);
        let all = own.over(&german);
        assert_eq!(all.get(Phrase::Failed), "Oh dear");
        assert_eq!(all.get(Phrase::Queued), "Wartet");
        assert_eq!(all.get(Phrase::Running), "Running");
        // Whatever is laid over what first.
        let third = words(&[("state-running", "Rennt"), ("state-queued", "Steht an")]);
        for all in [all.over(&third), own.over(&german.over(&third))] {
            let said = [Phrase::Failed, Phrase::Queued, Phrase::Running].map(|it| all.get(it));
            assert_eq!(said, ["Oh dear", "Wartet", "Rennt"]);
        }
        assert_eq!(own.over(&Words::default()), own);
        assert_eq!(Words::default().over(&german), german);
    }

    #[test]
    fn what_is_filled_in_is_not_read_again() {
        let check = |text: &str, expected: &str| {
            assert_eq!(fill(text, &[("a", "{b}"), ("b", "x")]), expected);
        };
        check("<{a}|{b}>", "<{b}|x>");
        check("{c} {a", "{c} {a");
        check("}{{a}", "}{{b}");
    }

    #[test]
    fn counting_phrases_take_the_category_of_the_language_and_fall_back() {
        let check = |words: &Words, count, expected: &str| {
            assert_eq!(words.count(Phrase::JobsFinished, count, &Plain), expected);
        };
        check(&Words::default(), 1, "1 job finished");
        check(&Words::default(), 3, "3 jobs finished");
        let german = words(&[
            ("jobs-finished.one", "{count} Auftrag fertig"),
            ("jobs-finished.other", "{count} Aufträge fertig"),
        ]);
        check(&german, 1, "1 Auftrag fertig");
        check(&german, 2, "2 Aufträge fertig");
        check(&words(&[("jobs-finished", "{count} 完了")]), 1, "1 完了");
    }

    #[test]
    fn mistyped_keys_are_named() {
        let given = words(&[
            ("state-runing", ""),
            ("jobs-finished.few", ""),
            ("loading.one", ""),
            ("close", ""),
        ]);
        assert_eq!(given.unknown_keys().collect::<Vec<_>>(), ["loading.one", "state-runing"]);
    }
}
