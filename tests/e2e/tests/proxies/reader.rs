//! A plain HTTP client, in the place of a reader's browser.

use axum::body::Body;
use axum::http::Request;
use e2e::http;

/// What it got.
#[derive(Debug)]
pub struct Got {
    pub status: u16,
    /// Names in lower case, and values.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Got {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// Everything that can be read in it.
    pub fn all(&self) -> String {
        format!("{:?}\n{}", self.headers, self.body)
    }
}

/// Asks with these headers.
pub async fn get(url: &str, headers: &[(&str, &str)]) -> Got {
    ask("GET", url, headers).await
}

/// Asks by another method.
pub async fn ask(method: &str, url: &str, headers: &[(&str, &str)]) -> Got {
    let request = Request::builder().method(method).uri(url).header("x-requested-with", "test");
    let request = headers.iter().fold(request, |made, (name, value)| made.header(*name, *value));
    let request = request.body(Body::empty()).unwrap_or_else(|e| panic!("{url}: {e}"));
    let answer = http::send(request).await.unwrap_or_else(|e| panic!("{method} {url}: {e}"));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let headers = answer.headers().iter();
    Got {
        status: answer.status().as_u16(),
        headers: headers.map(|(name, value)| (name.to_string(), text(value.as_bytes()))).collect(),
        body: text(answer.body()),
    }
}
