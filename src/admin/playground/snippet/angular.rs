//! Angular.

use super::{
    File,
    badge::Badge,
    escape::{is_plain, javascript},
};

/// The component.
pub(super) fn files(badge: &Badge) -> Vec<File> {
    let (types, sign_in, more): (&str, &str, &[&str]) = if badge.has_token {
        (TYPES, SIGN_IN, &["[tokenProvider]=\"signIn\""])
    } else {
        ("", "", &[])
    };
    // What a template would read otherwise goes around it.
    let label = badge.settings.iter().find(|(name, value)| {
        *name == "label" && value.as_deref().is_some_and(|text| !is_plain(text))
    });
    let attribute = |name: &str, value: Option<&str>| match value {
        Some(_) if name == "label" && label.is_some() => "[label]=\"label\"".to_owned(),
        Some(value) => format!("{name}=\"{value}\""),
        None => name.to_owned(),
    };
    let fallback = if label.is_some() { "{{ label }}" } else { &badge.fallback };
    let element = badge.element(4, attribute, more, fallback);
    let mut fields = String::new();
    if let Some((_, Some(text))) = label {
        fields.push_str(&format!("  readonly label = {};\n", javascript(text)));
    }
    if badge.has_token {
        fields.push_str("  readonly signIn = signIn;\n");
    }
    let class = if fields.is_empty() { "{}".to_owned() } else { format!("{{\n{fields}}}") };
    let text = format!(
        "import \"job-badge/define\";\nimport {{ Component, CUSTOM_ELEMENTS_SCHEMA }} from \"@angular/core\";\n{types}\n{sign_in}@Component({{\n  selector: \"job-status\",\n  schemas: [CUSTOM_ELEMENTS_SCHEMA],\n  template: `\n{element}  `,\n}})\nexport class JobStatus {class}\n"
    );
    vec![File { name: "job-status.ts", text }]
}

const TYPES: &str = "import type { TokenProvider } from \"job-badge\";\n";
const SIGN_IN: &str = r#"// Outside of the class: badges with the same function share their requests.
const signIn: TokenProvider = async () => (await fetch("/token")).text();

"#;
