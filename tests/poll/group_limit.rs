//! What a service that refuses several ids in one query has taught is kept for ten minutes.

use job_badge::job::JobState::*;
use job_badge::poll::{Watch, WatchId};

use crate::virtual_time::*;

const MINUTE: u64 = 60_000;

/// Watches so many jobs at once.
fn watching(jobs: usize) -> Harness {
    let mut harness = Harness::new(without_tasks());
    let now = harness.now();
    for id in 0..jobs {
        let watch = Watch::new(job(&format!("j{id:02}")));
        harness.poller.handle_watch(now, WatchId(id as u64), watch);
    }
    harness.drain();
    harness
}

/// Answers one round of a service that refuses more than `most` ids, and the jobs that it says are
/// bad. Returns how many requests it had, and how many of them were refused.
fn round(harness: &mut Harness, refusal: u16, most: usize, bad: &str) -> (usize, usize) {
    if harness.in_flight.is_empty() {
        harness.wait_until_sent();
    }
    let (mut requests, mut refused) = (0, 0);
    while !harness.in_flight.is_empty() {
        let asked = harness.queries();
        let ids: Vec<_> = asked.split(' ').collect();
        let is_refused = ids.len() > most || ids.contains(&bad);
        requests += 1;
        refused += usize::from(is_refused);
        let known: Vec<_> = ids.iter().map(|id| (*id, Running)).collect();
        harness.reply(if is_refused { status(refusal) } else { reports(&known) });
    }
    (requests, refused)
}

#[test]
fn later_rounds_do_not_begin_with_what_was_refused() {
    for (refusal, most) in [(403, 1), (400, 1), (404, 1), (414, 4), (501, 2), (413, 8)] {
        let mut harness = watching(16);
        let (_, refused) = round(&mut harness, refusal, most, "");
        assert_eq!(refused, 16 / most - 1, "{refusal}");
        for _ in 0..20 {
            assert_eq!(round(&mut harness, refusal, most, ""), (16 / most, 0), "{refusal}");
        }
        assert!((0..16).all(|id| harness.shows(&format!("j{id:02}")) == "running live"));
    }
}

#[test]
fn what_was_learnt_is_tried_anew_after_ten_minutes_and_with_a_new_token() {
    let mut harness = watching(4);
    round(&mut harness, 403, 1, "");
    let learnt = harness.time;
    while harness.time < learnt + 10 * MINUTE - 3000 {
        assert_eq!(round(&mut harness, 403, 1, "").1, 0);
    }
    let requests: Vec<_> = (0..4).map(|_| round(&mut harness, 403, 4, "").0).collect();
    assert_eq!((requests[0], requests[3]), (4, 1), "all are asked together again");
    let mut harness = watching(4);
    round(&mut harness, 403, 1, "");
    harness.token(held(2));
    assert_eq!(round(&mut harness, 403, 4, ""), (1, 0));
}

#[test]
fn one_bad_job_teaches_nothing_about_the_others() {
    for refusal in [400, 403] {
        let mut harness = watching(8);
        let (_, refused) = round(&mut harness, refusal, 8, "j05");
        assert_eq!(refused, 4);
        assert_eq!(round(&mut harness, refusal, 8, "j05"), (1, 0), "{refusal}");
    }
}
