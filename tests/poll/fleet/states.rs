//! How the states of many jobs are asked for: by the account's list or by id, whichever is cheaper,
//! and what a list that does not work changes.

use job_badge::job::{Answer, JobState, Query};
use job_badge::poll::Attention;

use crate::virtual_time::fleet::{Fleet, MAX_TASKS, mean_period, name};
use crate::virtual_time::*;

#[test]
fn a_thousand_badges_ask_five_times_a_round_for_states_and_forty_times_for_tasks_at_most() {
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
    assert!((0..1000).all(|at| fleet.script.shows(&name(at)) == "running live"));
}

#[test]
fn a_hundred_badges_of_a_large_account_ask_by_id() {
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
    assert!((4000..5000).all(|at| fleet.script.shows(&name(at)) == "running live"));
    fleet.run(20_000);
    assert_eq!(fleet.lists(), 4);
}

#[test]
fn a_job_that_left_the_list_is_asked_by_id_and_only_that_says_it_is_gone() {
    let mut fleet = Fleet::new(1200);
    fleet.watch(0..1000, |_| Attention::Unseen);
    fleet.run(4000);
    fleet.account[7].1 = JobState::Succeeded;
    let gone = fleet.account.remove(8).0;
    let before = fleet.sent().len();
    fleet.run(2500);
    assert_eq!(fleet.script.shows(&name(7)), "succeeded live");
    assert_eq!(fleet.script.shows(gone.as_str()), "running live", "one look is no proof");
    fleet.run(2700);
    assert_eq!(fleet.script.shows(gone.as_str()), "running gone");
    let by_id: Vec<_> = fleet.sent().drain(before..).map(|(_, ask)| ask).collect();
    let by_id: Vec<_> = by_id.iter().filter(|ask| matches!(ask, Query::Jobs(_))).collect();
    assert!(by_id.len() >= 2 && by_id.iter().all(|ask| ask.jobs().contains(&gone)));
}

#[test]
fn a_refused_list_is_not_asked_for_again_and_nobody_hears_of_it() {
    for refusal in [400, 403, 404, 405, 414, 501] {
        let mut fleet = Fleet::new(1000);
        fleet.refusal = Some(refusal);
        fleet.watch(0..1000, |_| Attention::Unseen);
        fleet.run(12_000);
        assert_eq!(fleet.lists(), 1, "{refusal}");
        assert!((0..1000).all(|at| fleet.script.changes(&name(at)) == 1), "{refusal}");
        assert_eq!(fleet.script.shows(&name(999)), "running live");
        fleet.refusal = None;
        fleet.script.token(held(2));
        fleet.run(5000);
        assert!(fleet.lists() > 1, "another token may have other rights");
    }
}

#[test]
fn a_list_in_trouble_is_trouble_as_any_and_gives_way_to_the_ids() {
    for trouble in [1, 408, 500, 503] {
        let mut fleet = Fleet::new(1000);
        fleet.refusal = Some(trouble);
        fleet.watch(0..1000, |_| Attention::Unseen);
        fleet.run(60);
        assert_ne!(fleet.script.shows(&name(0)), "unknown live", "{trouble}");
        fleet.run(9000);
        assert_eq!(fleet.script.shows(&name(0)), "running live");
        assert_eq!(fleet.lists(), 1, "{trouble}");
        fleet.refusal = None;
        fleet.run(40_000);
        assert!(fleet.lists() > 2, "{trouble}: it is tried again");
    }
}

#[test]
fn a_list_that_cannot_be_read_is_left_alone_for_a_while_without_a_word() {
    let mut fleet = Fleet::new(1000);
    fleet.watch(0..1000, |_| Attention::Unseen);
    fleet.script.reply(good(Answer::Tasks(Vec::new())));
    assert!(fleet.script.asks().starts_with("job-0000 job-0001"));
    fleet.run(9000);
    assert_eq!(fleet.lists(), 1);
    assert!((0..1000).all(|at| fleet.script.changes(&name(at)) == 1));
}
