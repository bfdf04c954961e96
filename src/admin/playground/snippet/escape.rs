//! Texts that a reader typed, written into code.

/// Whether a text means the same in every syntax.
pub(super) fn is_plain(text: &str) -> bool {
    let is_plain = |letter: char| letter.is_alphanumeric() || " -_.,:;/()#+!?=%…".contains(letter);
    text.chars().all(is_plain) && text.trim() == text && !text.contains("  ")
}

/// A text in HTML, between tags or in a quoted value.
pub(super) fn text_in_html(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            _ => html.push(letter),
        }
    }
    html
}

/// A text between tags of a Vue template, where braces hold code.
pub(super) fn text_in_vue(text: &str) -> String {
    text_in_html(text).replace('{', "&#123;").replace('}', "&#125;")
}

/// A text as a literal of JavaScript. A JSON text is one; without `<` it ends no script.
pub(super) fn javascript(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('<', "\\u003c")
}

/// A value in a tag of JSX or of Svelte.
pub(super) fn value_in_jsx(text: &str) -> String {
    if is_plain(text) { format!("\"{text}\"") } else { format!("{{{}}}", javascript(text)) }
}

/// A text between tags of JSX or of Svelte.
pub(super) fn text_in_jsx(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { format!("{{{}}}", javascript(text)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_code_is_escaped() {
        let check = |text: &str, html: &str, jsx: &str| {
            assert_eq!(text_in_html(text), html);
            assert_eq!(value_in_jsx(text), jsx);
        };
        check("Nightly export, 4K", "Nightly export, 4K", "\"Nightly export, 4K\"");
        check("夜間 №", "夜間 №", "{\"夜間 №\"}");
        check("a \"b\"", "a &quot;b&quot;", "{\"a \\\"b\\\"\"}");
        check("</script>&", "&lt;/script&gt;&amp;", "{\"\\u003c/script>&\"}");
        check("{{x}}", "{{x}}", "{\"{{x}}\"}");
        check("`${x}` \\", "`${x}` \\", "{\"`${x}` \\\\\"}");
        assert_eq!(text_in_vue("{{x}} & y"), "&#123;&#123;x&#125;&#125; &amp; y");
        check(" two  spaces", " two  spaces", "{\" two  spaces\"}");
    }
}
