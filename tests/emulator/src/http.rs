//! HTTP requests and answers as plain values, independent of a server or a browser.

/// A complete request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `DELETE`, `OPTIONS`, `POST`.
    pub method: String,
    /// Path and query as sent, percent-encoding and all: `/api/Jobs()?$top=1`.
    pub path_and_query: String,
    /// Names in any case, with their values.
    pub headers: Vec<(String, String)>,
    /// The body; empty when there is none.
    pub body: Vec<u8>,
}

impl Request {
    /// A request without headers or body.
    pub fn new(method: &str, path_and_query: &str) -> Self {
        Self {
            method: method.to_owned(),
            path_and_query: path_and_query.to_owned(),
            ..Self::default()
        }
    }

    /// Adds a header.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The first value of a header, by its name in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// The path, percent-encoding and all.
    pub fn path(&self) -> &str {
        self.path_and_query.split('?').next().unwrap_or_default()
    }

    /// What follows the first question mark; empty when there is none.
    pub fn query(&self) -> &str {
        self.path_and_query.split_once('?').map_or("", |(_, query)| query)
    }
}

/// An answer, and how it is to be delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// Names as they are written, with their values. `Content-Length` is added by the server.
    pub headers: Vec<(String, String)>,
    /// The body; empty for 204.
    pub body: Vec<u8>,
    /// Milliseconds to wait before anything is delivered.
    pub delay: u64,
    /// Whether it is delivered at all.
    pub fate: Fate,
}

/// Whether and how far an answer is delivered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fate {
    /// It is delivered.
    #[default]
    Delivered,
    /// Nothing is ever delivered; the connection stays open until the client gives up.
    Hang,
    /// The connection is closed after so many bytes of the answer, headers included. Inside a
    /// page there is no connection: its `fetch` fails with a `TypeError`.
    Drop {
        /// How many bytes still go out.
        after_bytes: u64,
    },
}

impl Response {
    /// An answer with this status and nothing else.
    pub const fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), delay: 0, fate: Fate::Delivered }
    }

    /// An answer with a body of this type.
    pub fn with_body(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let mut response = Self::empty(status);
        response.set("Content-Type", content_type);
        response.body = body.into();
        response
    }

    /// The first value of a header, by its name in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// Sets a header; one of the same name is replaced.
    pub fn set(&mut self, name: &str, value: &str) {
        match self.headers.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            Some((_, old)) => value.clone_into(old),
            None => self.headers.push((name.to_owned(), value.to_owned())),
        }
    }

    /// The body as text; invalid UTF-8 is replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.as_str())
}

/// Decodes percent-encoding. `None` when it is malformed or the result is not UTF-8. A plus sign
/// stands for a space only in a query.
pub fn percent_decode(text: &str, in_query: bool) -> Option<String> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => {
                let (high, low) = (digit(bytes.next())?, digit(bytes.next())?);
                u8::try_from(high * 16 + low).ok()?
            }
            b'+' if in_query => b' ',
            other => other,
        });
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_encoding_is_decoded_or_refused() {
        let check = |text, expected: Option<&str>| {
            assert_eq!(percent_decode(text, true).as_deref(), expected, "{text}");
        };
        check("nb%3Ajid%3aUUID", Some("nb:jid:UUID"));
        check("a+b%2B", Some("a b+"));
        check("gr%C3%B6%C3%9Fer", Some("größer"));
        check("%", None);
        check("%4", None);
        check("%zz", None);
        check("%ff", None);
        assert_eq!(percent_decode("a+b", false).as_deref(), Some("a+b"));
    }

    #[test]
    fn headers_are_found_in_any_case_and_set_once() {
        let request = Request::new("GET", "/api/?a=b?c").with("X-MS-Version", "2.19");
        assert_eq!(request.header("x-ms-version"), Some("2.19"));
        assert_eq!((request.path(), request.query()), ("/api/", "a=b?c"));
        let mut response = Response::with_body(200, "text/plain", "a");
        response.set("content-type", "text/html");
        assert_eq!(response.headers, [("Content-Type".to_owned(), "text/html".to_owned())]);
    }
}
