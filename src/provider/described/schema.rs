//! The grammar of descriptions: what may stand where.

/// What may stand at a place of a description.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// Only this number: the version of the grammar.
    Version,
    /// Any text.
    Text,
    /// `true` or `false`.
    Flag,
    /// Any number.
    Plain,
    /// A whole number from 1 to this.
    Whole(u32),
    /// One of these words.
    Word(&'static [&'static str]),
    /// A job's id with its parts in braces.
    Job,
    /// What follows the API root, with parts in braces; a list of rules for it.
    Get,
    /// The same without a list of rules.
    Template,
    /// A part of the job and what it begins with, of each rule for what follows the API root.
    Prefixes,
    /// A part of the job and where a row of a list has it.
    Parts,
    /// The header that a token stands in.
    Token,
    /// Headers and their values.
    Headers,
    /// A parameter's name in a URL.
    Parameter,
    /// A JSON pointer.
    Pointer,
    /// A pointer, the first of several, or one in an entry that fits.
    Value,
    /// A value that is a number, a sum, or with a number in place of a missing one.
    Number,
    /// Numbers to add.
    Numbers,
    /// A value that is a time, or one after another.
    Time,
    /// A condition, or a list of them.
    Condition,
    /// A status, a list of them, or `redirect`.
    Status,
    /// A text, a number or a flag, or a list of them.
    Words,
    /// The rules for the state.
    States,
    /// One of them.
    StateRule,
    /// Our states and the API's words for them.
    Means,
    /// One of our states.
    State,
    /// How far a job is, or a list of ways to tell.
    Amounts,
    /// What went wrong, or a list of ways to tell.
    Errors,
    /// One way to tell what went wrong.
    Error,
    /// The tasks of a job.
    Items,
    /// A list of many jobs.
    List,
    /// How the next page of a list is found.
    Next,
    /// An object with these members.
    Object(&'static [Member]),
}

/// A member of an object: its name, what it holds, and whether it must be there.
pub(super) type Member = (&'static str, Kind, bool);

const FORM: Member = ("form", Kind::Word(&["list", "values", "pairs"]), false);
const IF: Member = ("if", Kind::Condition, false);
const LEAVE_OUT: Member = ("leaveOut", Kind::Condition, false);
const NEXT_PAGE: Member = ("next", Kind::Next, false);
const SIZE: Member = ("size", Kind::Whole(10_000), false);
const NAME: Member = ("name", Kind::Value, false);
const PROGRESS: Member = ("progress", Kind::Amounts, false);
const STARTED: Member = ("started", Kind::Time, false);
const ENDED: Member = ("ended", Kind::Time, false);
const ERRORS: Member = ("errors", Kind::Errors, false);

pub(super) const DESCRIPTION: &[Member] = &[
    ("version", Kind::Version, true),
    ("title", Kind::Text, false),
    ("job", Kind::Job, false),
    ("get", Kind::Get, true),
    ("token", Kind::Token, false),
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
    ("items", Kind::Items, false),
    ("list", Kind::List, false),
    ("rejected", Kind::Condition, false),
    ("limited", Kind::Object(LIMITED), false),
];

pub(super) const ITEMS: &[Member] = &[
    ("get", Kind::Get, false),
    ("at", Kind::Pointer, false),
    FORM,
    LEAVE_OUT,
    NEXT_PAGE,
    SIZE,
    NAME,
    ("state", Kind::States, false),
    PROGRESS,
    STARTED,
    ENDED,
    ERRORS,
];

pub(super) const LIST: &[Member] = &[
    ("get", Kind::Template, true),
    ("at", Kind::Pointer, false),
    ("job", Kind::Parts, true),
    ("size", SIZE.1, true),
    NEXT_PAGE,
];

const LIMITED: &[Member] = &[
    ("if", Kind::Condition, true),
    ("wait", Kind::Value, false),
    ("least", Kind::Whole(86_400), false),
];

pub(super) const NEXT: &[Member] = &[
    ("link", Kind::Value, false),
    ("header", Kind::Word(&["Link"]), false),
    ("cursor", Kind::Value, false),
    ("parameter", Kind::Parameter, false),
    ("offset", Kind::Parameter, false),
    ("page", Kind::Parameter, false),
];

pub(super) const GET_RULE: &[Member] =
    &[("if", Kind::Prefixes, false), ("get", Kind::Template, true)];

pub(super) const TOKEN: &[Member] = &[
    ("header", Kind::Word(TOKEN_HEADERS), false),
    ("scheme", Kind::Word(&["", "Bearer", "Token", "Basic"]), false),
];

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

pub(super) const ENTRY: &[Member] =
    &[("in", Kind::Pointer, true), ("where", Kind::Condition, true), ("at", Kind::Pointer, false)];

pub(super) const SUM: &[Member] = &[("sum", Kind::Numbers, true)];

pub(super) const ELSE: &[Member] = &[("value", Kind::Value, true), ("else", Kind::Plain, true)];

pub(super) const AFTER: &[Member] = &[
    ("after", Kind::Time, true),
    ("seconds", Kind::Number, false),
    ("millis", Kind::Number, false),
];

pub(super) const CONDITION: &[Member] = &[
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
];

pub(super) const STATE_RULE: &[Member] =
    &[IF, ("at", Kind::Value, false), ("means", Kind::Means, false), ("is", Kind::State, false)];

pub(super) const AMOUNT: &[Member] = &[
    IF,
    ("percent", Kind::Number, false),
    ("fraction", Kind::Number, false),
    ("ratio", Kind::Value, false),
    ("done", Kind::Number, false),
    ("of", Kind::Number, false),
];

pub(super) const SHARE: &[Member] =
    &[IF, ("share", Kind::Pointer, true), ("done", Kind::Condition, true), LEAVE_OUT, FORM];

pub(super) const ERROR_RULE: &[Member] = &[
    ("in", Kind::Pointer, false),
    ("where", Kind::Condition, false),
    ("code", Kind::Value, false),
    ("message", Kind::Value, false),
];
