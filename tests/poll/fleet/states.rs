//! How the states of many jobs are queried: by the account's list or by id, whichever is cheaper,
//! and what happens when the list fails.

use job_badge::job::{Answer, JobState, Query};
use job_badge::poll::Attention;

use crate::virtual_time::fleet::{Fleet, MAX_TASKS, mean_period, name};
use crate::virtual_time::*;

#[test]
fn a_thousand_badges_need_two_state_queries_and_forty_tasks_queries_a_round_at_most() {
    let mut fleet = Fleet::new(1200);
    fleet.watch(0..1000, Fleet::in_view(60));
    fleet.run(60_000);
    let rounds = fleet.rounds();
    assert!(rounds.len() >= 22, "{}", rounds.len());
    for round in &rounds {
        assert!(round.states.len() <= 2, "{}", round.states.len());
        assert!(round.tasks.len() <= MAX_TASKS);
    }
    let period = mean_period(&rounds);
    assert!((2400..=2600).contains(&period), "{period}");
    assert!((0..1000).all(|at| fleet.harness.shows(&name(at)) == "running live"));
}

#[test]
fn a_hundred_badges_of_a_large_account_are_queried_by_id() {
    let mut fleet = Fleet::new(1200);
    fleet.watch(0..100, |_| Attention::Unseen);
    fleet.run(30_000);
    assert_eq!(fleet.lists(), 0);
    assert!(fleet.rounds().iter().all(|round| round.states.len() == 2));
}

#[test]
fn an_account_too_large_is_tried_once_in_ten_minutes() {
    let mut fleet = Fleet::new(5000);
    fleet.watch(4000..5000, |_| Attention::Unseen);
    fleet.run(590_000);
    assert_eq!(fleet.lists(), 2);
    assert!((4000..5000).all(|at| fleet.harness.shows(&name(at)) == "running live"));
    fleet.run(20_000);
    assert_eq!(fleet.lists(), 4);
}

#[test]
fn a_job_that_left_the_list_is_queried_by_id_and_only_that_says_it_is_gone() {
    let mut fleet = Fleet::new(1200);
    fleet.watch(0..1000, |_| Attention::Unseen);
    fleet.run(4000);
    fleet.account[7].1 = JobState::Succeeded;
    let gone = fleet.account.remove(8).0;
    let before = fleet.sent().len();
    fleet.run(2500);
    assert_eq!(fleet.harness.shows(&name(7)), "succeeded live");
    assert_eq!(fleet.harness.shows(gone.as_str()), "running live", "one answer is no proof");
    fleet.run(2700);
    assert_eq!(fleet.harness.shows(gone.as_str()), "running gone");
    let by_id: Vec<_> = fleet.sent().drain(before..).map(|(_, query)| query).collect();
    let by_id: Vec<_> = by_id.iter().filter(|query| matches!(query, Query::Jobs(_))).collect();
    assert!(by_id.len() >= 2 && by_id.iter().all(|query| query.jobs().contains(&gone)));
}

#[test]
fn a_refused_list_is_not_read_again_and_no_badge_shows_it() {
    for refusal in [400, 403, 404, 405, 414, 501] {
        let mut fleet = Fleet::new(1000);
        fleet.refusal = Some(refusal);
        fleet.watch(0..1000, |_| Attention::Unseen);
        fleet.run(12_000);
        assert_eq!(fleet.lists(), 1, "{refusal}");
        assert!((0..1000).all(|at| fleet.harness.changes(&name(at)) == 1), "{refusal}");
        assert_eq!(fleet.harness.shows(&name(999)), "running live");
        fleet.refusal = None;
        fleet.harness.token(held(2));
        fleet.run(5000);
        assert!(fleet.lists() > 1, "another token may have other permissions");
    }
}

#[test]
fn a_list_that_fails_is_a_failure_as_any_and_is_replaced_by_ids() {
    for code in [1, 408, 500, 503] {
        let mut fleet = Fleet::new(1000);
        fleet.refusal = Some(code);
        fleet.watch(0..1000, |_| Attention::Unseen);
        fleet.run(60);
        assert_ne!(fleet.harness.shows(&name(0)), "unknown live", "{code}");
        fleet.run(9000);
        assert_eq!(fleet.harness.shows(&name(0)), "running live");
        assert_eq!(fleet.lists(), 1, "{code}");
        fleet.refusal = None;
        fleet.run(40_000);
        assert!(fleet.lists() > 2, "{code}: it is tried again");
    }
}

#[test]
fn a_list_that_cannot_be_parsed_is_not_read_for_a_while_and_no_badge_shows_it() {
    let mut fleet = Fleet::new(1000);
    fleet.watch(0..1000, |_| Attention::Unseen);
    fleet.harness.reply(success(Answer::Tasks(Vec::new())));
    assert!(fleet.harness.queries().starts_with("job-0000 job-0001"));
    fleet.run(9000);
    assert_eq!(fleet.lists(), 1);
    assert!((0..1000).all(|at| fleet.harness.changes(&name(at)) == 1));
}
