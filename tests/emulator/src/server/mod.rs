//! The emulator behind axum on a loopback port: it reads the clock, delays answers, and closes
//! connections as the answers ask. The core decides what is answered.

mod write_limit;

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{ConnectInfo, Request as HttpRequest, State},
    http::{HeaderName, HeaderValue, StatusCode},
    response::Response as HttpResponse,
};
use tokio::net::TcpListener;
use write_limit::{LimitedListener, WriteLimit};

use crate::{Emulator, Fate, Request, Response, Settings};

/// The largest request body that is read, in bytes.
const LARGEST_BODY: usize = 1 << 20;

/// A server that is bound to its port and not yet running.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    root: String,
    emulator: Arc<Mutex<Emulator>>,
}

impl Server {
    /// Binds 127.0.0.1 at this port, or at a free one for 0. `settings.root` is replaced by the
    /// root that the server has.
    ///
    /// # Errors
    /// When the port cannot be bound.
    pub async fn bind(port: u16, settings: Settings) -> io::Result<Self> {
        let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
        let root = format!("http://127.0.0.1:{}/api/", listener.local_addr()?.port());
        let mut emulator = Emulator::new(Settings { root: root.clone(), ..settings });
        // Starts the demo jobs now, not at the first request.
        emulator.demo_job_ids(now_millis());
        Ok(Self { listener, root, emulator: Arc::new(Mutex::new(emulator)) })
    }

    /// The API root: `http://127.0.0.1:8081/api/`.
    pub fn root(&self) -> &str {
        &self.root
    }

    /// Serves until the process ends or the future is dropped.
    ///
    /// # Errors
    /// When the listener fails for good.
    pub async fn run(self) -> io::Result<()> {
        let router = Router::new().fallback(answer).with_state(self.emulator);
        let listener = LimitedListener(self.listener);
        axum::serve(listener, router.into_make_service_with_connect_info::<WriteLimit>()).await
    }
}

/// Milliseconds since 1970 by this machine's clock.
#[expect(
    clippy::disallowed_methods,
    reason = "the server runs on the host, where there is a clock"
)]
pub fn now_millis() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Counts an API request as running until it is dropped, which also happens when its client
/// disconnects.
struct Running(Arc<Mutex<Emulator>>);

impl Running {
    fn new(emulator: &Arc<Mutex<Emulator>>) -> Self {
        lock(emulator).stats_mut().began();
        Self(Arc::clone(emulator))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        lock(&self.0).stats_mut().ended();
    }
}

fn lock(emulator: &Mutex<Emulator>) -> MutexGuard<'_, Emulator> {
    emulator.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn answer(
    State(emulator): State<Arc<Mutex<Emulator>>>,
    ConnectInfo(limit): ConnectInfo<WriteLimit>,
    request: HttpRequest,
) -> HttpResponse {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST_BODY).await else {
        return status(StatusCode::PAYLOAD_TOO_LARGE);
    };
    let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
    let header = |(name, value): (&HeaderName, &HeaderValue)| {
        (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    let request = Request {
        method: parts.method.to_string(),
        path_and_query: target.to_owned(),
        headers: parts.headers.iter().map(header).collect(),
        body: body.to_vec(),
    };
    let counts = request.method != "OPTIONS" && !target.starts_with("/_emulator/");
    let _running = counts.then(|| Running::new(&emulator));
    let response = lock(&emulator).answer(now_millis(), &request);
    if response.delay > 0 {
        tokio::time::sleep(Duration::from_millis(response.delay)).await;
    }
    match response.fate {
        Fate::Delivered => {}
        Fate::Hang => std::future::pending().await,
        Fate::Drop { after_bytes } => limit.close_after(after_bytes),
    }
    deliver(response)
}

fn deliver(response: Response) -> HttpResponse {
    let mut delivered = HttpResponse::new(Body::from(response.body));
    *delivered.status_mut() =
        StatusCode::from_u16(response.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in response.headers {
        // A scenario can ask for a header that HTTP does not allow; it is left out.
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            delivered.headers_mut().insert(name, value);
        }
    }
    delivered
}

fn status(status: StatusCode) -> HttpResponse {
    let mut response = HttpResponse::default();
    *response.status_mut() = status;
    response
}
