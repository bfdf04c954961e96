//! Several tabs of one origin, where one polls for all and passes its answers on.

mod group;
mod own_queries;
mod peer_answers;
mod permissions;
mod wants;

use job_badge::job::{JobState, Query};

use crate::virtual_time::*;

/// After so long without an answer of the polling tab, a tab polls by itself.
const PEER_TIMEOUT: u64 = 2 * INTERVAL + 4000;

/// One tab that has found `a`, which is running, with its own token.
fn one_tab() -> Harness {
    one_running()
}

/// Another tab passes on an answer with these jobs.
fn receive(harness: &mut Harness, of: &[(&str, JobState)]) {
    let query = Query::Jobs(of.iter().map(|(id, _)| job(id)).collect());
    let answer = reports(of).result.unwrap();
    harness.call(|poller, now| poller.handle_peer_answer(now, &query, answer));
}
