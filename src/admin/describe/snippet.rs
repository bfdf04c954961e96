//! A description as a line of JavaScript.

/// What a page writes so that its badges know this API. A JSON text is a JavaScript literal as it
/// stands.
pub(crate) fn javascript(name: &str, description: &str) -> String {
    let name = serde_json::Value::from(name.trim());
    let description = description.trim();
    format!(
        "import {{ JobBadgeElement }} from \"job-badge\";\n\nJobBadgeElement.describe({name}, {description});\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_a_call() {
        let text = javascript(" our \"queue\" ", "{ \"version\": 1 }\n");
        let call = "JobBadgeElement.describe(\"our \\\"queue\\\"\", { \"version\": 1 });\n";
        assert!(text.ends_with(call), "{text}");
    }
}
