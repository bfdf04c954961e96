//! One plain HTTP request on loopback: to a driver, to the emulator, or forwarded by the proxy.
//!
//! It follows no redirect, keeps no cookie and adds no header but `Host` and `Content-Length`.

use std::sync::OnceLock;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Request, Response};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;

/// The largest body that is read; far above any answer that a test expects.
pub const LARGEST: usize = 64 << 20;

/// An error message, for the reader of a failed test.
pub type Trouble = String;

/// Sends a request and reads the whole answer.
///
/// # Errors
/// When nothing listens there, or the connection breaks.
pub async fn send(request: Request<Body>) -> Result<Response<Bytes>, Trouble> {
    static CLIENT: OnceLock<Client<HttpConnector, Body>> = OnceLock::new();
    // No pooling: connections would outlive the runtime of the test that made them.
    let client = CLIENT.get_or_init(|| {
        Client::builder(TokioExecutor::new()).pool_max_idle_per_host(0).build_http()
    });
    let to = request.uri().to_string();
    let answer = client.request(request).await.map_err(|e| format!("{to}: {e:?}"))?;
    let (head, body) = answer.into_parts();
    let body = to_bytes(Body::new(body), LARGEST).await.map_err(|e| format!("{to}: {e}"))?;
    Ok(Response::from_parts(head, body))
}

/// Sends `body` as JSON (or nothing) and reads the answer as JSON, whatever its status.
///
/// # Errors
/// As [`send`], and when the answer is not JSON.
pub async fn json(method: &str, url: &str, body: Option<&Value>) -> Result<(u16, Value), Trouble> {
    let text = body.map_or_else(String::new, Value::to_string);
    let request = Request::builder()
        .method(method)
        .uri(url)
        .header("content-type", "application/json")
        .body(Body::from(text))
        .map_err(|e| format!("{url}: {e}"))?;
    let answer = send(request).await?;
    let status = answer.status().as_u16();
    if answer.body().is_empty() {
        return Ok((status, Value::Null));
    }
    let value = serde_json::from_slice(answer.body()).map_err(|e| {
        format!(
            "{method} {url}: {status}, not JSON ({e}): {}",
            String::from_utf8_lossy(answer.body())
        )
    })?;
    Ok((status, value))
}
