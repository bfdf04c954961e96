//! Vue 3.

use super::{File, badge::Badge, escape::text_in_vue};

/// Tells Vue which elements are none of its components: the example's own file.
const CONFIG: &str = include_str!("../../../../examples/frameworks/vue/vite.config.js");

/// The component, and what Vite is told.
pub(super) fn files(badge: &Badge) -> Vec<File> {
    let (sign_in, more): (&str, &[&str]) =
        if badge.has_token { (SIGN_IN, &[":tokenProvider.prop=\"signIn\""]) } else { ("", &[]) };
    let element = badge.in_html(2, more, &text_in_vue(&badge.fallback));
    let text = format!(
        "{sign_in}<script setup>\nimport \"job-badge/define\";\n</script>\n\n<template>\n{element}</template>\n"
    );
    vec![
        File { name: "JobStatus.vue", text },
        File { name: "vite.config.js", text: CONFIG.to_owned() },
    ]
}

const SIGN_IN: &str = r#"<script>
// Once for all components: badges with the same function share their requests.
const signIn = async () => (await fetch("/token")).text();
</script>

"#;
