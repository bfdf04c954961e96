//! React 19, with types.

use super::{
    File,
    badge::Badge,
    escape::{text_in_jsx, value_in_jsx},
};

/// What JSX may say of the element: the example's own file.
const TYPES: &str = include_str!("../../../../examples/react/job-badge-react.d.ts");

/// The component, and the types that it needs.
pub(super) fn files(badge: &Badge) -> Vec<File> {
    let (sign_in, more): (&str, &[&str]) =
        if badge.has_token { (SIGN_IN, &["tokenProvider={signIn}"]) } else { ("", &[]) };
    let attribute = |name: &str, value: Option<&str>| match value {
        Some(value) => format!("{name}={}", value_in_jsx(value)),
        None => name.to_owned(),
    };
    let element = badge.element(4, attribute, more, &text_in_jsx(&badge.fallback));
    let text = format!(
        "import \"job-badge/define\";\n{sign_in}\n/** The badge of one job. */\nexport function JobStatus() {{\n  return (\n{element}  );\n}}\n"
    );
    vec![
        File { name: "JobStatus.tsx", text },
        File { name: "job-badge-react.d.ts", text: TYPES.to_owned() },
    ]
}

const SIGN_IN: &str = r#"import type { TokenProvider } from "job-badge";

// Outside of the component: badges with the same function share their requests.
const signIn: TokenProvider = async () => (await fetch("/token")).text();
"#;
