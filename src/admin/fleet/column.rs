//! The columns of the table that it can be sorted by.

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    /// The job's name.
    Name,
    /// Its state.
    State,
    /// When work began.
    Started,
    /// How long it will take.
    Left,
    /// How many of its tasks are done.
    Tasks,
    /// How much went wrong.
    Errors,
}

impl Column {
    /// All, in their order.
    pub(crate) const ALL: [Self; 6] =
        [Self::Name, Self::State, Self::Started, Self::Left, Self::Tasks, Self::Errors];

    /// Its name in an address.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::State => "state",
            Self::Started => "started",
            Self::Left => "left",
            Self::Tasks => "tasks",
            Self::Errors => "errors",
        }
    }

    /// Its heading.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::State => "State",
            Self::Started => "Started",
            Self::Left => "Time left",
            Self::Tasks => "Tasks",
            Self::Errors => "Errors",
        }
    }

    /// Whether the first click sorts downwards: the newest, the most.
    pub(crate) const fn begins_with_most(self) -> bool {
        matches!(self, Self::Started | Self::Errors)
    }
}
