//! What stands behind the playground's API: the emulated service, one's own backend, or a service by
//! its description. It answers rightly; what goes wrong is put on top of it.

use ams_emulator::{Emulator, Request, Response, http::percent_decode};
use job_badge::{
    job::{JobId, JobState, Query},
    provider::{Api, ApiRoot},
};
use serde_json::Value;

use super::{
    answers::{answers, job_api},
    own_backend, service,
    times::{last_time, shift},
};

/// What is to be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The provider, by its name.
    pub provider: String,
    /// The job's state.
    pub state: JobState,
    /// How far it is, in percent.
    pub percent: u8,
}

/// What answers.
#[derive(Debug, Default)]
pub(super) enum Backend {
    /// Nobody.
    #[default]
    Nothing,
    /// The emulated media service.
    Service(Box<Emulator>),
    /// A backend of the usual kind.
    Own {
        /// The job's state.
        state: JobState,
        /// How far it was then, per mille.
        done: i64,
        /// When that was.
        since: i64,
    },
    /// A service by its description.
    Described {
        /// About the job.
        about_job: Value,
        /// About its tasks.
        about_tasks: Value,
        /// Where these are asked for, if not with the job.
        tasks_path: Option<String>,
    },
}

impl Backend {
    /// One that has a job as asked for, and the job's id. `prefix` is its root without `/api/`.
    pub(super) fn new(now: i64, (seed, prefix): (u64, &str), asked: &Asked) -> (String, Self) {
        let done = i64::from(asked.percent.min(100)) * 10;
        match &*asked.provider {
            "ams-v2" => {
                let root = format!("{prefix}/api/");
                let (emulator, job) = service::emulator(now, (seed, &root), asked.state, done);
                (job, Self::Service(Box::new(emulator)))
            }
            "json" => ("42".to_owned(), Self::Own { state: asked.state, done, since: now }),
            shipped => described(now, prefix, shipped, asked.state).unwrap_or_default(),
        }
    }

    /// Whether a request is one for tasks alone.
    pub(super) fn is_about_tasks(&self, request: &Request) -> bool {
        let path = &request.path_and_query;
        match self {
            Self::Service(_) => path.contains("Tasks"),
            Self::Described { tasks_path: Some(tasks), .. } => {
                decoded(path).as_ref() == Some(tasks)
            }
            _ => false,
        }
    }

    /// Answers a request.
    pub(super) fn answer(&mut self, now: i64, request: &Request) -> Response {
        let is_about_tasks = self.is_about_tasks(request);
        match self {
            Self::Nothing => Response::empty(404),
            Self::Service(emulator) => emulator.answer(now, request),
            Self::Own { state, done, since } => {
                let moved = *done + (now - *since) * 1000 / own_backend::LENGTH;
                json(&match *state {
                    JobState::Running if moved < 1000 => {
                        own_backend::answer(JobState::Running, moved, now)
                    }
                    // It ended when it was full.
                    JobState::Running => {
                        let ended = *since + own_backend::LENGTH * (1000 - *done) / 1000;
                        own_backend::answer(JobState::Succeeded, 1000, ended)
                    }
                    JobState::Succeeded => own_backend::answer(JobState::Succeeded, 1000, *since),
                    other => own_backend::answer(other, *done, *since),
                })
            }
            Self::Described { about_tasks, .. } if is_about_tasks => json(about_tasks),
            Self::Described { about_job, .. } => json(about_job),
        }
    }
}

fn described(now: i64, prefix: &str, name: &str, state: JobState) -> Option<(String, Backend)> {
    let found = answers(name, state)?;
    let api = job_api(name)?;
    // It looks as if it had just happened.
    let ago = if state == JobState::Running { 90_000 } else { 5000 };
    let by = last_time(&api, &found).map_or(0, |last| now - last - ago);
    let (mut about_job, mut about_tasks) = (found.about_job, found.about_tasks);
    shift(&mut about_job, by);
    shift(&mut about_tasks, by);
    let job = JobId::parse(&found.job).ok()?;
    let job_path = path(&api, prefix, &Query::Jobs(vec![job.clone()]));
    let tasks_path = path(&api, prefix, &Query::Tasks(job));
    let tasks_path = tasks_path.filter(|path| Some(path) != job_path.as_ref());
    // Where both stand at one place, so does what they say.
    if let (None, Value::Object(job), Value::Object(tasks)) =
        (&tasks_path, &mut about_job, &about_tasks)
    {
        for (name, value) in tasks {
            job.entry(name).or_insert_with(|| value.clone());
        }
    }
    Some((found.job, Backend::Described { about_job, about_tasks, tasks_path }))
}

/// The path at which a provider asks this.
fn path(api: &Api, prefix: &str, query: &Query) -> Option<String> {
    if query.is_about_tasks() && !api.separate_tasks() {
        return None;
    }
    let root = format!("{prefix}/api/");
    let origin = root.split('/').take(3).collect::<Vec<_>>().join("/");
    let root = ApiRoot::of_url(&root, &root, &origin, Some(&origin)).ok()?;
    let request = api.request(&root, query, 0).ok()?;
    decoded(request.url.strip_prefix(prefix)?)
}

fn json(value: &Value) -> Response {
    Response::with_body(200, "application/json", value.to_string())
}

/// Browsers encode what need not be.
fn decoded(path: &str) -> Option<String> {
    percent_decode(path, false)
}
