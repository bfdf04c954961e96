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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_at_a_character_and_says_so() {
        assert_eq!(cap("größer", 6), "größer");
        assert_eq!(cap("größer", 4), "grö…");
        assert_eq!(cap("a\u{0}b\r\nc", 10), "ab\nc");
        assert_eq!(cap("x", 0), "…");
    }
}
