//! The code that makes the chosen badge in a page of one's own. What only a page knows stands there as
//! a placeholder: an endpoint of its own, a job's id, and where its token comes from.

mod angular;
mod badge;
mod escape;
mod html;
mod react;
mod style;
mod svelte;
mod vue;
mod yew;

use super::{looks::Framework, query::PlaygroundQuery};

/// A file of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    /// Its name.
    pub name: &'static str,
    /// Its text.
    pub text: String,
}

/// The files for a choice, the one that matters first.
pub(crate) fn files(query: &PlaygroundQuery) -> Vec<File> {
    let badge = badge::Badge::of(query);
    let style = style::style(query);
    let mut files = match query.framework {
        Framework::Html => html::files(&badge, style.is_some()),
        Framework::React => react::files(&badge),
        Framework::Vue => vue::files(&badge),
        Framework::Angular => angular::files(&badge),
        Framework::Svelte => svelte::files(&badge),
        Framework::Yew => yew::files(&badge, query),
    };
    files.extend(style.map(|text| File { name: "page.css", text }));
    files
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use expect_test::expect_file;
    use job_badge::provider::described::catalog;
    use serde_json::Value;

    use super::{super::super::route::Route, *};

    /// Three choices. What a label may hold is all in one of them.
    fn cases() -> [(&'static str, PlaygroundQuery); 3] {
        let query = |text: &str| {
            PlaygroundQuery::read(&Route::of_hash(&format!("#/playground?{text}")).query)
        };
        [
            ("plain", query("")),
            (
                "own-backend",
                PlaygroundQuery {
                    label: "Say \"hi\" & <b>{{x}}</b> \\ ${y} `z` {@html 1}".to_owned(),
                    ..query(
                        "provider=json&density=card&details=on&lang=de&theme=dark&accent=teal&size=large",
                    )
                },
            ),
            (
                "service",
                query("provider=github-actions&density=dot&label=Nightly%20export&lang=ja"),
            ),
        ]
    }

    /// Files of `tests/snippets/`, which other tests compile and run. `UPDATE_EXPECT=1` writes them.
    #[test]
    fn the_code_is_that_which_is_compiled_and_run() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snippets");
        for (case, query) in cases() {
            for framework in Framework::ALL {
                let here = folder.join(framework.name());
                let here = if *framework == Framework::Angular { here.join("src") } else { here };
                for file in files(&PlaygroundQuery { framework: *framework, ..query.clone() }) {
                    // The same in each case.
                    let is_shared = matches!(file.name, "job-badge-react.d.ts" | "vite.config.js");
                    let place =
                        if is_shared { here.clone() } else { here.join(case.replace('-', "_")) };
                    std::fs::create_dir_all(&place).unwrap();
                    expect_file![place.join(file.name)].assert_eq(&file.text);
                }
            }
        }
    }

    #[test]
    fn each_attribute_is_one_that_the_element_has() {
        let manifest = include_str!("../../../../static/package/custom-elements.json");
        let manifest: Value = serde_json::from_str(manifest).unwrap();
        let attributes = manifest.pointer("/modules/0/declarations/0/attributes").unwrap();
        let known: Vec<_> = attributes
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["name"].as_str().unwrap())
            .collect();
        let providers = ["ams-v2", "json"].into_iter().chain(catalog::ALL.iter().map(|one| one.0));
        for provider in providers {
            let (_, all) = &cases()[1];
            let badge = badge::Badge::of(&all.clone().of_provider(provider));
            for (name, value) in badge.settings {
                assert!(known.contains(&name), "{name}");
                assert_ne!(value.as_deref(), Some(""), "{provider} {name}");
            }
        }
    }

    #[test]
    fn each_shipped_description_has_the_constant_that_is_named() {
        let constants = include_str!("../../../provider/described/catalog.rs");
        for (name, _) in catalog::ALL {
            let query = PlaygroundQuery::default().of_provider(name);
            let query = PlaygroundQuery { framework: Framework::Yew, ..query };
            let text = &files(&query)[0].text;
            let (_, constant) = text.split_once("catalog::").unwrap();
            let (constant, _) = constant.split_once(')').unwrap();
            assert!(
                constants.contains(&format!("    {constant} \"{name}\" ")),
                "{name} {constant}"
            );
        }
    }

    #[test]
    fn the_colours_and_sizes_are_those_that_the_playground_shows() {
        use super::super::looks::{Accent, Size};
        let sheet = include_str!("../../../../static/admin/playground.css");
        for accent in Accent::ALL {
            let Some(color) = accent.color() else { continue };
            let rule = format!(".accent-{} {{\n  --job-badge-running: {color};\n}}", accent.name());
            assert!(sheet.contains(&rule), "{rule}");
        }
        for size in Size::ALL {
            let Some(length) = size.length() else { continue };
            let rule = format!(".size-{} {{\n  --job-badge-size: {length};\n}}", size.name());
            assert!(sheet.contains(&rule), "{rule}");
        }
    }
}
