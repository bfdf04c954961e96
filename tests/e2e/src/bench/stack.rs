//! The pages of `tests/bench` that are compared.

/// A page, and the selector of a badge that shows its job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stack {
    /// The name on the command line and in the table.
    pub name: &'static str,
    /// The page's file.
    pub page: &'static str,
    /// Matches a badge that shows its running job. It must be cheap, because it is evaluated in every frame.
    pub shown: &'static str,
}

/// All stacks: ours first, then those that it is compared with.
pub const ALL: [Stack; 4] = [
    Stack { name: "ours", page: "ours.html", shown: "job-badge:state(running)" },
    Stack { name: "described", page: "described.html", shown: "job-badge:state(running)" },
    Stack { name: "plain", page: "plain.html", shown: "plain-badge[data-state=Running]" },
    Stack { name: "bare", page: "bare.html", shown: "plain-badge[data-state=Running]" },
];

/// The stack of this name.
#[must_use]
pub fn named(name: &str) -> Option<Stack> {
    ALL.into_iter().find(|stack| stack.name == name)
}
