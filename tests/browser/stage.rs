//! The environment of one test: the page's fakes, answered by the emulator, with one shared clock.

use core::{cell::Cell, cell::RefCell, time::Duration};
use std::rc::Rc;

use ams_emulator::{Emulator, Fate, JobPlan, Request, Settings, TaskPlan};
use job_badge::poll::Watch;
use job_badge::{
    browser::{Source, Watching},
    job::{JobId, Status},
};
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

use super::{
    page,
    reply::{Asked, Reply},
};

/// A recorded fetch.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Call {
    pub path: String,
    pub method: String,
    pub headers: Vec<(String, String)>,
    pub credentials: String,
    pub cache: String,
    pub redirect: String,
    pub referrer_policy: String,
    pub at: f64,
    pub aborted: bool,
    pub ended: bool,
    pub read: f64,
    pub canceled: bool,
}

impl Call {
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    pub fn is_tasks(&self) -> bool {
        self.path.contains("/Tasks")
    }
}

type Script = Box<dyn FnMut(&Asked) -> Option<Reply>>;

/// The environment of one test.
pub struct Stage {
    front: String,
    emulator: Rc<RefCell<Emulator>>,
    script: Rc<RefCell<Script>>,
    _service: Closure<dyn FnMut(JsValue) -> JsValue>,
}

#[derive(Deserialize)]
struct FetchRequest {
    path: String,
    method: String,
    headers: Vec<(String, String)>,
}

thread_local! {
    static STAGES: Cell<u32> = const { Cell::new(0) };
}

impl Stage {
    pub fn new() -> Self {
        let number = STAGES.get() + 1;
        STAGES.set(number);
        let origin = web_sys::window().unwrap().location().origin().unwrap();
        let front = format!("{origin}/stage-{number}");
        let settings = Settings { jobs: 0, root: format!("{front}/api/"), ..Settings::default() };
        let emulator = Rc::new(RefCell::new(Emulator::new(settings)));
        let script: Rc<RefCell<Script>> = Rc::new(RefCell::new(Box::new(|_| None)));
        let service = {
            let (emulator, script) = (Rc::clone(&emulator), Rc::clone(&script));
            Closure::new(move |request: JsValue| {
                let request: FetchRequest = serde_wasm_bindgen::from_value(request).unwrap();
                let asked = Asked::new(&request.path, &request.headers);
                let scripted = (script.borrow_mut())(&asked);
                scripted.unwrap_or_else(|| emulated(&mut emulator.borrow_mut(), request)).to_js()
            })
        };
        page::install(&front, service.as_ref().unchecked_ref());
        Self { front, emulator, script, _service: service }
    }

    /// A stage whose jobs are all running, at 40 %.
    pub fn all_running() -> Self {
        let stage = Self::new();
        stage.script(|asked| Some(Reply::running(asked, 40)));
        stage
    }

    /// Sets a script that answers requests; where it returns `None`, the emulator answers.
    pub fn script(&self, script: impl FnMut(&Asked) -> Option<Reply> + 'static) {
        *self.script.borrow_mut() = Box::new(script);
    }

    /// Answers every request with this reply, at once or, when it is held, on release.
    pub fn always(&self, reply: Reply) {
        self.script(move |_| Some(reply.clone()));
    }

    pub fn front(&self) -> &str {
        &self.front
    }

    pub fn root(&self) -> String {
        format!("{}/api/", self.front)
    }

    /// A token that is valid for a day.
    pub fn token(&self) -> String {
        Emulator::mint_token(utc(), 86_400)
    }

    pub fn source(&self) -> Source {
        Source::ams_v2(&self.root(), self.token())
    }

    /// Adds a job to the emulator that is queued for `queued` seconds and then runs for `runs`.
    pub fn job(&self, queued: i64, runs: i64) -> JobId {
        let task = TaskPlan { name: Some("encode".into()), length: runs * 1000, error: None };
        let plan = JobPlan { queued: queued * 1000, tasks: vec![task], ..JobPlan::default() };
        JobId::parse(&self.emulator.borrow_mut().add_job(utc(), plan)).unwrap()
    }

    pub fn calls(&self) -> Vec<Call> {
        serde_wasm_bindgen::from_value(page::calls()).unwrap()
    }

    /// How many requests for jobs were sent.
    pub fn rounds(&self) -> usize {
        self.calls().iter().filter(|call| !call.is_tasks()).count()
    }

    pub fn in_flight(&self) -> usize {
        self.calls().iter().filter(|call| !call.ended && !call.aborted).count()
    }

    /// Waits until the page is idle: no body is being read in three tasks in a row.
    pub async fn settle(&self) {
        let mut idle_tasks = 0;
        for _ in 0..100_000 {
            turn().await;
            idle_tasks = if page::busy() == 0 { idle_tasks + 1 } else { 0 };
            if idle_tasks == 3 {
                return;
            }
        }
        panic!("the page does not come to rest");
    }

    /// Moves the clock on, fires the timers that become due, and waits for their effects.
    pub async fn pass(&self, span: Duration) {
        #[allow(clippy::cast_precision_loss)]
        let target = page::now() + span.as_millis() as f64;
        self.settle().await;
        while page::fire_next(target) {
            self.settle().await;
        }
        self.settle().await;
    }

    pub async fn pass_seconds(&self, seconds: u64) {
        self.pass(Duration::from_secs(seconds)).await;
    }

    /// All console output, uncaught exceptions and requests to other servers.
    pub fn leaks(&self) -> Vec<String> {
        let mut leaks = page::texts(&page::output());
        leaks.extend(page::texts(&page::uncaught()));
        leaks.extend(page::texts(&page::outside()));
        leaks
    }

    pub fn assert_quiet(&self) {
        assert_eq!(self.leaks(), [""; 0]);
    }

    /// Asserts that no source or badge has left a timer, a listener or a request.
    pub fn assert_empty(&self) {
        assert_eq!(page::timers(), [0.0; 0], "timers");
        assert_eq!(page::listeners(), 0, "listeners");
        assert_eq!(self.in_flight(), 0, "requests");
        self.assert_quiet();
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        page::uninstall();
    }
}

fn emulated(emulator: &mut Emulator, request: FetchRequest) -> Reply {
    let request = Request {
        method: request.method,
        path_and_query: request.path,
        headers: request.headers,
        body: Vec::new(),
    };
    let response = emulator.answer(utc(), &request);
    #[allow(clippy::cast_precision_loss)]
    Reply {
        headers: response.headers,
        body: response.body,
        delay: response.delay as f64,
        held: response.fate == Fate::Hang,
        fate: if matches!(response.fate, Fate::Drop { .. }) { "network" } else { "answer" },
        ..Reply::new(response.status, "")
    }
}

/// Milliseconds since 1970 by the stage's clock.
#[allow(clippy::cast_possible_truncation)]
pub fn utc() -> i64 {
    js_sys::Date::now() as i64
}

/// Waits for one task of the event loop.
pub async fn turn() {
    JsFuture::from(page::turn()).await.unwrap();
}

/// The statuses that a watcher was called with.
#[derive(Clone, Default)]
pub struct Statuses(Rc<RefCell<Vec<Rc<Status>>>>);

impl Statuses {
    pub fn watch(&self, source: &Source, job: &JobId) -> Watching {
        self.watch_every(source, job, None)
    }

    pub fn watch_every(
        &self,
        source: &Source,
        job: &JobId,
        interval: Option<Duration>,
    ) -> Watching {
        let statuses = self.clone();
        let watch = Watch { interval, ..Watch::new(job.clone()) };
        source.watch(watch, move |status| statuses.0.borrow_mut().push(status))
    }

    pub fn count(&self) -> usize {
        self.0.borrow().len()
    }

    pub fn last(&self) -> Rc<Status> {
        self.0.borrow().last().cloned().expect("a status")
    }
}

/// A job's id. Scripted answers accept any id.
pub fn job(id: &str) -> JobId {
    JobId::parse(id).unwrap()
}
