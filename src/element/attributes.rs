//! The one table of what `<job-badge>` takes. The class's `observedAttributes`, the parsing, the
//! custom-elements manifest, the TypeScript types and the README's table are all checked against
//! it (`tests/contract.rs`).

/// One attribute of the element, with the property of the same meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The attribute's name.
    pub name: &'static str,
    /// What its text means.
    pub kind: Kind,
    /// What holds without it, in words.
    pub default: &'static str,
    /// What it is for, in one sentence.
    pub doc: &'static str,
    /// Whether `configure` can set it for the whole page.
    pub page_wide: bool,
}

/// What an attribute's text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// A number of seconds, decimals allowed.
    Seconds,
    /// There or not there.
    Flag,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A language tag that holds for all that is inside, as in all of HTML; a property of every
    /// element.
    Inherited,
    /// A text that is read once, taken out of the DOM, and never given back.
    Secret,
}

/// What `auth` may be.
pub(super) const AUTHS: &[&str] = &["bearer", "cookie", "none"];
/// What `density` may be.
pub(super) const DENSITIES: &[&str] = &["dot", "pill", "card"];

/// All attributes, in the order in which they are documented.
pub const ATTRIBUTES: &[Attribute] = &[
    Attribute {
        name: "provider",
        kind: Kind::Text,
        default: "ams-v2",
        doc: "The API that the endpoint speaks: `ams-v2`, `json` (your own backend), a service of the table of providers, or a name that the page has described. Of any other nothing is asked.",
        page_wide: true,
    },
    Attribute {
        name: "endpoint",
        kind: Kind::Text,
        default: "–",
        doc: "The URL of the API root, absolute or relative to `document.baseURI`; https, or http on loopback or on the page's own origin.",
        page_wide: true,
    },
    Attribute {
        name: "job",
        kind: Kind::Text,
        default: "–",
        doc: "The job's id, as the API spells it; where an API needs several parts, with `/` between them, as in `octo/app/42`. 8 KB at most.",
        page_wide: false,
    },
    Attribute {
        name: "auth",
        kind: Kind::OneOf(AUTHS),
        default: "bearer",
        doc: "How the badge signs in: `bearer` with a token; `cookie` with the page's own session, at the page's own origin only; `none` at a public API.",
        page_wide: true,
    },
    Attribute {
        name: "interval",
        kind: Kind::Seconds,
        default: "the API's own (ams-v2: 2.5)",
        doc: "Seconds from one look to the next; under 1 counts as 1.",
        page_wide: true,
    },
    Attribute {
        name: "label",
        kind: Kind::Text,
        default: "the job's name",
        doc: "What the badge is called.",
        page_wide: false,
    },
    Attribute {
        name: "density",
        kind: Kind::OneOf(DENSITIES),
        default: "pill",
        doc: "How much room it takes.",
        page_wide: false,
    },
    Attribute {
        name: "details",
        kind: Kind::Flag,
        default: "off",
        doc: "Whether the badge opens its details.",
        page_wide: false,
    },
    Attribute {
        name: "paused",
        kind: Kind::Flag,
        default: "off",
        doc: "Whether this badge asks for nothing; others go on.",
        page_wide: false,
    },
    Attribute {
        name: "share",
        kind: Kind::Text,
        default: "tabs with the same token",
        doc: "Which tabs share one conversation with the API: those that give the same name; `off`: none. Without it those with the same token; with a token provider, none.",
        page_wide: true,
    },
    Attribute {
        name: "group",
        kind: Kind::Text,
        default: "–",
        doc: "Which summary counts it: a `<job-badge-summary>` with this `group`.",
        page_wide: false,
    },
    Attribute {
        name: "lang",
        kind: Kind::Inherited,
        default: "the nearest one around it, else the browser's",
        doc: "The language of words, numbers and times: `de`, `fr`, `es`, `ja`, `ar` and `zh-Hans` load their words when they are needed; English for all others.",
        page_wide: false,
    },
    Attribute {
        name: "token",
        kind: Kind::Secret,
        default: "–",
        doc: "The bearer token. Better set as a property: the attribute is read once and removed.",
        page_wide: true,
    },
];
