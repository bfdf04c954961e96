//! One origin with a page of `tests/bench`, the package, and the emulator's core as the API below
//! `/api/`: the same origin, so that there are no preflights, and one process, so that every
//! request is counted when it is answered.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ams_emulator::server::now_millis;
use ams_emulator::{Emulator, JobPlan, Settings, TaskPlan};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, Response};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::counts::Counts;
use super::page::fill;
use crate::answer::{content_type, plain};
use crate::http::{LARGEST, Trouble};

/// The shortest job's run, in milliseconds: half a percent a second, and longer than any sample.
const SHORTEST: i64 = 200_000;

/// URL path prefixes and the folders that they serve.
pub type Folders = Vec<(&'static str, PathBuf)>;

/// A running fleet. Dropping it closes its port.
#[derive(Debug)]
pub struct Fleet {
    /// `http://127.0.0.1:PORT`, no slash at the end.
    pub origin: String,
    counts: watch::Receiver<Counts>,
    shared: Arc<Shared>,
    server: JoinHandle<()>,
}

#[derive(Debug)]
struct Shared {
    folders: Folders,
    token: String,
    ids: Vec<String>,
    /// The last part of each of the ids.
    watched: BTreeSet<String>,
    emulator: Mutex<Emulator>,
    counts: watch::Sender<Counts>,
    /// Bytes on the wire of each script, style sheet and wasm that was asked for.
    files: Mutex<BTreeMap<String, u64>>,
}

impl Drop for Fleet {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Fleet {
    /// Opens a fleet of running jobs: `watched`, which the pages show, and a fifth as many
    /// others between them, which no page watches.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn open(folders: Folders, watched: usize) -> Result<Self, Trouble> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.map_err(|e| e.to_string())?;
        let origin = format!("http://{}", listener.local_addr().map_err(|e| e.to_string())?);
        let now = now_millis();
        let root = format!("{origin}/api/");
        let mut emulator = Emulator::new(Settings { jobs: 0, root, ..Settings::default() });
        let (mut ids, mut made) = (Vec::new(), 0);
        while ids.len() < watched {
            let id = emulator.add_job(now, running(made));
            if made % 6 != 5 {
                ids.push(id);
            }
            made += 1;
        }
        let last = |id: &String| id.rsplit(':').next().map(str::to_owned);
        let (sender, counts) = watch::channel(Counts::default());
        let shared = Arc::new(Shared {
            folders,
            token: Emulator::mint_token(now, 3600),
            watched: ids.iter().filter_map(last).collect(),
            ids,
            emulator: Mutex::new(emulator),
            counts: sender,
            files: Mutex::default(),
        });
        let app = Router::new().fallback(handle).with_state(Arc::clone(&shared));
        let server = tokio::spawn(async move {
            let _ = axum::serve(listener, app).await;
        });
        Ok(Self { origin, counts, shared, server })
    }

    /// The counts so far.
    #[must_use]
    pub fn counts(&self) -> Counts {
        *self.counts.borrow()
    }

    /// Waits for this many more rounds, counted from the end of the last whole one. In a round every
    /// watched job is answered once.
    ///
    /// # Errors
    /// When they take longer than `patience`.
    pub async fn rounds(&self, rounds: u64, patience: Duration) -> Result<Counts, Trouble> {
        let mut counts = self.counts.clone();
        let watched = self.shared.watched.len() as u64;
        let goal = (self.counts().job_answers / watched.max(1) + rounds) * watched;
        match timeout(patience, counts.wait_for(|counts| counts.job_answers >= goal)).await {
            Ok(Ok(counts)) => Ok(*counts),
            Ok(Err(closed)) => Err(closed.to_string()),
            Err(_) => {
                Err(format!("{rounds} rounds take more than {patience:?}: {:?}", self.counts()))
            }
        }
    }

    /// Scripts, style sheets and wasm that were asked for, with their bytes as they were sent.
    #[must_use]
    pub fn files(&self) -> BTreeMap<String, u64> {
        lock(&self.shared.files).clone()
    }
}

/// A job that runs from its creation. Each is a little longer than the one before, so that their
/// progress differs.
fn running(number: usize) -> JobPlan {
    let length = SHORTEST + i64::try_from(number % 97).unwrap_or_default() * 1_000;
    let task = TaskPlan { name: Some("encode".to_owned()), length, error: None };
    JobPlan { name: Some(format!("Encode film {number}")), tasks: vec![task], ..JobPlan::default() }
}

fn lock<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn handle(State(shared): State<Arc<Shared>>, request: Request<Body>) -> Response<Body> {
    let (head, body) = request.into_parts();
    let target = head.uri.to_string();
    if target.starts_with("/api/") {
        let body = to_bytes(body, LARGEST).await.unwrap_or_default();
        return api(&shared, head.method.as_str(), &target, &head.headers, &body);
    }
    file(&shared, head.uri.path(), &head.headers)
}

fn api(
    shared: &Shared,
    method: &str,
    target: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Response<Body> {
    let header = |(name, value): (&HeaderName, &HeaderValue)| {
        (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    let request = ams_emulator::Request {
        method: method.to_owned(),
        path_and_query: target.to_owned(),
        headers: headers.iter().map(header).collect(),
        body: body.to_vec(),
    };
    let answer = lock(&shared.emulator).answer(now_millis(), &request);
    shared.counts.send_modify(|counts| {
        counts.add(target, answer.status, &answer.body, &shared.watched);
    });
    let mut made = Response::new(Body::from(answer.body));
    *made.status_mut() = answer.status.try_into().unwrap_or_default();
    for (name, value) in answer.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            made.headers_mut().insert(name, value);
        }
    }
    made
}

/// A page with its jobs filled in, or a file. `FILE.br` is sent in its place where it exists and the
/// browser accepts brotli.
fn file(shared: &Shared, path: &str, headers: &HeaderMap) -> Response<Body> {
    let nothing = || plain(404, "text/plain", format!("nothing at {path}"));
    let of = |(prefix, folder): &(&str, PathBuf)| Some(folder.join(path.strip_prefix(prefix)?));
    let Some(file) = shared.folders.iter().find_map(of).filter(|_| !path.contains("..")) else {
        return nothing();
    };
    if path.ends_with(".html") {
        let page = std::fs::read_to_string(&file).map_err(|e| e.to_string());
        let filled = page.and_then(|page| fill(&page, &shared.token, &shared.ids));
        return match filled {
            Ok(page) => plain(200, content_type(path), page),
            Err(why) => plain(404, "text/plain", why),
        };
    }
    let accepted = headers.get("accept-encoding").and_then(|value| value.to_str().ok());
    let mut compressed = file.clone().into_os_string();
    compressed.push(".br");
    let small = accepted
        .filter(|accepted| accepted.contains("br"))
        .and_then(|_| std::fs::read(compressed).ok());
    let is_small = small.is_some();
    let Some(bytes) = small.or_else(|| std::fs::read(&file).ok()) else {
        return nothing();
    };
    lock(&shared.files).insert(path.to_owned(), bytes.len() as u64);
    let mut answer = plain(200, content_type(path), bytes);
    if is_small {
        answer.headers_mut().insert("content-encoding", HeaderValue::from_static("br"));
    }
    answer
}
