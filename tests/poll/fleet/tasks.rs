//! Whose tasks are queried when many badges are visible: the nearest first, all in turn, spread
//! over the round. No other query waits for them.

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
    // Its tasks were left out before, so it need not wait for a slot.
    let before = fleet.sent().len();
    fleet.watch(99..100, |_| Attention::Open);
    fleet.run(200);
    let mut sent = fleet.sent().split_off(before).into_iter().map(|(_, query)| query);
    assert_eq!(sent.find(Query::is_about_tasks), Some(Query::Tasks(job(&name(99)))));
    fleet.run(20_000);
    for round in fleet.rounds().iter().rev().take(4).skip(1) {
        assert_eq!(round.tasks[0].1, job(&name(99)));
    }
}

#[test]
fn tasks_that_were_read_before_are_spread_and_do_not_delay_the_next_round() {
    let mut fleet = Fleet::new(40);
    fleet.watch(0..40, Fleet::in_view(40));
    fleet.run(60_000);
    let rounds = fleet.rounds();
    let (first, later) = rounds.split_first().unwrap();
    // In the first round none is delayed: forty, four at a time.
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
fn changes_from_forty_tasks_answers_are_reported_in_a_few_batches() {
    let mut fleet = Fleet::new(40);
    fleet.watch(0..40, Fleet::in_view(40));
    fleet.run(60_000);
    let changes =
        fleet.harness.log.iter().filter(|(_, effect)| matches!(effect, Effect::Changed(_)));
    let changes: Vec<u64> = changes.map(|(at, _)| *at).collect();
    for round in fleet.rounds().iter().skip(1).rev().skip(1) {
        let of_round: Vec<u64> = changes
            .iter()
            .copied()
            .filter(|at| (round.start..round.start + 2000).contains(at))
            .collect();
        let batches: BTreeSet<u64> = of_round.iter().copied().collect();
        assert!(batches.len() <= 6 && of_round.len() >= 35, "{batches:?} {}", of_round.len());
        assert!(
            batches.iter().zip(batches.iter().skip(1)).rev().skip(1).all(|(a, b)| b - a >= 250)
        );
    }
}

/// Forty visible badges in their second round, some of whose tasks have been queried.
fn while_tasks_are_spread() -> Fleet {
    let mut fleet = Fleet::new(200);
    fleet.watch(0..40, Fleet::in_view(40));
    fleet.run(2000);
    fleet.harness.wait_until_sent();
    fleet.run(300);
    let tasks = fleet.rounds()[1].tasks.len();
    assert!((4..=12).contains(&tasks), "{tasks}");
    fleet
}

#[test]
fn a_badge_that_is_added_while_tasks_are_spread_does_not_wait_for_them() {
    let mut fleet = while_tasks_are_spread();
    fleet.watch(100..200, |_| Attention::Unseen);
    fleet.run(160);
    assert!((100..200).all(|at| fleet.harness.shows(&name(at)) == "running live"));
    fleet.run(4000);
    let rounds = fleet.rounds();
    assert_eq!(rounds[1].tasks.len(), 40, "and they are not forgotten");
    assert!(rounds[2].start >= rounds[1].start + 2250);
    assert_eq!(rounds[2].states.iter().map(|query| query.jobs().len()).sum::<usize>(), 140);
}

#[test]
fn a_refresh_does_not_wait_for_the_tasks_of_others() {
    let mut fleet = while_tasks_are_spread();
    fleet.harness.refresh(&name(39));
    let before = fleet.sent().len();
    fleet.run(110);
    let asked: Vec<_> = fleet.sent().drain(before..).map(|(_, query)| query).take(2).collect();
    assert_eq!(asked, [Query::Jobs(vec![job(&name(39))]), Query::Tasks(job(&name(39)))]);
}

#[test]
fn badges_that_come_into_view_together_are_queried_together() {
    let mut fleet = Fleet::new(60);
    fleet.watch(0..60, |_| Attention::Unseen);
    fleet.run(1000);
    assert_eq!(fleet.sent().len(), 2);
    fleet.watch(20..50, |at| seen(u32::try_from(at).unwrap()));
    let asked: Vec<usize> =
        fleet.harness.in_flight.iter().map(|(_, query)| query.jobs().len()).collect();
    assert_eq!(asked, [30]);
    fleet.run(500);
    assert_eq!(fleet.sent().len(), 2 + 1 + 30);
    // In the middle of a round the same holds, without another query for states.
    fleet.run(2000);
    let before = fleet.sent().len();
    fleet.harness.wait_until_sent();
    fleet.run(200);
    fleet.watch(50..55, |_| seen(0));
    fleet.run(150);
    let sent = fleet.sent().split_off(before);
    let new: BTreeSet<_> = (50..55)
        .map(|at| Query::Tasks(job(&name(at))))
        .collect::<Vec<_>>()
        .into_iter()
        .map(|query| query.jobs()[0].clone())
        .collect();
    let asked: BTreeSet<_> = sent
        .iter()
        .filter(|(_, query)| query.is_about_tasks())
        .map(|(_, query)| query.jobs()[0].clone())
        .collect();
    assert!(asked.is_superset(&new), "{asked:?}");
}

#[test]
fn outstanding_tasks_of_final_jobs_are_queried_round_by_round() {
    let mut fleet = Fleet::new(100);
    for (_, state) in &mut fleet.account {
        *state = JobState::Failed;
    }
    fleet.watch(0..100, Fleet::in_view(100));
    fleet.run(20_000);
    let asked: Vec<usize> = fleet.rounds().iter().map(|round| round.tasks.len()).collect();
    assert_eq!(asked, [40, 40, 20]);
    assert_eq!(fleet.harness.poller.poll_timeout(), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn all_visible_badges_get_their_tasks_in_turn_and_every_state_is_right(
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
        fleet.watch(0..watched, |at| match at {
            at if at < open => Attention::Open,
            at => Fleet::in_view(in_view)(at),
        });
        fleet.run(12_000);
        for at in ended.iter().filter(|at| **at < watched) {
            fleet.account[*at].1 = JobState::Succeeded;
        }
        fleet.run(30_000);
        for (id, state) in &fleet.account[..watched] {
            prop_assert_eq!(fleet.harness.status(id.as_str()).state(), *state);
        }
        let rounds = fleet.rounds();
        prop_assert!((2250..=2750).contains(&mean_period(&rounds)));
        // The last round may not have ended.
        let rounds = &rounds[..rounds.len() - 1];
        for round in rounds {
            prop_assert!(round.tasks.len() <= MAX_TASKS);
            let first = round.tasks.iter().take(open);
            let first: BTreeSet<_> = first.map(|(_, job)| job.clone()).collect();
            let active = |at: &usize| !ended.contains(at);
            prop_assert!((0..open).filter(active).all(|at| first.contains(&job(&name(at)))));
        }
        let window = in_view.div_ceil(MAX_TASKS - open).max(1) + 1;
        for some in rounds.windows(window) {
            let tasks = some.iter().flat_map(|round| &round.tasks);
            let asked: BTreeSet<_> = tasks.map(|(_, job)| job.clone()).collect();
            for at in (0..in_view).filter(|at| !ended.contains(at)) {
                prop_assert!(asked.contains(&job(&name(at))), "{at} in {window} rounds");
            }
        }
    }
}
