//! Where a JSON pointer's target stands in a JSON text.

use core::ops::Range;

use jsonc_parser::{ast::Value, common::Ranged, parse_to_ast};

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// What a text area selects: from here, in its UTF-16 units…
    pub start: u32,
    /// …to here.
    pub end: u32,
}

impl Place {
    /// The place of these bytes of a text.
    pub(super) fn of_bytes(text: &str, start: usize, end: usize) -> Self {
        let before = |end: usize| text.get(..end).unwrap_or(text);
        let units = |end| before(end).encode_utf16().count().try_into().unwrap_or(u32::MAX);
        let line_start = before(start).rfind('\n').map_or(0, |newline| newline + 1);
        let in_line = before(start).get(line_start..).unwrap_or_default();
        Self {
            line: before(start).matches('\n').count() + 1,
            column: in_line.chars().count() + 1,
            start: units(start),
            end: units(end),
        }
    }

    /// The place of a parser's line and column, both from 1. Its column counts bytes.
    pub(super) fn of_line(text: &str, line: usize, column: usize) -> Self {
        let lines = text.split_inclusive('\n').take(line.saturating_sub(1));
        let start = lines.map(str::len).sum::<usize>() + column.saturating_sub(1);
        let start = (start.min(text.len())..=text.len()).find(|at| text.is_char_boundary(*at));
        let start = start.unwrap_or(text.len());
        let next = text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        Self::of_bytes(text, start, start + next)
    }
}

/// Where a JSON pointer's target stands: a member by its name, an entry of a list by itself. Of two
/// members with one name it is the last, as in `JSON.parse`.
pub(crate) fn place_of(text: &str, pointer: &str) -> Option<Place> {
    let (name, _) = ranges(text, pointer)?;
    Some(Place::of_bytes(text, name.start, name.end))
}

/// The bytes of a JSON pointer's target: of its name, or of itself where it is an entry, and of what
/// it holds.
pub(super) fn ranges(text: &str, pointer: &str) -> Option<(Range<usize>, Range<usize>)> {
    let parsed = parse_to_ast(text, &Default::default(), &Default::default()).ok()?;
    let mut value = parsed.value?;
    let mut name = value.range();
    for token in pointer.split('/').skip(1) {
        let token = token.replace("~1", "/").replace("~0", "~");
        (value, name) = match value {
            Value::Object(object) => {
                let mut members = object.properties.into_iter().rev();
                let member = members.find(|member| member.name.as_str() == token)?;
                let range = member.name.range();
                (member.value, range)
            }
            Value::Array(array) => {
                let entry = array.elements.into_iter().nth(token.parse().ok()?)?;
                let range = entry.range();
                (entry, range)
            }
            _ => return None,
        };
    }
    let value = value.range();
    Some((name.start..name.end, value.start..value.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "{\n  \"a/b\": 1,\n  \"liste\": [\"é\", { \"x\": true }],\n  \"x\": 1, \"x\": 2\n}";

    #[test]
    fn a_pointer_leads_to_a_place() {
        let check = |pointer: &str, expected: Option<(usize, usize, &str)>| {
            let units: Vec<u16> = TEXT.encode_utf16().collect();
            let found = place_of(TEXT, pointer).map(|place| {
                let selected = &units[place.start as usize..place.end as usize];
                (place.line, place.column, String::from_utf16(selected).unwrap())
            });
            let expected = expected.map(|(line, column, text)| (line, column, text.to_owned()));
            assert_eq!(found, expected, "{pointer}");
        };
        check("", Some((1, 1, TEXT)));
        check("/a~1b", Some((2, 3, "\"a/b\"")));
        check("/liste/0", Some((3, 13, "\"é\"")));
        check("/liste/1", Some((3, 18, "{ \"x\": true }")));
        check("/liste/1/x", Some((3, 20, "\"x\"")));
        check("/x", Some((4, 11, "\"x\"")));
        check("/liste/2", None);
        check("/a~1b/c", None);
    }

    #[test]
    fn a_parsers_line_and_column_become_a_place() {
        let check = |line, column, expected: (usize, usize)| {
            let place = Place::of_line(TEXT, line, column);
            assert_eq!((place.line, place.column), expected);
        };
        check(1, 1, (1, 1));
        check(3, 13, (3, 13));
        // Behind the two bytes of an "é".
        check(3, 17, (3, 16));
        check(99, 1, (5, 2));
    }
}
