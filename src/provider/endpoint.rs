//! The root of an API: where requests and the token may go.

/// The root of an API, checked: absolute, with a trailing slash, without user info, query or
/// fragment.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ApiRoot(String);

/// Why an endpoint is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusedEndpoint {
    /// Not a URL.
    NotAUrl,
}
