//! What the grammar of descriptions is made of.

/// What may stand at a place of a description. Which of them may be lists or
/// objects, too, `check` says.
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
    /// How a list is written: see `items`.
    Form,
    /// A job's id with its parts in braces.
    Job,
    /// What follows the API root, with parts in braces; a list of rules for it.
    Get,
    /// The same without a list of rules.
    Template,
    /// An object whose names are parts of the job.
    Parts(&'static Kind),
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
    /// An object of this form.
    Object(&'static Object),
}

/// A member of an object: its name, what it holds, and whether it must be there.
pub(super) type Member = (&'static str, Kind, bool);

/// An object: its members, and what must hold between them.
#[derive(Debug)]
pub(super) struct Object {
    pub(super) members: &'static [Member],
    pub(super) rules: &'static [Rule],
}

/// What must hold between the members of an object.
#[derive(Debug)]
pub(super) enum Rule {
    /// It has some.
    NotEmpty,
    /// Exactly one of these is there.
    One(&'static [&'static str]),
    /// The same, but only where the first is there.
    OneBeside(&'static str, &'static [&'static str]),
    /// The first is there only beside the second.
    Needs(&'static str, &'static str),
    /// Pages by number or offset end with one that is not full, so they have a size.
    FullPages,
}
