//! What a tab does with answers that another tab passes on. When they count is in `own_queries`.

use job_badge::job::{Answer, JobState, Query};

use super::{PEER_TIMEOUT, one_tab, receive};
use crate::virtual_time::*;

#[test]
fn an_answer_of_another_tab_is_reported_and_a_final_state_ends_polling() {
    let mut harness = one_tab();
    let before = harness.changes("a");
    receive(&mut harness, &[("a", JobState::Running)]);
    assert_eq!(harness.changes("a"), before, "nothing new");
    receive(&mut harness, &[("a", JobState::Succeeded)]);
    assert_eq!(harness.changes("a"), before + 1);
    assert_eq!(harness.shows("a"), "succeeded live");
    // A report that was under way when the job ended is older.
    receive(&mut harness, &[("a", JobState::Running)]);
    assert_eq!(harness.shows("a"), "succeeded live");
    harness.wait(10_000_000);
    assert_eq!(harness.sent(), 1);
}

#[test]
fn a_tab_that_gets_answers_does_not_poll_and_without_them_it_does() {
    let mut harness = one_tab();
    for _ in 0..100 {
        harness.wait(INTERVAL);
        receive(&mut harness, &[("a", JobState::Running)]);
    }
    assert!(harness.sent() <= 2, "its first query, and one before an answer was passed on");
    assert_eq!(harness.wait_until_sent(), PEER_TIMEOUT);
    harness.reply(reports(&[("a", JobState::Running)]));
    // From then on as if it were alone, until the next answer is passed on.
    assert!(harness.wait_until_sent() <= INTERVAL * 11 / 10);
}

#[test]
fn a_refresh_is_a_query_of_its_own() {
    let mut harness = one_tab();
    receive(&mut harness, &[("a", JobState::Running)]);
    harness.refresh("a");
    assert_eq!(harness.queries(), "a");
    receive(&mut harness, &[("a", JobState::Succeeded)]);
    assert_eq!(harness.shows("a"), "running live", "its own query is in flight");
    harness.reply(reports(&[("a", JobState::Failed)]));
    assert_eq!(harness.shows("a"), "failed live");
}

#[test]
fn an_answer_of_another_tab_does_not_replace_a_waiting_refresh() {
    let mut harness = Harness::new(without_tasks());
    harness.watch(1, "b");
    harness.reply(reports(&[("b", JobState::Running)]));
    harness.watch(2, "a");
    assert_eq!(harness.queries(), "a");
    harness.refresh("b");
    receive(&mut harness, &[("b", JobState::Running)]);
    harness.reply(reports(&[("a", JobState::Running)]));
    assert_eq!(harness.queries(), "b");
}

#[test]
fn a_hidden_tab_takes_no_answers() {
    let mut harness = one_tab();
    harness.page(false, true);
    receive(&mut harness, &[("a", JobState::Succeeded)]);
    assert_eq!(harness.shows("a"), "running live");
}

#[test]
fn tasks_are_taken_too_but_not_those_of_other_jobs() {
    let mut harness = Harness::new(pace(30));
    harness.watch(1, "a");
    harness.reply(reports(&[("a", JobState::Running)]));
    harness.reply(success(Answer::Tasks(vec![task(100)])));
    let receive_tasks = |harness: &mut Harness, of: &str, answer: Answer| {
        let query = Query::Tasks(job(of));
        harness.call(|poller, now| poller.handle_peer_answer(now, &query, answer));
        harness.status("a").progress.unwrap().permille()
    };
    assert_eq!(receive_tasks(&mut harness, "a", Answer::Tasks(vec![task(300)])), 300);
    assert_eq!(receive_tasks(&mut harness, "b", Answer::Tasks(vec![task(900)])), 300);
    // The answer to another query.
    let confused = Answer::Jobs(vec![report("a", JobState::Succeeded)]);
    assert_eq!(receive_tasks(&mut harness, "a", confused), 300);
    receive(&mut harness, &[("a", JobState::Failed), ("b", JobState::Running)]);
    assert_eq!(harness.shows("a"), "failed live");
    harness.wait(PEER_TIMEOUT - 1);
    assert_eq!(harness.queries(), "", "the other tab is still to pass its tasks on");
    receive_tasks(&mut harness, "a", Answer::Tasks(vec![task(700)]));
    harness.wait(10_000_000);
    assert_eq!((harness.sent(), harness.queries()), (2, String::new()));
}

#[test]
fn a_paused_job_takes_no_answers() {
    let mut harness = one_tab();
    harness.watch_as(1, "a", None, true);
    receive(&mut harness, &[("a", JobState::Succeeded)]);
    assert_eq!(harness.shows("a"), "running live");
}
