//! All connections, and what the reader does with them.

use super::connection::{Connection, Settings, Token};

/// All connections, in the order in which they were added.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Connections {
    all: Vec<Connection>,
    next: u32,
}

/// What the reader does.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    /// Adds a connection.
    Add(Settings, Option<Token>),
    /// Sets one anew. Without a token the old one stays, at its own origin.
    Set(u32, Settings, Option<Token>),
    /// Lets it ask for nothing, or go on.
    Pause(u32, bool),
    /// Takes it away, and its token with it.
    Remove(u32),
}

impl Connections {
    /// None.
    pub(crate) const fn none() -> Self {
        Self { all: Vec::new(), next: 1 }
    }

    /// All of them.
    pub(crate) fn all(&self) -> &[Connection] {
        &self.all
    }

    /// The one with this number.
    pub(crate) fn get(&self, id: u32) -> Option<&Connection> {
        self.all.iter().find(|one| one.id == id)
    }

    /// The same after a change. A number is never used twice.
    #[must_use]
    pub(crate) fn after(mut self, change: Change) -> Self {
        match change {
            Change::Add(settings, token) => {
                let mut new = Connection {
                    id: self.next,
                    settings: settings.clone(),
                    token: None,
                    paused: false,
                };
                new.set(settings, token);
                self.all.push(new);
                self.next += 1;
            }
            Change::Set(id, settings, token) => self.change(id, |one| one.set(settings, token)),
            Change::Pause(id, paused) => self.change(id, |one| one.paused = paused),
            Change::Remove(id) => self.all.retain(|one| one.id != id),
        }
        self
    }

    fn change(&mut self, id: u32, change: impl FnOnce(&mut Connection)) {
        if let Some(one) = self.all.iter_mut().find(|one| one.id == id) {
            change(one);
        }
    }
}
