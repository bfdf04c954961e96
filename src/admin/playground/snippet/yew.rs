//! Yew.

use job_badge::badge::{Density, Language};

use super::{
    super::query::PlaygroundQuery,
    File,
    badge::{Badge, endpoint, job},
};

/// The component.
pub(super) fn files(badge: &Badge, query: &PlaygroundQuery) -> Vec<File> {
    let provider = &*query.asked.provider;
    let endpoint = endpoint(provider);
    let is_described = !matches!(provider, "ams-v2" | "json");
    let mut words = Vec::new();
    if query.density != Density::default() {
        words.push("Density");
    }
    let constant = texts_constant(query.language);
    if constant.is_some() {
        words.extend(["Words", "texts"]);
    }
    let badge_import = match &*words {
        [] => String::new(),
        [one] => format!("    badge::{one},\n"),
        several => format!("    badge::{{{}}},\n", several.join(", ")),
    };
    let (browser, catalog) = if is_described {
        ("Credential, Source, describe", "    provider::{DescriptionError, described::catalog},\n")
    } else {
        ("Credential, Source", "")
    };
    let (props, argument, credential) = if badge.has_token {
        (PROPS, "props: &JobStatusProps", "Credential::token(&props.token)")
    } else {
        ("", "", "Credential::cookie()")
    };
    let source = match provider {
        "ams-v2" => format!("    let source = Source::ams_v2({endpoint:?}, {credential});\n"),
        "json" => format!("    let source = Source::json({endpoint:?}, {credential});\n"),
        _ => described(provider, endpoint),
    };
    let mut attributes = vec![format!("job={:?}", job(provider))];
    if !query.label.is_empty() {
        attributes.push(format!("label={:?}", query.label));
    }
    if query.density != Density::default() {
        attributes.push(format!("density={{Density::{:?}}}", query.density));
    }
    if let Some(constant) = constant {
        attributes.push(format!("lang={:?}", query.language.tag()));
        attributes.push(format!("words={{Words::read(texts::{constant})}}"));
    }
    if query.details {
        attributes.push("details=true".to_owned());
    }
    let source_value = if is_described { "source={source.clone()}" } else { "{source}" };
    attributes.insert(0, source_value.to_owned());
    let element = format!("    html! {{ <JobBadge {} /> }}\n", attributes.join(" "));
    let element = if element.chars().count() <= 100 {
        element
    } else {
        let attributes = attributes.join("\n            ");
        format!("    html! {{\n        <JobBadge\n            {attributes}\n        />\n    }}\n")
    };
    let text = format!(
        "use job_badge::{{\n{badge_import}    browser::{{{browser}}},\n{catalog}    ui::JobBadge,\n}};\nuse yew::prelude::*;\n\n{props}/// The badge of one job.\n#[component]\npub fn JobStatus({argument}) -> Html {{\n{source}{element}}}\n"
    );
    vec![File { name: "job_status.rs", text }]
}

/// A description is read once for each token.
fn described(provider: &str, endpoint: &str) -> String {
    let constant = provider.to_ascii_uppercase().replace('-', "_");
    format!(
        r#"    let source = use_memo(props.token.clone(), |token| {{
        let description = describe({provider:?}, catalog::{constant})?;
        let endpoint = {endpoint:?};
        let credential = Credential::token(token);
        Ok::<_, DescriptionError>(Source::described(description, endpoint, credential))
    }});
    let Ok(source) = &*source else {{ return Html::default() }};
"#
    )
}

const PROPS: &str = r#"/// Properties of [`JobStatus`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct JobStatusProps {
    /// The bearer token, from your sign-in.
    pub token: AttrValue,
}

"#;

/// The constant that has a language's words.
const fn texts_constant(language: Language) -> Option<&'static str> {
    match language {
        Language::English => None,
        Language::German => Some("GERMAN"),
        Language::French => Some("FRENCH"),
        Language::Spanish => Some("SPANISH"),
        Language::Japanese => Some("JAPANESE"),
        Language::Arabic => Some("ARABIC"),
        Language::SimplifiedChinese => Some("SIMPLIFIED_CHINESE"),
    }
}
