//! What is sent to an API.

/// One HTTP GET, complete but for the `Authorization` header, which the browser room sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The absolute URL. It starts with the API root and never holds a secret.
    pub url: String,
    /// Header names and values.
    pub headers: Vec<(&'static str, String)>,
}
