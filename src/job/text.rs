//! How much of an API's text is kept. All of it is untrusted; none of it is ever markup.

/// The longest name, code or state word that is kept, in characters. AMS v2 allows names of 4,000.
pub const SHORT_TEXT: usize = 256;
/// The longest message that is kept, in characters.
pub const LONG_TEXT: usize = 2000;

/// The first `max` characters of a text, with an ellipsis in place of the last when some were cut.
/// Control characters other than line breaks and tabs are dropped.
pub fn cap(text: &str, max: usize) -> String {
    let clean = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let mut kept: String = text.chars().filter(clean).take(max).collect();
    if text.chars().filter(clean).nth(max).is_some() {
        kept.pop();
        kept.push('…');
    }
    kept
}

/// What stands before and after a text in another one. The standard library's own search is quick
/// in long texts, and 2 KB of the wasm.
pub(crate) fn around<'a>(text: &'a str, sought: &str) -> Option<(&'a str, &'a str)> {
    let at = (0..text.len()).find(|at| {
        text.as_bytes().get(*at..).is_some_and(|rest| rest.starts_with(sought.as_bytes()))
    })?;
    Some((text.get(..at)?, text.get(at + sought.len()..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_long_text_is_cut_at_a_character_and_says_so() {
        assert_eq!(cap("größer", 6), "größer");
        assert_eq!(cap("größer", 4), "grö…");
        assert_eq!(cap("a\u{0}b\r\nc", 10), "ab\nc");
        assert_eq!(cap("x", 0), "…");
    }
}
