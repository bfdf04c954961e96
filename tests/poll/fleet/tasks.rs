//! Whose tasks are asked for when many are seen: the nearest first, all in turn, spread over the
//! round, and nobody else waits for them.

use std::collections::BTreeSet;

use job_badge::job::{JobState, Query};
use job_badge::poll::Attention;
use proptest::prelude::*;

use crate::virtual_time::fleet::{Fleet, MAX_TASKS, mean_period, name};
use crate::virtual_time::*;

fn seen(distance: u32) -> Attention {
    Attention::Seen { distance }
}

#[test]
fn the_nearest_are_first_and_open_details_before_them() {
    let mut fleet = Fleet::new(100);
    fleet.watch(0..100, Fleet::in_view(100));
    fleet.run(2000);
    let first = &fleet.rounds()[0];
    let nearest: BTreeSet<_> = (30..71).map(|at| job(&name(at))).collect();
    assert_eq!(first.tasks.len(), MAX_TASKS);
    assert!(first.tasks.iter().all(|(_, job)| nearest.contains(job)));
    assert_eq!(first.tasks[0].1, job(&name(50)));
    // Its tasks were left out, so it is not told to wait.
    let before = fleet.sent().len();
    fleet.watch(99..100, |_| Attention::Open);
    fleet.run(200);
    let mut sent = fleet.sent().split_off(before).into_iter().map(|(_, ask)| ask);
    assert_eq!(sent.find(Query::is_about_tasks), Some(Query::Tasks(job(&name(99)))));
    fleet.run(20_000);
    for round in fleet.rounds().iter().rev().take(4).skip(1) {
        assert_eq!(round.tasks[0].1, job(&name(99)));
    }
}

#[test]
fn tasks_that_were_read_before_are_spread_and_do_not_stretch_the_pace() {
    let mut fleet = Fleet::new(40);
    fleet.watch(0..40, Fleet::in_view(40));
    fleet.run(60_000);
    let rounds = fleet.rounds();
    let (first, later) = rounds.split_first().unwrap();
    // The first are not delayed: forty, four at a time.
    assert_eq!(first.tasks.last().unwrap().0, first.start + 10 * 50);
    for round in later.iter().rev().skip(1) {
        assert_eq!(round.tasks.len(), 40);
        let (begin, end) = (round.tasks[0].0 - round.start, round.tasks[39].0 - round.start);
        assert_eq!(begin, 50, "at once when the states are there");
        assert!((900..=1125).contains(&end), "{end}");
        for four in round.tasks.chunks(4) {
            assert!(four.iter().all(|(at, _)| *at == four[0].0));
        }
    }
    let period = mean_period(&rounds);
    assert!((2400..=2600).contains(&period), "{period}");
}

#[test]
fn what_forty_tasks_say_is_told_in_a_few_goes() {
    let mut fleet = Fleet::new(40);
    fleet.watch(0..40, Fleet::in_view(40));
    fleet.run(60_000);
    let told = fleet.script.log.iter().filter(|(_, said)| matches!(said, Said::Changed(_)));
    let told: Vec<u64> = told.map(|(at, _)| *at).collect();
    for round in fleet.rounds().iter().skip(1).rev().skip(1) {
        let of_round: Vec<u64> = told
            .iter()
            .copied()
            .filter(|at| (round.start..round.start + 2000).contains(at))
            .collect();
        let goes: BTreeSet<u64> = of_round.iter().copied().collect();
        assert!(goes.len() <= 6 && of_round.len() >= 35, "{goes:?} {}", of_round.len());
        assert!(goes.iter().zip(goes.iter().skip(1)).rev().skip(1).all(|(a, b)| b - a >= 250));
    }
}

/// Forty that are seen, in the second round, when the first of their tasks have been asked for.
fn while_tasks_are_spread() -> Fleet {
    let mut fleet = Fleet::new(200);
    fleet.watch(0..40, Fleet::in_view(40));
    fleet.run(2000);
    fleet.script.until_sent();
    fleet.run(300);
    let tasks = fleet.rounds()[1].tasks.len();
    assert!((4..=12).contains(&tasks), "{tasks}");
    fleet
}

#[test]
fn a_badge_that_comes_while_tasks_are_spread_does_not_wait_for_them() {
    let mut fleet = while_tasks_are_spread();
    fleet.watch(100..200, |_| Attention::Unseen);
    fleet.run(160);
    assert!((100..200).all(|at| fleet.script.shows(&name(at)) == "running live"));
    fleet.run(4000);
    let rounds = fleet.rounds();
    assert_eq!(rounds[1].tasks.len(), 40, "and they are not forgotten");
    assert!(rounds[2].start >= rounds[1].start + 2250);
    assert_eq!(rounds[2].states.iter().map(|ask| ask.jobs().len()).sum::<usize>(), 140);
}

#[test]
fn a_look_that_somebody_asks_for_does_not_wait_for_the_tasks_of_others() {
    let mut fleet = while_tasks_are_spread();
    fleet.script.refresh(&name(39));
    let before = fleet.sent().len();
    fleet.run(110);
    let asked: Vec<_> = fleet.sent().drain(before..).map(|(_, ask)| ask).take(2).collect();
    assert_eq!(asked, [Query::Jobs(vec![job(&name(39))]), Query::Tasks(job(&name(39)))]);
}

#[test]
fn what_comes_into_view_in_one_task_is_asked_together() {
    let mut fleet = Fleet::new(60);
    fleet.watch(0..60, |_| Attention::Unseen);
    fleet.run(1000);
    assert_eq!(fleet.sent().len(), 2);
    fleet.watch(20..50, |at| seen(u32::try_from(at).unwrap()));
    let asked: Vec<usize> = fleet.script.open.iter().map(|(_, ask)| ask.jobs().len()).collect();
    assert_eq!(asked, [30]);
    fleet.run(500);
    assert_eq!(fleet.sent().len(), 2 + 1 + 30);
    // In the middle of a round it is the same, without another look at the states.
    fleet.run(2000);
    let before = fleet.sent().len();
    fleet.script.until_sent();
    fleet.run(200);
    fleet.watch(50..55, |_| seen(0));
    fleet.run(150);
    let sent = fleet.sent().split_off(before);
    let new: BTreeSet<_> = (50..55)
        .map(|at| Query::Tasks(job(&name(at))))
        .collect::<Vec<_>>()
        .into_iter()
        .map(|ask| ask.jobs()[0].clone())
        .collect();
    let asked: BTreeSet<_> = sent
        .iter()
        .filter(|(_, ask)| ask.is_about_tasks())
        .map(|(_, ask)| ask.jobs()[0].clone())
        .collect();
    assert!(asked.is_superset(&new), "{asked:?}");
}

#[test]
fn what_final_jobs_owe_keeps_to_the_rounds() {
    let mut fleet = Fleet::new(100);
    for (_, state) in &mut fleet.account {
        *state = JobState::Failed;
    }
    fleet.watch(0..100, Fleet::in_view(100));
    fleet.run(20_000);
    let asked: Vec<usize> = fleet.rounds().iter().map(|round| round.tasks.len()).collect();
    assert_eq!(asked, [40, 40, 20]);
    assert_eq!(fleet.script.poller.poll_timeout(), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn everyone_seen_gets_their_tasks_in_turn_and_every_state_is_right(
        watched in 1..500_usize,
        others in 0..900_usize,
        in_view in 0..200_usize,
        open in 0..5_usize,
        latency in 1..60_u64,
        ended in proptest::collection::vec(0..500_usize, 0..30),
    ) {
        let (in_view, open) = (in_view.min(watched), open.min(in_view.min(watched)));
        let mut fleet = Fleet::new(watched + others);
        fleet.latency = latency;
        fleet.watch(0..watched, |at| if at < open { Attention::Open } else { Fleet::in_view(in_view)(at) });
        fleet.run(12_000);
        for at in ended.iter().filter(|at| **at < watched) {
            fleet.account[*at].1 = JobState::Succeeded;
        }
        fleet.run(30_000);
        for (id, state) in &fleet.account[..watched] {
            prop_assert_eq!(fleet.script.status(id.as_str()).state(), *state);
        }
        let rounds = fleet.rounds();
        prop_assert!((2250..=2750).contains(&mean_period(&rounds)));
        // The last may not have ended.
        let rounds = &rounds[..rounds.len() - 1];
        for round in rounds {
            prop_assert!(round.tasks.len() <= MAX_TASKS);
            let first: BTreeSet<_> = round.tasks.iter().take(open).map(|(_, job)| job.clone()).collect();
            let active = |at: &usize| !ended.contains(at);
            prop_assert!((0..open).filter(active).all(|at| first.contains(&job(&name(at)))));
        }
        let window = in_view.div_ceil(MAX_TASKS - open).max(1) + 1;
        for some in rounds.windows(window) {
            let asked: BTreeSet<_> = some.iter().flat_map(|round| &round.tasks).map(|(_, job)| job.clone()).collect();
            for at in (0..in_view).filter(|at| !ended.contains(at)) {
                prop_assert!(asked.contains(&job(&name(at))), "{at} in {window} rounds");
            }
        }
    }
}
