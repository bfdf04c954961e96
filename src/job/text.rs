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

/// A name or a word as it is kept; empty where nothing of it can be seen.
pub fn short(text: &str) -> String {
    cap(visible(text).unwrap_or_default(), SHORT_TEXT)
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

#[cfg(test)]
mod tests {
    use super::*;

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
