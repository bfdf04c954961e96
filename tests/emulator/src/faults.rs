//! Fault scenarios: each names the requests on which it acts, and what it does to them. The README
//! describes their JSON.

use serde::Deserialize;

use crate::{calendar::Spelling, route::Route, stats::job_ids};

/// One scenario.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Which requests.
    #[serde(default)]
    pub on: On,
    /// What happens to them.
    #[serde(rename = "do")]
    pub act: Act,
    /// How many requests have matched so far.
    #[serde(skip)]
    matched: u32,
    /// On how many requests the scenario has acted so far.
    #[serde(skip)]
    pub applied: u32,
}

/// The requests on which a scenario acts. All given conditions must match.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct On {
    /// Which routes.
    #[serde(default)]
    pub route: OnRoute,
    /// Requests whose URL names this job.
    pub job: Option<String>,
    /// How often it acts; always when not given.
    pub times: Option<u32>,
    /// How many matching requests pass unchanged before the scenario acts.
    #[serde(default)]
    pub after: u32,
}

/// Routes by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum OnRoute {
    /// Jobs, one job, a job's property.
    Jobs,
    /// A job's tasks, all tasks, one task.
    Tasks,
    /// CancelJob.
    Cancel,
    /// All of the API.
    #[default]
    Any,
}

/// What a scenario does. Several members may be set.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Act {
    /// An error of this status, 400 to 599, in place of the answer.
    pub status: Option<u16>,
    /// A `Retry-After` header: seconds, or text as it is.
    pub retry_after: Option<RetryAfter>,
    /// A `Retry-After` header with the date in this many seconds.
    pub retry_after_date: Option<i64>,
    /// Another body; the status stays.
    pub body: Option<Body>,
    /// How large the body `huge` is.
    pub megabytes: Option<usize>,
    /// Delays the answer by this many seconds.
    pub delay_seconds: Option<f64>,
    /// The answer never comes.
    #[serde(default)]
    pub hang: bool,
    /// The connection is closed without an answer.
    #[serde(default)]
    pub drop: bool,
    /// The connection is closed after so many bytes of the answer.
    pub drop_after_bytes: Option<u64>,
    /// 301 with an HTML body: to this URL, or to the API root when it is `root`.
    pub redirect: Option<String>,
    /// The job is not there.
    #[serde(default)]
    pub vanish: bool,
    /// 500, whose message quotes the request's headers, the token among them.
    #[serde(default)]
    pub echo_headers: bool,
    /// Running tasks report this many percent less with each answer.
    pub progress_backwards: Option<f64>,
    /// Running tasks never report more than this many percent.
    pub stall: Option<f64>,
    /// All tasks of a job that is not final report 100 %.
    #[serde(default)]
    pub hundred_while_running: bool,
    /// Jobs and tasks report this state.
    pub unknown_state: Option<i32>,
    /// Jobs come without JobNotificationSubscriptions, as in 2012.
    #[serde(default)]
    pub missing_subscriptions: bool,
    /// 401, as if the token were not valid.
    #[serde(default)]
    pub token_rejected: bool,
    /// All dates in this spelling.
    pub dates: Option<Spelling>,
}

/// What a `Retry-After` header says.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum RetryAfter {
    /// Seconds.
    Seconds(u64),
    /// Anything, as it is.
    Text(String),
}

/// A body in place of the right one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Body {
    /// A gateway's page.
    Html,
    /// An OData error in XML.
    Xml,
    /// Verbose JSON, whatever was asked for.
    Verbose,
    /// The first half of the normal body.
    Truncated,
    /// JSON of many megabytes.
    Huge,
    /// Text that is not JSON, under a JSON content type.
    NotJson,
}

/// A scenario that acts on one request.
#[derive(Clone, Debug)]
pub struct Applied {
    /// What the scenario does.
    pub act: Act,
    /// The job to which it applies; all when not given.
    pub job: Option<String>,
    /// How often the scenario has acted, this time included.
    pub turn: u32,
}

/// Parses a list of scenarios.
///
/// # Errors
/// A message that says what is wrong.
pub fn parse(json: &[u8]) -> Result<Vec<Scenario>, String> {
    let scenarios: Vec<Scenario> =
        serde_json::from_slice(json).map_err(|error| error.to_string())?;
    for Scenario { act, .. } in &scenarios {
        if act.status.is_some_and(|status| !(400..600).contains(&status)) {
            return Err("status: 400 to 599".to_owned());
        }
        if act.delay_seconds.is_some_and(|seconds| !(0.0..=3600.0).contains(&seconds)) {
            return Err("delaySeconds: 0 to 3600".to_owned());
        }
        if act.megabytes.is_some_and(|megabytes| megabytes > 64) {
            return Err("megabytes: 64 at most".to_owned());
        }
    }
    Ok(scenarios)
}

/// The scenarios that act on this request, in their order; each is counted.
pub fn select(scenarios: &mut [Scenario], route: &Route, url: &str) -> Vec<Applied> {
    let ids = job_ids(url);
    let mut selected = Vec::new();
    for scenario in scenarios {
        let on = &scenario.on;
        let right_route = match on.route {
            OnRoute::Any => true,
            OnRoute::Jobs => route.name() == "jobs",
            OnRoute::Tasks => route.name() == "tasks",
            OnRoute::Cancel => route.name() == "cancel",
        };
        // A list request names no job, but its answer contains the job: there a scenario may change
        // only that job, not the answer as a whole.
        let right_job = on.job.as_ref().is_none_or(|job| {
            ids.iter().any(|id| id.eq_ignore_ascii_case(job))
                || (ids.is_empty() && !scenario.act.affects_whole_answer())
        });
        if !right_route || !right_job {
            continue;
        }
        scenario.matched = scenario.matched.saturating_add(1);
        let over = on.times.is_some_and(|times| scenario.applied >= times);
        if over || scenario.matched <= on.after {
            continue;
        }
        scenario.applied += 1;
        selected.push(Applied {
            act: scenario.act.clone(),
            job: on.job.clone(),
            turn: scenario.applied,
        });
    }
    selected
}

impl Act {
    /// Whether it changes the answer as a whole, and not only the job in it.
    fn affects_whole_answer(&self) -> bool {
        self.status.is_some()
            || self.retry_after.is_some()
            || self.retry_after_date.is_some()
            || self.body.is_some()
            || self.delay_seconds.is_some()
            || self.hang
            || self.drop
            || self.drop_after_bytes.is_some()
            || self.redirect.is_some()
            || self.echo_headers
            || self.token_rejected
            || self.dates.is_some()
    }
}
