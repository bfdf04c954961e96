//! Statuses that mean "again", and 304, which means "as before".

use job_badge::job::{Answer, FailureKind, JobState::*};

use crate::virtual_time::*;

const AGAIN: [u16; 14] = [408, 409, 421, 423, 425, 429, 449, 499, 500, 502, 503, 504, 507, 522];

#[test]
fn a_status_that_means_again_is_asked_again() {
    for code in AGAIN {
        let mut harness = one_running();
        harness.wait_until_sent();
        harness.reply(status(code));
        assert_eq!(harness.shows("a"), "running stale", "{code}");
        assert!(harness.wait_until_sent() <= 1000, "{code}");
        harness.reply(reports(&[("a", Running)]));
        assert_eq!(harness.shows("a"), "running live", "{code}");
    }
}

#[test]
fn tasks_go_on_after_a_status_that_means_again() {
    for code in AGAIN {
        let mut harness = Harness::new(pace(30));
        harness.watch(1, "a");
        harness.reply(reports(&[("a", Running)]));
        harness.reply(status(code));
        assert_eq!(harness.shows("a"), "running live", "{code}");
        while harness.queries() != "tasks a" {
            harness.wait_until_sent();
            if harness.queries() == "a" {
                harness.reply(reports(&[("a", Running)]));
            }
        }
        harness.reply(success(Answer::Tasks(vec![task(500)])));
        let status = harness.status("a");
        assert_eq!((status.progress.unwrap().permille(), status.tasks_failure), (500, None));
    }
}

#[test]
fn what_will_not_change_is_not_asked_again() {
    for code in [400, 402, 405, 406, 422, 451, 501, 505] {
        let mut harness = one_running();
        harness.wait_until_sent();
        harness.reply(status(code));
        assert_eq!(harness.shows("a"), "running misconfigured", "{code}");
        assert_eq!(harness.poller.poll_timeout(), None, "{code}");
    }
}

#[test]
fn not_modified_is_a_fresh_answer_without_news() {
    let mut harness = Harness::new(pace(30));
    harness.watch(1, "a");
    harness.reply(reports(&[("a", Running)]));
    harness.reply(success(Answer::Tasks(vec![task(500)])));
    harness.wait(300);
    let changes = harness.changes("a");
    for _ in 0..20 {
        harness.wait_until_sent();
        harness.reply(status(304));
        harness.reply(status(304));
        assert_eq!(harness.shows("a"), "running live");
        assert_eq!(harness.status("a").checked_at, Some(harness.now().utc));
        assert_eq!(harness.status("a").progress.unwrap().permille(), 500);
    }
    assert_eq!(harness.changes("a"), changes);
}

#[test]
fn not_modified_says_nothing_while_nothing_is_known() {
    let mut harness = Harness::new(without_tasks());
    harness.watch(1, "a");
    harness.reply(status(304));
    assert_eq!(harness.status("a").failure.unwrap().kind, FailureKind::BadAnswer);
    assert!(harness.wait_until_sent() <= 1000);
}
