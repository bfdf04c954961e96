//! A web site on a free port that records every request: pages that a test puts there, and
//! [`Answer`]s for what lies below a prefix.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderValue, Request, Response};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

use crate::answer::{Answer, plain, respond};
use crate::http::{self, Trouble};
use crate::tab::PATIENCE;

/// A request as it arrived, with the status that it got.
#[derive(Clone, Debug)]
pub struct Seen {
    /// `GET`, `OPTIONS` …
    pub method: String,
    /// Path and query.
    pub path: String,
    /// Names in lower case, and values, in wire order.
    pub headers: Vec<(String, String)>,
    /// The body as text.
    pub body: String,
    /// The status of the answer; 0 until there is one.
    pub status: u16,
    /// When it came.
    pub at: Instant,
}

impl Seen {
    /// The value of the first header with this lower-case name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

#[derive(Default)]
struct SiteState {
    files: BTreeMap<String, (String, String, Option<String>)>,
    answers: BTreeMap<String, Answer>,
    cors: bool,
    seen: Vec<Seen>,
    in_flight: BTreeMap<String, (usize, usize)>,
}

/// A running site. Dropping it closes its port.
pub struct Site {
    /// `http://127.0.0.1:PORT`, no slash at the end.
    pub origin: String,
    state: Arc<Mutex<SiteState>>,
    server: JoinHandle<()>,
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Site {
    /// Opens an empty site.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn open() -> Result<Self, Trouble> {
        let state = Arc::new(Mutex::new(SiteState::default()));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.map_err(|e| e.to_string())?;
        let origin = format!("http://{}", listener.local_addr().map_err(|e| e.to_string())?);
        let app = Router::new().fallback(handle).with_state(Arc::clone(&state));
        let server = tokio::spawn(async move {
            let _ = axum::serve(listener, app).await;
        });
        Ok(Self { origin, state, server })
    }

    /// Serves `body` at `path` (`/…`), with a Content-Security-Policy or none.
    pub fn put(&self, path: &str, content_type: &str, body: &str, policy: Option<&str>) {
        let file = (content_type.to_owned(), body.to_owned(), policy.map(str::to_owned));
        lock(&self.state).files.insert(path.to_owned(), file);
    }

    /// Answers all requests below `prefix` this way. The longest prefix wins; files take precedence.
    pub fn answer(&self, prefix: &str, answer: Answer) {
        lock(&self.state).answers.insert(prefix.to_owned(), answer);
    }

    /// Allows every origin to send `Authorization` and to read the answers, so that CORS does not hide
    /// a leaked token.
    pub fn welcome_everyone(&self) {
        lock(&self.state).cors = true;
    }

    /// Every request so far.
    #[must_use]
    pub fn seen(&self) -> Vec<Seen> {
        lock(&self.state).seen.clone()
    }

    /// The requests so far, without preflights, whose path contains `part`.
    #[must_use]
    pub fn requests(&self, part: &str) -> Vec<Seen> {
        let mut seen = self.seen();
        seen.retain(|s| s.method != "OPTIONS" && s.path.contains(part));
        seen
    }

    /// Waits until `more` further requests have come whose path contains `part`.
    pub async fn wait_for_more(&self, part: &str, more: usize) {
        self.wait_for(part, self.requests(part).len() + more).await;
    }

    /// Waits until so many requests have come whose path contains `part`: for one that may have come
    /// before anybody waits.
    pub async fn wait_for(&self, part: &str, wanted: usize) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let found = self.requests(part).len();
            if found >= wanted {
                return;
            }
            let origin = &self.origin;
            assert!(Instant::now() < deadline, "{found} requests of {part} at {origin}: {wanted}?");
            sleep(Duration::from_millis(40)).await;
        }
    }

    /// The most requests below this prefix that were being answered at the same time.
    #[must_use]
    pub fn most_in_flight(&self, prefix: &str) -> usize {
        lock(&self.state).in_flight.get(prefix).map_or(0, |(_, most)| *most)
    }

    /// The reports that browsers sent for a page's policy (`report-uri /csp-report`), without those
    /// for the icon, which browsers request on their own.
    #[must_use]
    pub fn violations(&self) -> Vec<String> {
        let reports = self.seen().into_iter().filter(|s| s.path == "/csp-report");
        reports.map(|s| s.body).filter(|b| !b.contains("/favicon.ico")).collect()
    }
}

fn lock(state: &Mutex<SiteState>) -> MutexGuard<'_, SiteState> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Counts a request as in flight until it is dropped, which also happens when the browser
/// disconnects.
struct InFlight(Arc<Mutex<SiteState>>, String);

impl InFlight {
    fn new(state: &Arc<Mutex<SiteState>>, prefix: &str) -> Self {
        let mut locked = lock(state);
        let (now, most) = locked.in_flight.entry(prefix.to_owned()).or_default();
        *now += 1;
        *most = (*most).max(*now);
        Self(Arc::clone(state), prefix.to_owned())
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        if let Some((now, _)) = lock(&self.0).in_flight.get_mut(&self.1) {
            *now -= 1;
        }
    }
}

async fn handle(
    State(state): State<Arc<Mutex<SiteState>>>,
    request: Request<Body>,
) -> Response<Body> {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, http::LARGEST).await.unwrap_or_default();
    let text = |v: &HeaderValue| String::from_utf8_lossy(v.as_bytes()).into_owned();
    let path = head.uri.path().to_owned();
    let (number, file, answer, cors) = {
        let mut locked = lock(&state);
        locked.seen.push(Seen {
            method: head.method.to_string(),
            path: head.uri.to_string(),
            headers: head.headers.iter().map(|(n, v)| (n.to_string(), text(v))).collect(),
            body: String::from_utf8_lossy(&body).into_owned(),
            status: 0,
            at: Instant::now(),
        });
        let longest = locked.answers.iter().rev().filter(|(p, _)| path.starts_with(p.as_str()));
        let answer = longest.max_by_key(|(p, _)| p.len()).map(|(p, a)| (p.clone(), a.clone()));
        (locked.seen.len() - 1, locked.files.get(&path).cloned(), answer, locked.cors)
    };
    let preflight = cors && head.method == "OPTIONS";
    let mut answer = if preflight || path == "/csp-report" || path == "/favicon.ico" {
        plain(204, "text/plain", String::new())
    } else if let Some((kind, body, policy)) = file {
        let mut answer = plain(200, &kind, body);
        if let Some(policy) = policy.and_then(|p| HeaderValue::from_str(&p).ok()) {
            answer.headers_mut().insert("content-security-policy", policy);
        }
        answer
    } else if let Some((prefix, answer)) = answer {
        let _counted = InFlight::new(&state, &prefix);
        respond(&answer, &prefix, &path, head, body).await
    } else {
        plain(404, "text/plain", format!("nothing at {path}"))
    };
    if cors {
        let headers = answer.headers_mut();
        for (name, value) in [("origin", "*"), ("methods", "*"), ("headers", CORS_HEADERS)] {
            let name = format!("access-control-allow-{name}");
            if let Ok(name) = axum::http::HeaderName::try_from(name) {
                headers.insert(name, HeaderValue::from_static(value));
            }
        }
    }
    lock(&state).seen[number].status = answer.status().as_u16();
    answer
}

const CORS_HEADERS: &str = "*, authorization, accept, content-type, dataserviceversion, \
    maxdataserviceversion, x-ms-version, x-ms-client-request-id";
