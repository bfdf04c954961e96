//! How much of an API's text is kept. All of it is untrusted; none of it is ever markup.

/// The longest name, code or state word that is kept, in characters. AMS v2 allows names of 4,000.
pub const SHORT_TEXT: usize = 256;
/// The longest message that is kept, in characters.
pub const LONG_TEXT: usize = 2000;

/// The first `max` characters of a text, with an ellipsis in place of the last when some were cut.
/// Control characters other than line breaks and tabs are dropped.
pub fn cap(text: &str, max: usize) -> String {
    let mut kept = String::new();
    let mut count = 0;
    for letter in text.chars() {
        if letter.is_control() && !matches!(letter, '\n' | '\t') {
            continue;
        }
        if count == max {
            kept.pop();
            kept.push('…');
            break;
        }
        kept.push(letter);
        count += 1;
    }
    kept
}

/// A text without the white space around it; `None` where nothing of it can be seen.
///
/// Joiners, marks and the like inside a name that can be seen are part of how it is written.
pub fn visible(text: &str) -> Option<&str> {
    let is_seen = |letter: char| {
        !letter.is_whitespace()
            && !letter.is_control()
            && !INVISIBLE.iter().any(|(from, to)| (*from..=*to).contains(&letter))
    };
    text.contains(is_seen).then(|| text.trim())
}

/// What cannot be seen alone, beside white space and control characters: Unicode's format and other
/// default ignorable characters, blank letters, and marks that need a letter to stand on.
const INVISIBLE: &[(char, char)] = &[
    ('\u{ad}', '\u{ad}'),
    ('\u{300}', '\u{36f}'),
    ('\u{483}', '\u{489}'),
    ('\u{591}', '\u{5bd}'),
    ('\u{610}', '\u{61a}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{64b}', '\u{65f}'),
    ('\u{670}', '\u{670}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{1ab0}', '\u{1aff}'),
    ('\u{1dc0}', '\u{1dff}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{202a}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{20d0}', '\u{20ff}'),
    ('\u{2800}', '\u{2800}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{fe20}', '\u{fe2f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{fffb}'),
    ('\u{1bca0}', '\u{1bca3}'),
    ('\u{1d173}', '\u{1d17a}'),
    ('\u{e0000}', '\u{e0fff}'),
];

// What follows is `str`'s own, written again. It goes with its last callers, in other rooms.

/// A text without the white space around it.
pub(crate) fn trimmed(text: &str) -> &str {
    let mut rest = text.chars();
    while rest.clone().next().is_some_and(char::is_whitespace) {
        rest.next();
    }
    while rest.clone().next_back().is_some_and(char::is_whitespace) {
        rest.next_back();
    }
    rest.as_str()
}

/// What stands before and after a text in another one.
pub(crate) fn around<'a>(text: &'a str, sought: &str) -> Option<(&'a str, &'a str)> {
    let at = (0..text.len()).find(|at| {
        text.as_bytes().get(*at..).is_some_and(|rest| rest.starts_with(sought.as_bytes()))
    })?;
    Some((text.get(..at)?, text.get(at + sought.len()..)?))
}

/// A text's lines, as `split('\n')` gives them.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    core::iter::from_fn(move || {
        let text = rest?;
        let parts = around(text, "\n");
        rest = parts.map(|(_, after)| after);
        Some(parts.map_or(text, |(line, _)| line))
    })
}

/// Texts as one.
pub(crate) fn joined(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(part);
    }
    text
}

/// A number in digits.
pub(crate) fn digits(number: u64) -> String {
    let mut text = if number < 10 { String::new() } else { digits(number / 10) };
    text.push(char::from(b'0' + u8::try_from(number % 10).unwrap_or(0)));
    text
}

/// The number that a text of digits alone says; `None` from 10¹⁸ on, too.
pub(crate) fn number(text: &str) -> Option<u64> {
    if text.is_empty() || text.len() > 18 {
        return None;
    }
    let mut number = 0;
    for digit in text.bytes() {
        if !digit.is_ascii_digit() {
            return None;
        }
        number = number * 10 + u64::from(digit - b'0');
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_what_the_standard_library_splits() {
        for text in ["", "\n", "a\nb\n\nc", "ö\n"] {
            assert!(lines(text).eq(text.split('\n')), "{text}");
        }
    }

    #[test]
    fn white_space_around_a_text_is_left_out() {
        for text in ["", " ", "a", " a b\n", "\t\u{a0}ö\u{3000}", "\u{feff}a"] {
            assert_eq!(trimmed(text), text.trim());
        }
    }

    #[test]
    fn numbers_are_written_and_read() {
        for number in [0, 7, 10, 1_000, 65_535, 999_999_999_999_999_999] {
            assert_eq!(digits(number), number.to_string());
            assert_eq!(super::number(&number.to_string()), Some(number));
        }
        assert_eq!(digits(u64::MAX), u64::MAX.to_string());
        for text in ["", "-1", "+1", "1.0", " 1", "1000000000000000000", "١"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_around_a_text_is_what_the_standard_library_says() {
        for (text, sought) in [
            ("a://b://c", "://"),
            ("größe", "ö"),
            ("aab", "ab"),
            ("ab", "abc"),
            ("", "x"),
            ("x", "x"),
        ] {
            assert_eq!(around(text, sought), text.split_once(sought));
        }
    }

    #[test]
    fn a_text_that_cannot_be_seen_is_none() {
        for blank in [
            "",
            " \t\r\n",
            "\u{a0}\u{2003}\u{3000}",
            "\u{85}\u{2028}\u{2029}",
            "\u{200b}",
            "\u{200c}\u{200d}\u{2060}\u{feff}",
            " \u{200e}\u{202e} \u{2066}\u{61c}",
            "\u{0}\u{7f}\u{9f}",
            "\u{ad}\u{34f}\u{180e}",
            "\u{301}\u{20dd}\u{64b}",
            "\u{fe0f}\u{e0100}\u{e0041}",
            "\u{2800}\u{3164}\u{ffa0}\u{115f}",
        ] {
            assert_eq!(visible(blank), None, "{}", blank.escape_unicode());
        }
        for (text, expected) in [
            (" a b\n", "a b"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("👩\u{200d}💻", "👩\u{200d}💻"),
            ("❤\u{fe0f}", "❤\u{fe0f}"),
            ("e\u{301}", "e\u{301}"),
            ("\u{200b}a", "\u{200b}a"),
            ("क्ष", "क्ष"),
            ("שָׁלוֹם", "שָׁלוֹם"),
            (".", "."),
            ("…", "…"),
        ] {
            assert_eq!(visible(text), Some(expected));
        }
    }

    #[test]
    fn a_long_text_is_cut_at_a_character_and_says_so() {
        assert_eq!(cap("größer", 6), "größer");
        assert_eq!(cap("größer", 4), "grö…");
        assert_eq!(cap("a\u{0}b\r\nc", 10), "ab\nc");
        assert_eq!(cap("x", 0), "…");
    }
}
