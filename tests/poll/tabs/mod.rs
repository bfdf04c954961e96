//! Several tabs that share one conversation: what they ask together, and what they tell each other.

mod heard;
mod proof;
mod rights;
mod together;
mod wants;

use job_badge::job::{JobState, Query};

use crate::virtual_time::*;

/// A tab that is told this after two intervals has heard nothing for too long.
const SILENCE: u64 = 2 * INTERVAL + 4000;

/// One tab that has looked at `a`, which runs, with its own token.
fn one_tab() -> Script {
    one_running()
}

fn hear(script: &mut Script, of: &[(&str, JobState)]) {
    let ask = Query::Jobs(of.iter().map(|(id, _)| job(id)).collect());
    let reading = reports(of).result.unwrap();
    script.tell(|poller, now| poller.handle_peer_answer(now, &ask, reading));
}
