//! What is wrong with a description, and where.

use core::fmt;

/// What is wrong with a description, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DescriptionError {
    /// The place, as a JSON pointer into the description, such as `/state/0/means`; empty for the
    /// description itself.
    pub place: String,
    /// What is wrong there, and what is right.
    pub problem: String,
}

impl fmt::Display for DescriptionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.place.is_empty() {
            write!(f, "{}: ", self.place)?;
        }
        f.write_str(&self.problem)
    }
}

impl core::error::Error for DescriptionError {}
