//! A page of many badges against a simulated account, in virtual time: how often it asks, for whose
//! tasks, and that nothing is lost.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod virtual_time;

use std::collections::{BTreeMap, BTreeSet};

use job_badge::job::{Ask, JobId, JobState, Reading};
use job_badge::poll::{Answer, Attention, Pace, Poller, RequestId, Watch, WatchId};
use proptest::prelude::*;
use virtual_time::*;

const PAGE: usize = 1000;
const MAX_TASKS: usize = 40;

/// An account, and a page that watches some of its jobs.
struct Fleet {
    script: Script,
    /// The account's jobs in the list's order, which is that of their ids.
    account: Vec<(JobId, JobState)>,
    /// From a request to its answer, in milliseconds.
    latency: u64,
    /// What the list is answered with, if not with jobs.
    refusal: Option<u16>,
    due: BTreeMap<RequestId, u64>,
}

/// What was asked from one round's start to the next.
#[derive(Debug)]
struct Round {
    start: u64,
    states: Vec<Ask>,
    tasks: Vec<(u64, JobId)>,
}

fn name(at: usize) -> String {
    format!("job-{at:04}")
}

fn seen(distance: u32) -> Attention {
    Attention::Seen { distance }
}

impl Fleet {
    fn new(active: usize) -> Self {
        let pace = Pace { list_page: Some(PAGE), max_tasks_a_round: MAX_TASKS, ..pace(55) };
        Self {
            script: Script::new(pace),
            account: (0..active).map(|at| (job(&name(at)), JobState::Running)).collect(),
            latency: 50,
            refusal: None,
            due: BTreeMap::new(),
        }
    }

    /// Watches jobs of these numbers in one task.
    fn watch(&mut self, jobs: std::ops::Range<usize>, attention: impl Fn(usize) -> Attention) {
        let now = self.script.now();
        for at in jobs {
            let watch = Watch { attention: attention(at), ..Watch::new(job(&name(at))) };
            self.script.poller.handle_watch(now, WatchId(at as u64), watch);
        }
        self.script.drain();
    }

    /// The badge of this number in a page of ten to a row, of which so many are in view.
    fn in_view(seen: usize) -> impl Fn(usize) -> Attention {
        move |at| {
            let distance = u32::try_from(at.abs_diff(seen / 2)).unwrap();
            if at < seen { Attention::Seen { distance } } else { Attention::Unseen }
        }
    }

    fn answer(&self, ask: &Ask) -> Answer {
        let of = |(id, state): &(JobId, JobState)| report(id.as_str(), *state);
        let meant = |(id, _): &&(JobId, JobState)| ask.jobs().binary_search(id).is_ok();
        match ask {
            Ask::Jobs(jobs) => {
                let place = |id: &JobId| self.account.binary_search_by(|its| its.0.cmp(id)).ok();
                let there = jobs.iter().filter_map(place).map(|at| of(&self.account[at]));
                good(Reading::Jobs(there.collect()))
            }
            Ask::Active { skip, top, .. } => {
                if let Some(code) = self.refusal {
                    return status(code);
                }
                let active = self.account.iter().filter(|(_, state)| state.is_active());
                let page: Vec<_> = active.skip(*skip).take((*top).min(PAGE)).collect();
                let rows = page.len();
                let reports = page.into_iter().filter(meant).map(of).collect();
                good(Reading::Active { reports, rows })
            }
            // About a percent in a second.
            Ask::Tasks(_) => {
                let permille = (self.script.at / 100 % 1000) as u16;
                good(Reading::Tasks(vec![task(permille)]))
            }
        }
    }

    /// Lets time pass: answers come after the latency, the timer fires in time.
    fn run(&mut self, millis: u64) {
        let end = self.script.at + millis;
        loop {
            for (id, _) in &self.script.open {
                self.due.entry(*id).or_insert(self.script.at + self.latency);
            }
            self.due.retain(|id, _| self.script.open.iter().any(|(open, _)| open == id));
            let answer = self.due.iter().min_by_key(|(_, at)| **at).map(|(id, at)| (*at, *id));
            let timer = self.script.poller.poll_timeout().map(|at| at.millis());
            let next = [answer.map(|(at, _)| at), timer].into_iter().flatten().min();
            let Some(next) = next.filter(|next| *next <= end) else { break };
            self.script.at = next;
            match answer {
                Some((at, id)) if at == next => {
                    let place = self.script.open.iter().position(|(open, _)| *open == id).unwrap();
                    let (_, ask) = self.script.open.remove(place);
                    let answer = self.answer(&ask);
                    self.script.tell(|poller, now| poller.handle_answer(now, id, answer));
                }
                _ => self.script.tell(Poller::handle_timeout),
            }
        }
        self.script.at = end;
    }

    fn sent(&self) -> Vec<(u64, Ask)> {
        let sent = self.script.log.iter().filter_map(|(at, said)| match said {
            Said::Sent { ask, .. } => Some((*at, ask.clone())),
            _ => None,
        });
        sent.collect()
    }

    /// All rounds that have begun. Nothing but the clock starts one here.
    fn rounds(&self) -> Vec<Round> {
        let mut rounds: Vec<Round> = Vec::new();
        for (at, ask) in self.sent() {
            let follows = rounds.last().is_some_and(|last| at < last.start + INTERVAL * 85 / 100);
            if !follows {
                rounds.push(Round { start: at, states: Vec::new(), tasks: Vec::new() });
            }
            let round = rounds.last_mut().unwrap();
            match ask {
                Ask::Tasks(job) => round.tasks.push((at, job)),
                states => round.states.push(states),
            }
        }
        rounds
    }

    fn lists(&self) -> usize {
        self.sent().iter().filter(|(_, ask)| matches!(ask, Ask::Active { .. })).count()
    }
}

fn mean_period(rounds: &[Round]) -> u64 {
    (rounds[rounds.len() - 1].start - rounds[0].start) / (rounds.len() as u64 - 1)
}

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
    let by_id: Vec<_> = by_id.iter().filter(|ask| matches!(ask, Ask::Jobs(_))).collect();
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
    fleet.script.reply(good(Reading::Tasks(Vec::new())));
    assert!(fleet.script.asks().starts_with("job-0000 job-0001"));
    fleet.run(9000);
    assert_eq!(fleet.lists(), 1);
    assert!((0..1000).all(|at| fleet.script.changes(&name(at)) == 1));
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
    assert_eq!(sent.find(Ask::is_about_tasks), Some(Ask::Tasks(job(&name(99)))));
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
    assert_eq!(asked, [Ask::Jobs(vec![job(&name(39))]), Ask::Tasks(job(&name(39)))]);
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
        .map(|at| Ask::Tasks(job(&name(at))))
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
