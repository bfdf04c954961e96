//! The grammar of descriptions: what may stand where.

use super::kind::{Kind, Member, Object, Rule};

const FORM: Member = ("form", Kind::Form, false);
const IF: Member = ("if", Kind::Condition, false);
const LEAVE_OUT: Member = ("leaveOut", Kind::Condition, false);
const NEXT_PAGE: Member = ("next", Kind::Object(&NEXT), false);
const SIZE: Member = ("size", Kind::Whole(10_000), false);
const NAME: Member = ("name", Kind::Value, false);
const PROGRESS: Member = ("progress", Kind::Amounts, false);
const STARTED: Member = ("started", Kind::Time, false);
const ENDED: Member = ("ended", Kind::Time, false);
const ERRORS: Member = ("errors", Kind::Errors, false);

pub(super) static DESCRIPTION: Object = Object {
    members: &[
        ("version", Kind::Version, true),
        ("title", Kind::Text, false),
        ("job", Kind::Job, false),
        ("get", Kind::Get, true),
        ("token", Kind::Object(&TOKEN), false),
        ("headers", Kind::Headers, false),
        ("interval", Kind::Whole(86_400), false),
        ("parallel", Kind::Whole(8), false),
        ("entityTags", Kind::Flag, false),
        ("at", Kind::Pointer, false),
        NAME,
        ("state", Kind::States, true),
        PROGRESS,
        ("created", Kind::Time, false),
        STARTED,
        ENDED,
        ("eta", Kind::Time, false),
        ERRORS,
        ("link", Kind::Value, false),
        ("items", Kind::Object(&ITEMS), false),
        ("list", Kind::Object(&LIST), false),
        ("rejected", Kind::Condition, false),
        ("limited", Kind::Object(&LIMITED), false),
    ],
    rules: &[],
};

static ITEMS: Object = Object {
    members: &[
        ("get", Kind::Get, false),
        ("at", Kind::Pointer, false),
        FORM,
        LEAVE_OUT,
        ("growing", Kind::Flag, false),
        NEXT_PAGE,
        SIZE,
        NAME,
        ("state", Kind::States, false),
        PROGRESS,
        STARTED,
        ENDED,
        ERRORS,
    ],
    rules: &[Rule::Needs("next", "get"), Rule::FullPages],
};

static LIST: Object = Object {
    members: &[
        ("get", Kind::Template, true),
        ("at", Kind::Pointer, false),
        ("job", Kind::Parts(&Kind::Value), true),
        ("size", SIZE.1, true),
        NEXT_PAGE,
    ],
    rules: &[Rule::FullPages],
};

static LIMITED: Object = Object {
    members: &[
        ("if", Kind::Condition, true),
        ("wait", Kind::Value, false),
        ("least", Kind::Whole(86_400), false),
    ],
    rules: &[],
};

static NEXT: Object = Object {
    members: &[
        ("link", Kind::Value, false),
        ("header", Kind::Word(&["Link"]), false),
        ("cursor", Kind::Value, false),
        ("parameter", Kind::Parameter, false),
        ("offset", Kind::Parameter, false),
        ("page", Kind::Parameter, false),
    ],
    rules: &[
        Rule::One(&["link", "header", "cursor", "offset", "page"]),
        Rule::Needs("cursor", "parameter"),
        Rule::Needs("parameter", "cursor"),
    ],
};

pub(super) static GET_RULE: Object = Object {
    members: &[("if", Kind::Parts(&Kind::Text), false), ("get", Kind::Template, true)],
    rules: &[],
};

static TOKEN: Object = Object {
    members: &[
        ("header", Kind::Word(TOKEN_HEADERS), false),
        ("scheme", Kind::Word(&["", "Bearer", "Token", "Basic"]), false),
    ],
    rules: &[],
};

/// The headers that a token may stand in.
pub(super) const TOKEN_HEADERS: &[&str] =
    &["Authorization", "PRIVATE-TOKEN", "Circle-Token", "X-API-Key", "X-Api-Token"];

/// The headers that a description may set.
pub(super) const HEADERS: &[&str] = &[
    "Accept",
    "X-GitHub-Api-Version",
    "Api-Version",
    "X-Api-Version",
    "anthropic-version",
    "OpenAI-Beta",
];

pub(super) static ENTRY: Object = Object {
    members: &[
        ("in", Kind::Pointer, true),
        ("where", Kind::Condition, true),
        ("at", Kind::Pointer, false),
    ],
    rules: &[],
};

pub(super) static SUM: Object = Object { members: &[("sum", Kind::Numbers, true)], rules: &[] };

pub(super) static ELSE: Object =
    Object { members: &[("value", Kind::Value, true), ("else", Kind::Plain, true)], rules: &[] };

pub(super) static AFTER: Object = Object {
    members: &[
        ("after", Kind::Time, true),
        ("seconds", Kind::Number, false),
        ("millis", Kind::Number, false),
    ],
    rules: &[Rule::One(&["seconds", "millis"])],
};

/// The tests of a condition's value.
const TESTS: &[&str] = &["is", "has", "present", "above"];

pub(super) static CONDITION: Object = Object {
    members: &[
        ("status", Kind::Status, false),
        ("page", Kind::Flag, false),
        ("at", Kind::Value, false),
        ("is", Kind::Words, false),
        ("has", Kind::Text, false),
        ("present", Kind::Flag, false),
        ("above", Kind::Plain, false),
        ("any", Kind::Pointer, false),
        ("where", Kind::Condition, false),
        ("not", Kind::Condition, false),
    ],
    rules: &[
        Rule::NotEmpty,
        Rule::OneBeside("at", TESTS),
        Rule::Needs("is", "at"),
        Rule::Needs("has", "at"),
        Rule::Needs("present", "at"),
        Rule::Needs("above", "at"),
        Rule::Needs("any", "where"),
        Rule::Needs("where", "any"),
    ],
};

pub(super) static STATE_RULE: Object = Object {
    members: &[
        IF,
        ("at", Kind::Value, false),
        ("means", Kind::Means, false),
        ("is", Kind::State, false),
    ],
    rules: &[Rule::One(&["means", "is"]), Rule::Needs("means", "at")],
};

pub(super) static AMOUNT: Object = Object {
    members: &[
        IF,
        ("percent", Kind::Number, false),
        ("fraction", Kind::Number, false),
        ("ratio", Kind::Value, false),
        ("done", Kind::Number, false),
        ("of", Kind::Number, false),
    ],
    rules: &[
        Rule::One(&["percent", "fraction", "ratio", "done", "share"]),
        Rule::Needs("done", "of"),
        Rule::Needs("of", "done"),
    ],
};

pub(super) static SHARE: Object = Object {
    members: &[
        IF,
        ("share", Kind::Pointer, true),
        ("done", Kind::Condition, true),
        LEAVE_OUT,
        FORM,
    ],
    rules: &[],
};

pub(super) static ERROR_RULE: Object = Object {
    members: &[
        ("in", Kind::Pointer, false),
        ("where", Kind::Condition, false),
        ("code", Kind::Value, false),
        ("message", Kind::Value, false),
    ],
    rules: &[],
};
