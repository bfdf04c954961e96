//! Request statistics: counts by route, status and job, and a log of the last requests. Header
//! values are never stored, so the statistics hold no token.

use std::collections::{BTreeMap, VecDeque};

use serde::Serialize;

use crate::{http::Request, seed::is_guid};

/// How many requests the log keeps.
pub const LOGGED: usize = 200;

/// Counts since the start or the last reset. Control requests are not counted.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stats {
    /// All requests but preflights.
    requests: u64,
    preflights: u64,
    /// Requests by route name and status. Status 0 means that no answer was delivered.
    by_route: BTreeMap<&'static str, BTreeMap<u16, u64>>,
    /// Requests by job; a request counts for every job that its URL names.
    by_job: BTreeMap<String, u64>,
    running: u64,
    max_concurrent: u64,
    log: VecDeque<Entry>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    at: i64,
    method: String,
    path: String,
    header_names: Vec<String>,
    authorization: bool,
    status: u16,
}

impl Stats {
    /// Counts an answered request, with its decoded URL.
    pub fn count(
        &mut self,
        now: i64,
        request: &Request,
        url: &str,
        route: &'static str,
        status: u16,
    ) {
        self.requests += 1;
        *self.by_route.entry(route).or_default().entry(status).or_default() += 1;
        for id in job_ids(url) {
            *self.by_job.entry(id).or_default() += 1;
        }
        let entry = Entry {
            at: now,
            method: request.method.clone(),
            path: request.path_and_query.clone(),
            header_names: request
                .headers
                .iter()
                .map(|(name, _)| name.to_ascii_lowercase())
                .collect(),
            authorization: request.header("authorization").is_some(),
            status,
        };
        if self.log.len() == LOGGED {
            self.log.pop_front();
        }
        self.log.push_back(entry);
    }

    /// Counts a preflight.
    pub fn count_preflight(&mut self) {
        self.preflights += 1;
    }

    /// Call this when an API request arrives, and [`Self::ended`] when its answer has been sent or
    /// its client has disconnected.
    pub fn began(&mut self) {
        self.running += 1;
        self.max_concurrent = self.max_concurrent.max(self.running);
    }

    /// Ends a request that [`Self::began`] counted.
    pub fn ended(&mut self) {
        self.running = self.running.saturating_sub(1);
    }

    /// Resets all counts. Requests in flight stay counted as running.
    pub fn reset(&mut self) {
        let running = self.running;
        *self = Self { running, max_concurrent: running, ..Self::default() };
    }
}

/// The job ids that a decoded URL names, in lower case but for their prefix, each once.
pub fn job_ids(url: &str) -> Vec<String> {
    const PREFIX: &str = "nb:jid:UUID:";
    let mut ids: Vec<String> = Vec::new();
    for part in url.split(PREFIX).skip(1) {
        let guid = part.get(..36).filter(|guid| is_guid(guid));
        let id = guid.map(|guid| format!("{PREFIX}{}", guid.to_ascii_lowercase()));
        ids.extend(id.filter(|id| !ids.contains(id)));
    }
    ids
}
