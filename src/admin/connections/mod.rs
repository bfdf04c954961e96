//! The connections of the page: which APIs it asks, and how it signs in there. They are kept in
//! memory alone, and nothing but the reader's own hand changes one that is there.

mod connection;
mod draft;
mod list;
#[cfg(test)]
mod tests;

pub(super) use connection::{Connection, Settings, Token};
pub(super) use draft::{Draft, Refusal, TokenAfter};
pub(super) use list::{Change, Connections};
