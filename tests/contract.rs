//! What the package says of `<job-badge>` is what the one table says: the class, the manifest, the
//! types and the README. `UPDATE_EXPECT=1 cargo test --features element --test contract` writes
//! the files anew from the table.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used)]

use expect_test::expect_file;
use job_badge::{
    badge::{Density, Language},
    element::{ATTRIBUTES, Attribute, Kind},
    job::{FailureKind, Freshness, JobState},
    provider::{Auth, described::catalog},
};
use serde_json::{Value, json};

const CLASS: &str = include_str!("../src/element/element.js");
const DEFAULTS: &str = include_str!("../src/element/page_defaults.js");
const FILES: &str = include_str!("../src/element/files.js");
const TYPES: &str = include_str!("../static/package/index.d.ts");
const README: &str = include_str!("../README.md");
const CSS: &str = include_str!("../src/ui/badge.css");

/// The text from the line after `begin` to the line before `end`.
fn between<'a>(text: &'a str, begin: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(begin).unwrap_or_else(|| panic!("no {begin}"));
    let (inner, _) = rest.split_once(end).unwrap_or_else(|| panic!("no {end}"));
    inner
}

/// The text with what stands between the two marks replaced.
fn with(text: &str, begin: &str, end: &str, inner: &str) -> String {
    let (before, rest) = text.split_once(begin).unwrap_or_else(|| panic!("no {begin}"));
    let (_, after) = rest.split_once(end).unwrap_or_else(|| panic!("no {end}"));
    [before, begin, inner, end, after].concat()
}

/// The words of a JavaScript array of strings: `const NAME = ["a", "b"];`.
fn js_list(script: &'static str, name: &str) -> Vec<&'static str> {
    let list = between(script, &format!("const {name} = ["), "];");
    list.split(',').map(|word| word.trim().trim_matches('"')).collect()
}

fn names(which: impl Fn(&Attribute) -> bool) -> Vec<&'static str> {
    ATTRIBUTES.iter().filter(|attribute| which(attribute)).map(|attribute| attribute.name).collect()
}

#[test]
fn the_class_observes_the_table() {
    assert_eq!(js_list(CLASS, "OBSERVED"), names(|_| true));
    assert_eq!(js_list(CLASS, "FLAGS"), names(|attribute| attribute.kind == Kind::Flag));
    let mut page_wide = names(|attribute| attribute.page_wide);
    page_wide.extend(["tokenProvider", "words"]);
    assert_eq!(js_list(DEFAULTS, "PAGE_WIDE"), page_wide);
}

#[test]
fn the_class_loads_every_language_but_english() {
    let table = between(FILES, "const FILES = {", "};");
    let lines: Vec<_> =
        table.lines().map(str::trim).filter(|line| line.starts_with("\"words/")).collect();
    let languages = Language::ALL.into_iter().filter(|language| *language != Language::English);
    let expected: Vec<_> = languages
        .map(|language| {
            let tag = language.tag();
            format!("\"words/{tag}\": () => import(\"./words/{tag}.js\"),")
        })
        .collect();
    assert_eq!(lines, expected);
}

#[test]
fn the_class_loads_every_shipped_description() {
    let table = between(FILES, "const FILES = {", "};");
    let mut lines: Vec<_> =
        table.lines().map(str::trim).filter(|line| line.starts_with("\"providers/")).collect();
    let mut expected: Vec<_> = catalog::ALL
        .iter()
        .map(|(name, _)| format!("\"providers/{name}\": () => import(\"./providers/{name}.js\"),"))
        .collect();
    lines.sort_unstable();
    expected.sort_unstable();
    assert_eq!(lines, expected);
}

/// The README with the rows of the table in docs/providers.
fn with_providers(readme: &str) -> String {
    let table = include_str!("../docs/providers/README.md");
    let rows: Vec<_> = table.lines().filter(|line| line.starts_with('|')).collect();
    let rows = rows.join("\n").replace("](", "](docs/providers/");
    let (begin, end) = ("<!-- providers: begin -->", "<!-- providers: end -->");
    with(readme, begin, end, &format!("\n{rows}\n"))
}

#[test]
fn the_words_of_the_table_are_the_crates() {
    let words = |name| match ATTRIBUTES.iter().find(|attribute| attribute.name == name) {
        Some(Attribute { kind: Kind::OneOf(words), .. }) => words.to_vec(),
        other => panic!("{other:?}"),
    };
    assert_eq!(words("auth"), Auth::ALL.map(Auth::name));
    assert_eq!(words("density"), Density::ALL.map(Density::name));
}

/// Whether the class gives it a property that can be read: a secret cannot, and what every element
/// has is not the class's.
fn has_property(attribute: &Attribute) -> bool {
    !matches!(attribute.kind, Kind::Secret | Kind::Inherited)
}

fn type_of(attribute: &Attribute) -> String {
    match attribute.kind {
        Kind::Flag => "boolean".to_owned(),
        Kind::OneOf(words) => {
            let words: Vec<_> = words.iter().map(|word| format!("\"{word}\"")).collect();
            format!("{} | null", words.join(" | "))
        }
        Kind::Seconds => "number | string | null".to_owned(),
        _ => "string | null".to_owned(),
    }
}

#[test]
fn the_types_say_what_the_table_says() {
    let mut properties = String::from("\n");
    for attribute in ATTRIBUTES.iter().filter(|attribute| has_property(attribute)) {
        let (name, of) = (attribute.name, type_of(attribute));
        properties += &format!("  /** {} Default: {}. */\n", attribute.doc, attribute.default);
        if attribute.kind == Kind::Seconds {
            properties += &format!("  get {name}(): string | null;\n  set {name}(value: {of});\n");
        } else {
            properties += &format!("  {name}: {of};\n");
        }
    }
    let expected = with(TYPES, "// properties: begin", "// properties: end", &(properties + "  "));
    expect_file!["../static/package/index.d.ts"].assert_eq(&expected);
    let union = |name: &str| -> Vec<&str> {
        between(TYPES, &format!("export type {name} ="), ";")
            .split('|')
            .map(|word| word.trim().trim_matches('"'))
            .filter(|word| !word.is_empty())
            .collect()
    };
    assert_eq!(union("JobState"), JobState::ALL.map(JobState::name));
    assert_eq!(union("Freshness"), Freshness::ALL.map(Freshness::name));
    assert_eq!(union("FailureKind"), FailureKind::ALL.map(FailureKind::name));
}

/// The custom properties that the badge's sheet offers.
fn custom_properties() -> Vec<&'static str> {
    properties_of(CSS)
}

/// The custom properties that a style sheet offers: each is read as `var(--job-badge-…`.
fn properties_of(sheet: &'static str) -> Vec<&'static str> {
    let mut found: Vec<&str> = sheet
        .split("var(")
        .skip(1)
        .filter_map(|rest| rest.trim_start().split([',', ')', ' ']).next())
        .filter(|name| name.starts_with("--job-badge-"))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[test]
fn the_manifest_says_what_the_table_says() {
    let text = |text: &str| json!({ "text": text });
    let attributes: Vec<Value> = ATTRIBUTES
        .iter()
        .map(|attribute| {
            json!({
                "name": attribute.name,
                "fieldName": attribute.name,
                "description": attribute.doc,
                "default": attribute.default,
                "type": text(&type_of(attribute).replace(" | null", "")),
            })
        })
        .collect();
    let field = |name: &str, of: &str, doc: &str, read_only: bool| {
        json!({ "kind": "field", "name": name, "type": text(of), "description": doc,
                "readonly": read_only })
    };
    let mut members: Vec<Value> = ATTRIBUTES
        .iter()
        .filter(|attribute| attribute.kind != Kind::Inherited)
        .map(|attribute| {
            json!({ "kind": "field", "name": attribute.name, "attribute": attribute.name,
                    "type": text(&type_of(attribute)), "description": attribute.doc,
                    "reflects": attribute.kind != Kind::Secret })
        })
        .collect();
    members.extend([
        field(
            "tokenProvider",
            "TokenProvider",
            "Asked for a token, once for all badges of a source. Write-only.",
            false,
        ),
        field("words", "Record<string, string>", "Own phrases by key.", false),
        field("status", "JobStatus | null", "What is known now: a frozen snapshot.", true),
        json!({ "kind": "method", "name": "refresh", "description": "Asks for the job at once." }),
        json!({ "kind": "method", "name": "define", "static": true,
                "description": "Registers the element under a tag.",
                "parameters": [{ "name": "tag", "default": "'job-badge'", "type": text("string") },
                               { "name": "registry", "default": "customElements",
                                 "type": text("CustomElementRegistry") }] }),
        json!({ "kind": "method", "name": "configure", "static": true,
                "description": "Sets defaults for the whole page.",
                "parameters": [{ "name": "settings", "type": text("PageSettings") }] }),
    ]);
    let event = |name: &str, detail: &str, doc: &str| json!({ "name": name, "type": text(&format!("CustomEvent<{detail}>")), "description": doc });
    let parts = ["badge", "icon", "label", "state", "bar", "value", "freshness", "details"];
    let states = JobState::ALL.map(JobState::name).into_iter();
    let states = states.chain(Freshness::ALL.map(Freshness::name));
    let named = |name: &str| json!({ "name": name });
    let manifest = json!({
        "schemaVersion": "2.1.0",
        "modules": [{
            "kind": "javascript-module",
            "path": "job-badge.js",
            "declarations": [{
                "kind": "class",
                "name": "JobBadgeElement",
                "tagName": "job-badge",
                "customElement": true,
                "superclass": { "name": "HTMLElement" },
                "description": "A job's progress badge that refreshes itself.",
                "attributes": attributes,
                "members": members,
                "events": [
                    event("job-badge-change", "{ status: JobStatus, previous: JobStatus }", "Something that the snapshot says has changed."),
                    event("job-badge-done", "{ status: JobStatus, initial: boolean }", "The job is first seen final; `initial`: it already was at first sight."),
                    event("job-badge-error", "{ kind: FailureKind, message: string, retryAt: string | null }", "Trouble begins, or changes its kind."),
                ],
                "slots": [{ "name": "", "description": "The fallback: shown until the first view, and for good where the wasm cannot run." }],
                "cssParts": parts.map(named),
                "cssProperties": custom_properties().into_iter().map(named).collect::<Vec<_>>(),
                "cssStates": states.map(named).collect::<Vec<_>>(),
            }],
            "exports": [{ "kind": "js", "name": "JobBadgeElement",
                          "declaration": { "name": "JobBadgeElement" } }],
        }, {
            "kind": "javascript-module",
            "path": "define.js",
            "exports": [{ "kind": "custom-element-definition", "name": "job-badge",
                          "declaration": { "name": "JobBadgeElement", "module": "job-badge.js" } }],
        }, summary_module()],
    });
    let written = serde_json::to_string_pretty(&manifest).unwrap() + "\n";
    expect_file!["../static/package/custom-elements.json"].assert_eq(&written);
}

const SUMMARY: &str = include_str!("../src/element/summary/summary.js");
const SUMMARY_FACE: &str = include_str!("../src/element/summary/face.js");
const SUMMARY_CSS: &str = include_str!("../src/element/summary/summary.css");
const SUMMARY_COUNTS: &str = include_str!("../src/element/summary/counts.js");
const SUMMARY_WORDS: &str = include_str!("../src/element/summary/words.js");
const SUMMARY_TYPES: &str = include_str!("../static/package/summary.d.ts");

/// The strings of a JavaScript array.
fn strings_of(script: &'static str, begin: &str) -> Vec<&'static str> {
    let list = between(script, begin, "]");
    list.split(',').map(|word| word.trim().trim_matches('"')).collect()
}

/// What the summary takes: name, what it is for.
const SUMMARY_ATTRIBUTES: [(&str, &str); 3] = [
    ("group", "Counts the badges with this `group`; without it, all of the page."),
    ("label", "What the summary is called."),
    ("lang", "The language of words and numbers, as a badge's."),
];

/// The summary's parts, in the order of the page: each is said by the face.
const SUMMARY_PARTS: [&str; 8] =
    ["summary", "label", "total", "value", "bar", "segment", "counts", "count"];

fn summary_module() -> Value {
    let text = |text: &str| json!({ "text": text });
    let attributes: Vec<Value> = SUMMARY_ATTRIBUTES
        .iter()
        .map(|(name, doc)| json!({ "name": name, "fieldName": name, "description": doc, "type": text("string") }))
        .collect();
    let mut members: Vec<Value> = SUMMARY_ATTRIBUTES
        .iter()
        .filter(|(name, _)| *name != "lang")
        .map(|(name, doc)| {
            json!({ "kind": "field", "name": name, "attribute": name, "reflects": true,
                    "type": text("string | null"), "description": doc })
        })
        .collect();
    members.extend([
        json!({ "kind": "field", "name": "words", "type": text("Record<string, string>"),
                "description": "Own phrases by key.", "readonly": false }),
        json!({ "kind": "field", "name": "summary", "type": text("JobSummary"), "readonly": true,
                "description": "What the badges come to now: frozen." }),
        json!({ "kind": "method", "name": "define", "static": true,
                "description": "Registers the element under another tag.",
                "parameters": [{ "name": "tag", "default": "'job-badge-summary'", "type": text("string") },
                               { "name": "registry", "default": "customElements",
                                 "type": text("CustomElementRegistry") }] }),
    ]);
    let named = |name: &&str| json!({ "name": name });
    json!({
        "kind": "javascript-module",
        "path": "summary.js",
        "declarations": [{
            "kind": "class",
            "name": "JobBadgeSummaryElement",
            "tagName": "job-badge-summary",
            "customElement": true,
            "superclass": { "name": "HTMLElement" },
            "description": "How all badges of the page do, or those of a group. It asks nothing itself.",
            "attributes": attributes,
            "members": members,
            "events": [{ "name": "job-badge-summary-change",
                         "type": text("CustomEvent<{ summary: JobSummary, previous: JobSummary }>"),
                         "description": "A count has changed; not for the progress alone." }],
            "slots": [{ "name": "", "description": "Shown until the script is there." }],
            "cssParts": SUMMARY_PARTS.iter().map(named).collect::<Vec<_>>(),
            "cssProperties": properties_of(SUMMARY_CSS).iter().map(named).collect::<Vec<_>>(),
        }],
        "exports": [
            { "kind": "js", "name": "JobBadgeSummaryElement",
              "declaration": { "name": "JobBadgeSummaryElement" } },
            { "kind": "custom-element-definition", "name": "job-badge-summary",
              "declaration": { "name": "JobBadgeSummaryElement" } },
        ],
    })
}

#[test]
fn the_summary_takes_and_shows_what_is_said_of_it() {
    let names = SUMMARY_ATTRIBUTES.map(|(name, _)| name);
    assert_eq!(strings_of(SUMMARY, "const OBSERVED = ["), names);
    for (name, doc) in SUMMARY_ATTRIBUTES.iter().filter(|(name, _)| *name != "lang") {
        let (_, typed) = SUMMARY_TYPES.split_once(doc).unwrap_or_else(|| panic!("{doc}"));
        let line = typed.lines().nth(1).unwrap();
        assert_eq!(line.trim(), format!("{name}: string | null;"));
    }
    let mut parts: Vec<_> = SUMMARY_FACE
        .split("part: ")
        .skip(1)
        .map(|rest| rest.trim_start_matches(['"', '`']).split([' ', '"', '`']).next().unwrap())
        .collect();
    parts.sort_unstable();
    let mut said = SUMMARY_PARTS;
    said.sort_unstable();
    assert_eq!(parts, said);
    for part in SUMMARY_PARTS {
        assert!(README.contains(&format!("`{part}`")), "the README lacks the part {part}");
    }
}

#[test]
fn the_summary_knows_every_state_and_its_types_say_every_count() {
    let table = between(SUMMARY_COUNTS, "const KINDS = {", "};");
    let states: Vec<_> =
        table.lines().filter_map(|line| Some(line.trim().split_once(':')?.0)).collect();
    let mut expected = JobState::ALL.map(JobState::name);
    let mut found = states;
    expected.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, expected);
    let interface = between(SUMMARY_TYPES, "export interface JobSummary {", "\n}");
    for kind in strings_of(SUMMARY_COUNTS, "export const ORDER = [") {
        assert!(interface.contains(&format!("readonly {kind}: number;")), "no type of {kind}");
    }
}

#[test]
fn the_summary_loads_every_language_but_english() {
    let table = between(SUMMARY_WORDS, "const FILES = {", "};");
    let lines: Vec<_> = table.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let languages = Language::ALL.into_iter().filter(|language| *language != Language::English);
    let expected: Vec<_> = languages
        .map(|language| {
            let tag = language.tag();
            format!("\"summary/{tag}\": () => import(\"./summary/{tag}.js\"),")
        })
        .collect();
    assert_eq!(lines, expected);
}

/// The table of attributes, as Markdown.
fn attributes_table() -> String {
    let mut table = String::from(
        "\n| attribute / property | takes | default | what it is |\n|---|---|---|---|\n",
    );
    for attribute in ATTRIBUTES {
        let takes = match attribute.kind {
            Kind::Text => "text".to_owned(),
            Kind::Inherited => "language tag".to_owned(),
            Kind::Seconds => "seconds".to_owned(),
            Kind::Flag => "there or not".to_owned(),
            Kind::OneOf(words) => format!("`{}`", words.join("`, `")),
            Kind::Secret => "text, write-only".to_owned(),
        };
        let (name, default, doc) = (attribute.name, attribute.default, attribute.doc);
        table += &format!("| `{name}` | {takes} | {default} | {doc} |\n");
    }
    table
}

#[test]
fn the_readme_says_what_the_table_says() {
    let table = attributes_table();
    let readme = with(README, "<!-- attributes: begin -->", "<!-- attributes: end -->", &table);
    let readme = with_providers(&readme);
    expect_file!["../README.md"].assert_eq(&readme);
    for property in custom_properties().into_iter().chain(properties_of(SUMMARY_CSS)) {
        assert!(README.contains(&format!("| `{property}` |")), "the README lacks {property}");
    }
}

#[test]
fn the_guide_says_what_the_table_and_the_readme_say() {
    let reference = include_str!("../docs/reference.md");
    let (begin, end) = ("<!-- attributes: begin -->", "<!-- attributes: end -->");
    let reference = with(reference, begin, end, &attributes_table());
    let names = [
        ("state", JobState::ALL.map(JobState::name).join("`, `")),
        ("freshness", Freshness::ALL.map(Freshness::name).join("`, `")),
        ("kind", FailureKind::ALL.map(FailureKind::name).join("`, `")),
    ];
    let names = names.map(|(member, words)| format!("| `{member}` | `{words}` |\n")).concat();
    let names = format!("\n| member | one of |\n|---|---|\n{names}");
    let reference = with(&reference, "<!-- names: begin -->", "<!-- names: end -->", &names);
    expect_file!["../docs/reference.md"].assert_eq(&reference);
    let (begin, end) = ("<!-- properties: begin -->", "<!-- properties: end -->");
    let theming = include_str!("../docs/theming.md");
    let theming = with(theming, begin, end, between(README, begin, end));
    expect_file!["../docs/theming.md"].assert_eq(&theming);
}
