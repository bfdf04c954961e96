//! A description as a line of JavaScript.

use job_badge::provider::described::catalog;

/// Why an API cannot be described under this name.
pub(crate) fn name_problem(name: &str) -> Option<&'static str> {
    let name = name.trim();
    if name.is_empty() {
        Some("It needs a name.")
    } else if ["ams-v2", "json"].contains(&name) || catalog::ALL.iter().any(|one| one.0 == name) {
        Some("This name is one of the package's own; take another.")
    } else {
        None
    }
}

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
    fn the_packages_own_names_are_taken() {
        let check = |name: &str, is_free: bool| {
            assert_eq!(name_problem(name).is_none(), is_free, "{name}");
        };
        check("our-queue", true);
        check("jsons", true);
        check(" ", false);
        check("json", false);
        check(" airflow ", false);
        check("ams-v2", false);
    }

    #[test]
    fn it_is_a_call() {
        let text = javascript(" our \"queue\" ", "{ \"version\": 1 }\n");
        let call = "JobBadgeElement.describe(\"our \\\"queue\\\"\", { \"version\": 1 });\n";
        assert!(text.ends_with(call), "{text}");
    }
}
