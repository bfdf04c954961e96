//! Svelte 5.

use super::{
    File,
    badge::Badge,
    escape::{text_in_jsx, value_in_jsx},
};

/// The component.
pub(super) fn files(badge: &Badge) -> Vec<File> {
    let (sign_in, more): (&str, &[&str]) =
        if badge.has_token { (SIGN_IN, &["{@attach signedIn}"]) } else { ("", &[]) };
    let attribute = |name: &str, value: Option<&str>| match value {
        Some(value) => format!("{name}={}", value_in_jsx(value)),
        None => name.to_owned(),
    };
    let element = badge.element(0, attribute, more, &text_in_jsx(&badge.fallback));
    let text = format!("{sign_in}<script>\n  import \"job-badge/define\";\n</script>\n\n{element}");
    vec![File { name: "JobStatus.svelte", text }]
}

const SIGN_IN: &str = r#"<script module>
  // Once for all components: badges with the same function share their requests.
  const signIn = async () => (await fetch("/token")).text();
  const signedIn = (badge) => {
    badge.tokenProvider = signIn;
  };
</script>

"#;
