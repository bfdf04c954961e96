//! The source of a connection: what its badges ask.

use job_badge::{
    browser::{Credential, Share, Source},
    provider::Auth,
};

use super::connections::{Connection, Token};

/// The source. Each page has an emulator of its own inside, below `in_page`, so there is nothing to share
/// with other tabs.
pub(super) fn source_of(connection: &Connection, in_page: &str) -> Source {
    let settings = &connection.settings;
    let credential = match (settings.auth, connection.token.as_ref().map(Token::expose)) {
        (Auth::Bearer, Some(token)) => Credential::token(token),
        (Auth::Bearer, None) => Credential::none(),
        (Auth::Cookie, _) => Credential::cookie(),
        (Auth::None, _) => Credential::public(),
    };
    let share = if settings.root.as_str() == in_page { Share::Off } else { Share::default() };
    Source::new(settings.api.clone(), settings.root.as_str(), credential).share(share)
}
