//! The bar of a job or a task.

/// How a bar is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    /// No bar: there is nothing to measure, or it is not known whether work is done.
    None,
    /// Work is done, how much is not known: calm motion.
    Indeterminate,
    /// The same on a page of so many badges that motion would not be calm.
    Still,
    /// So far, 0 to 1000.
    Determinate(u16),
}
