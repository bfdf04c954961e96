//! A site's answers to requests that are not for one of its pages: scripted answers, the files of a
//! folder, or another server's answers. [`crate::site`] records the requests.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Request, Response};
use tokio::sync::Semaphore;

use crate::http;

/// A status, headers and a body.
pub type Reply = (u16, Vec<(&'static str, String)>, String);

/// How requests below a path prefix are answered.
#[derive(Clone, Debug)]
pub enum Answer {
    /// 302 to this URL.
    Redirect(String),
    /// 500 with every request header quoted in the body, as some gateways do.
    EchoHeaders,
    /// This status, content type and body.
    Fixed(u16, &'static str, String),
    /// What this makes of the request's line and headers.
    Scripted(fn(&Parts) -> Reply),
    /// The emulator (or any server) at this origin; the path is kept.
    Proxy(String),
    /// As `Proxy`, with each answer delayed, so that requests can overlap.
    SlowProxy(String, Duration),
    /// The files of a folder.
    Folder(PathBuf),
    /// One file.
    File(PathBuf),
    /// The inner answer, with this Content-Security-Policy: a static host that sends it with each file.
    UnderPolicy(&'static str, Box<Answer>),
    /// The inner answer, delayed until the gate is opened.
    Held(Gate, Box<Answer>),
    /// Opens the gate and answers 204: a page's request releases the held answers.
    Opens(Gate),
}

/// Holds answers until it is opened. Clones share one gate.
#[derive(Clone, Debug)]
pub struct Gate(Arc<Semaphore>);

impl Gate {
    /// A closed gate.
    #[must_use]
    pub fn shut() -> Self {
        Self(Arc::new(Semaphore::new(0)))
    }

    /// Releases all waiting and all later answers. The gate cannot be closed again.
    pub fn open(&self) {
        self.0.close();
    }

    async fn pass(&self) {
        // The semaphore never has a permit: waiting ends with an error when `open` closes it.
        let _ = self.0.acquire().await;
    }
}

/// Makes the response to a request for `path`, which begins with `prefix`.
pub(crate) async fn respond(
    answer: &Answer,
    prefix: &str,
    path: &str,
    head: Parts,
    body: Bytes,
) -> Response<Body> {
    match answer {
        Answer::Held(gate, then) => {
            gate.pass().await;
            Box::pin(respond(then, prefix, path, head, body)).await
        }
        Answer::Opens(gate) => {
            gate.open();
            plain(204, "text/plain", String::new())
        }
        Answer::Redirect(to) => {
            let mut answer = plain(302, "text/plain", String::new());
            if let Ok(to) = HeaderValue::from_str(to) {
                answer.headers_mut().insert("location", to);
            }
            answer
        }
        Answer::EchoHeaders => {
            let mut echo = String::new();
            for (name, value) in &head.headers {
                echo.push_str(&format!("{name}: {}\n", String::from_utf8_lossy(value.as_bytes())));
            }
            let message = serde_json::json!({ "odata.error": {
                "code": "InternalError", "message": { "lang": "en-US", "value": echo } } });
            plain(500, "application/json", message.to_string())
        }
        Answer::Fixed(status, kind, body) => plain(*status, kind, body.clone()),
        Answer::Scripted(script) => {
            let (status, headers, body) = script(&head);
            let made = headers.iter().fold(Response::builder().status(status), |made, header| {
                made.header(header.0, header.1.as_str())
            });
            made.body(body.into()).unwrap_or_default()
        }
        Answer::Proxy(to) => forward(to, head, body).await,
        Answer::SlowProxy(to, held_back) => {
            let answer = forward(to, head, body).await;
            tokio::time::sleep(*held_back).await;
            answer
        }
        Answer::Folder(folder) => {
            let name = path.strip_prefix(prefix).unwrap_or_default().trim_start_matches('/');
            if name.contains("..") {
                return plain(404, "text/plain", "not in this folder");
            }
            let index = if name.is_empty() || name.ends_with('/') { "index.html" } else { "" };
            file(&folder.join([name, index].concat()))
        }
        Answer::File(path) => file(path),
        Answer::UnderPolicy(policy, then) => {
            let mut answer = Box::pin(respond(then, prefix, path, head, body)).await;
            let policy = HeaderValue::from_static(policy);
            answer.headers_mut().insert("content-security-policy", policy);
            answer
        }
    }
}

fn file(path: &Path) -> Response<Body> {
    match std::fs::read(path) {
        Ok(bytes) => plain(200, content_type(&path.to_string_lossy()), bytes),
        Err(_) => plain(404, "text/plain", format!("no file {}", path.display())),
    }
}

async fn forward(to: &str, head: Parts, body: Bytes) -> Response<Body> {
    let mut request = Request::builder().method(head.method).uri(format!("{to}{}", head.uri));
    if let Some(headers) = request.headers_mut() {
        *headers = end_to_end(head.headers);
    }
    let answer = match request.body(Body::from(body)) {
        Ok(request) => http::send(request).await,
        Err(e) => Err(e.to_string()),
    };
    match answer {
        Ok(answer) => {
            let (mut head, body) = answer.into_parts();
            head.headers = end_to_end(head.headers);
            Response::from_parts(head, Body::from(body))
        }
        Err(e) => plain(502, "text/plain", e),
    }
}

/// Removes the headers that belong to one connection only.
fn end_to_end(mut headers: HeaderMap) -> HeaderMap {
    for name in ["host", "connection", "keep-alive", "transfer-encoding", "content-length"] {
        headers.remove(name);
    }
    headers
}

/// A response with this content type and no other header.
pub(crate) fn plain(status: u16, content_type: &str, body: impl Into<Body>) -> Response<Body> {
    let made = Response::builder().status(status).header("content-type", content_type);
    made.body(body.into()).unwrap_or_default()
}

/// The content type for a file name's extension.
pub(crate) fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}
