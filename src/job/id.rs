//! A job's id, as its API spells it.

use std::rc::Rc;

/// A job's id, as its API spells it, for example `nb:jid:UUID:f3c43f94-327f-2347-90bb-3bf79f8559f1`.
///
/// It is not empty, has no control characters and no more than [`JobId::MAX_BYTES`] bytes.
/// Whether it is well formed is left to its API (AMS v2 answers 400).
/// Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JobId(Rc<str>);

impl JobId {
    /// The longest id that is taken, in bytes. The longest known are URLs of operations (Azure
    /// Resource Manager: 4 KB at least).
    pub const MAX_BYTES: usize = 8192;

    /// Takes an id as a page gives it; white space around it is dropped.
    ///
    /// # Errors
    /// When nothing is left, when it is too long, or when it has control characters.
    pub fn parse(given: &str) -> Result<Self, InvalidJobId> {
        let id = given.trim();
        if id.is_empty() {
            Err(InvalidJobId::Empty)
        } else if id.len() > Self::MAX_BYTES {
            Err(InvalidJobId::TooLong)
        } else if id.contains(char::is_control) {
            Err(InvalidJobId::ControlCharacter)
        } else {
            Ok(Self(id.into()))
        }
    }

    /// A placeholder for a job without a usable id, so that a badge can say so. It is never polled.
    pub fn unnamed() -> Self {
        Self("–".into())
    }

    /// The id's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl core::fmt::Display for JobId {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a text is not a [`JobId`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidJobId {
    /// Nothing but white space.
    Empty,
    /// More than [`JobId::MAX_BYTES`] bytes.
    TooLong,
    /// A line break, a tab or another control character.
    ControlCharacter,
}

impl InvalidJobId {
    /// A sentence that says what to do.
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::Empty => "The job id is empty: set the job's id.",
            Self::TooLong => "The job id has more than 8 KB: set the job's id alone.",
            Self::ControlCharacter => {
                "The job id has a line break or another control character: set the job's id alone."
            }
        }
    }
}

impl core::fmt::Display for InvalidJobId {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.remedy())
    }
}

impl core::error::Error for InvalidJobId {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_an_id_and_drops_white_space_around_it() {
        let id = JobId::parse("  nb:jid:UUID:1 \n").unwrap();
        assert_eq!(id.as_str(), "nb:jid:UUID:1");
    }

    #[test]
    fn refuses_what_cannot_be_an_id() {
        assert_eq!(JobId::parse(" \t"), Err(InvalidJobId::Empty));
        assert_eq!(JobId::parse("a\nb"), Err(InvalidJobId::ControlCharacter));
        assert_eq!(JobId::parse(&"é".repeat(4097)), Err(InvalidJobId::TooLong));
        assert!(JobId::parse(&"é".repeat(4096)).is_ok());
    }
}
