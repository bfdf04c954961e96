//! What holds of the poller for every order of events, checked by a watchdog that keeps its own
//! books of what the page, the person and the service did.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod virtual_time;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use job_badge::job::{Ask, Freshness, JobId, JobState, Reading, Status};
use job_badge::poll::{
    Answer, Attention, Pace, Page, Poller, RequestId, Token, TokenId, Watch, WatchId,
};
use proptest::prelude::*;
use virtual_time::*;

const JOBS: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];
const MAX_TASKS: usize = 3;
/// How many rows a page of the list has, where there is one.
const PAGE: usize = 100;
/// How long a hostile service is endured.
const MINUTES: u64 = 10;

/// How a request ends.
#[derive(Clone, Debug)]
enum End {
    /// All jobs are in this state; tasks are this far.
    Good(JobState, u16),
    /// The first job that was asked for is not there.
    Missing(JobState),
    /// An HTTP status, or 1 for none.
    Status(u16),
    /// The answer to another question.
    Confused,
}

#[derive(Clone, Debug)]
enum Event {
    Watch { id: u64, job: usize, interval: Option<u64>, paused: bool, attention: Attention },
    Unwatch(u64),
    Refresh(usize),
    Answer { which: usize, end: End, retry_after: Option<u64> },
    LateAnswer { which: usize, end: End },
    Page { awake: bool, online: bool },
    Token { id: u64, expires_in: Option<i64> },
    NoToken,
    Provider(bool),
    TokenFailed,
    Wait(u64),
    Timeout,
}

/// What the watchdog knows of a request.
struct Flight {
    jobs: Vec<JobId>,
    about_tasks: bool,
    token: u64,
}

struct World {
    script: Script,
    watches: BTreeMap<u64, (JobId, bool)>,
    refreshed: BTreeSet<JobId>,
    /// Jobs about which nothing may be asked until somebody does something.
    settled: BTreeSet<JobId>,
    refused: BTreeSet<JobId>,
    /// Jobs that an answer to a question about them did not hold.
    absent: BTreeSet<JobId>,
    told: BTreeMap<JobId, Status>,
    flights: BTreeMap<RequestId, Flight>,
    ended: Vec<(RequestId, Ask)>,
    seen: BTreeSet<RequestId>,
    traces: BTreeSet<u128>,
    hold: u64,
    token: Option<u64>,
    rejected: Option<u64>,
    page: Page,
    asking: bool,
    provider: bool,
    read: usize,
}

impl World {
    /// With a list, questions by id hold one job each, so that the list is worth it.
    fn new(seed: u64, with_list: bool) -> Self {
        let list_page = with_list.then_some(PAGE);
        let fits = if with_list { 1 } else { 2 };
        let tasks = Pace { max_tasks_in_flight: MAX_TASKS, max_tasks_a_round: 4, ..pace(fits) };
        let pace = Pace { list_page, ..tasks };
        let mut world = Self {
            script: Script::seeded(pace, seed),
            watches: BTreeMap::new(),
            refreshed: BTreeSet::new(),
            settled: BTreeSet::new(),
            refused: BTreeSet::new(),
            absent: BTreeSet::new(),
            told: BTreeMap::new(),
            flights: BTreeMap::new(),
            ended: Vec::new(),
            seen: BTreeSet::new(),
            traces: BTreeSet::new(),
            hold: 0,
            token: None,
            rejected: None,
            page: Page { awake: true, online: true },
            asking: false,
            provider: false,
            read: 0,
        };
        world.happen(&Event::Token { id: 1, expires_in: None });
        world
    }

    /// In one task, so that one round asks for all.
    fn watch_all(&mut self) {
        let now = self.script.now();
        for (id, of) in (0_u64..).zip(JOBS) {
            self.watches.insert(id, (job(of), false));
            self.script.poller.handle_watch(now, WatchId(id), Watch::new(job(of)));
            let status = self.script.poller.status(now, &job(of)).unwrap();
            self.told.insert(job(of), status);
        }
        self.script.drain();
        self.check();
        assert!(matches!(self.script.open[0].1, Ask::Active { skip: 0, .. }));
    }

    fn happen(&mut self, event: &Event) {
        match event {
            Event::Watch { id, job: at, interval, paused, attention } => {
                let of = job(JOBS[*at]);
                self.watches.insert(*id, (of.clone(), *paused));
                let interval = interval.map(Duration::from_millis);
                let (paused, attention) = (*paused, *attention);
                let watch = Watch { job: of.clone(), interval, paused, attention };
                let now = self.script.now();
                self.script.poller.handle_watch(now, WatchId(*id), watch);
                let status = self.script.status(of.as_str());
                self.told.entry(of).or_insert(status);
                self.script.drain();
            }
            Event::Unwatch(id) => {
                self.watches.remove(id);
                self.script.unwatch(*id);
            }
            Event::Refresh(at) => {
                self.settled.remove(&job(JOBS[*at]));
                self.refused.clear();
                self.refreshed.insert(job(JOBS[*at]));
                self.script.refresh(JOBS[*at]);
            }
            Event::Answer { which, end, retry_after } => {
                if !self.script.open.is_empty() {
                    let at = which % self.script.open.len();
                    let (id, ask) = self.script.open.remove(at);
                    let answer = answer_to(&ask, end, *retry_after);
                    self.note_answer(id, &ask, &answer);
                    self.script.tell(|poller, now| poller.handle_answer(now, id, answer));
                }
            }
            Event::LateAnswer { which, end } => {
                if let Some((id, ask)) = self.ended.get(which % self.ended.len().max(1)).cloned() {
                    let answer = answer_to(&ask, end, Some(50));
                    self.nothing_comes_of(|poller, now| poller.handle_answer(now, id, answer));
                }
            }
            Event::Page { awake, online } => {
                self.page = Page { awake: *awake, online: *online };
                self.script.page(*awake, *online);
            }
            Event::Token { id, expires_in } => {
                self.token = Some(*id);
                self.refused.clear();
                self.asking = false;
                let expires_at = expires_in.and_then(|seconds| self.script.in_seconds(seconds));
                self.script.token(Token::Held { id: TokenId(*id), expires_at });
            }
            Event::NoToken => {
                self.token = None;
                self.asking = false;
                self.script.token(Token::None);
            }
            Event::Provider(present) => {
                self.provider = *present;
                self.asking &= *present;
                self.script.provider(*present);
            }
            Event::TokenFailed => {
                self.asking = false;
                self.script.tell(Poller::handle_token_failed);
            }
            Event::Wait(millis) => self.wait(*millis),
            Event::Timeout => self.script.tell(Poller::handle_timeout),
        }
        self.check();
        self.nothing_comes_of(Poller::handle_timeout);
    }

    fn wait(&mut self, millis: u64) {
        let end = self.script.at + millis;
        while let Some(next) = self.script.poller.poll_timeout().map(|next| next.millis()) {
            if next > end {
                break;
            }
            self.script.at = next;
            self.script.tell(Poller::handle_timeout);
            self.check();
        }
        self.script.at = end;
    }

    /// Books what the service said.
    fn note_answer(&mut self, id: RequestId, ask: &Ask, answer: &Answer) {
        let flight = self.flights.remove(&id).expect("it was sent");
        self.ended.push((id, ask.clone()));
        if let Some(wait) = answer.retry_after {
            let wait = u64::try_from(wait.as_millis()).unwrap().min(3_600_000);
            self.hold = self.hold.max(self.script.at + wait);
        }
        match &answer.result {
            Ok(Reading::Jobs(reports) | Reading::Active { reports, .. }) if !flight.about_tasks => {
                if let Ask::Jobs(_) = ask {
                    self.absent.extend(flight.jobs.iter().cloned());
                }
                for report in reports {
                    self.absent.remove(&report.job);
                }
                for report in reports.iter().filter(|report| flight.jobs.contains(&report.job)) {
                    self.refreshed.remove(&report.job);
                    if report.state.is_final() {
                        self.settled.insert(report.job.clone());
                    }
                }
            }
            Err(failure) => match failure.status {
                Some(401) if self.token == Some(flight.token) => self.rejected = self.token,
                Some(400 | 403) if matches!(ask, Ask::Jobs(jobs) if jobs.len() == 1) => {
                    self.refused.extend(flight.jobs);
                }
                Some(404 | 410) if matches!(ask, Ask::Jobs(_)) => self.absent.extend(flight.jobs),
                _ => {}
            },
            Ok(_) => {}
        }
    }

    /// An early timeout, a late answer: no output, no other status, no other deadline.
    fn nothing_comes_of(&mut self, what: impl FnOnce(&mut Poller, job_badge::job::Now)) {
        let statuses =
            |script: &Script| JOBS.map(|id| script.poller.status(script.now(), &job(id)));
        let before =
            (self.script.log.len(), statuses(&self.script), self.script.poller.poll_timeout());
        self.script.tell(what);
        let after =
            (self.script.log.len(), statuses(&self.script), self.script.poller.poll_timeout());
        assert_eq!(before, after);
    }

    /// Reads what the poller said and holds it against the books.
    fn check(&mut self) {
        let watched: BTreeSet<JobId> = self.watches.values().map(|(job, _)| job.clone()).collect();
        for set in [&mut self.settled, &mut self.refused, &mut self.refreshed] {
            set.retain(|job| watched.contains(job));
        }
        self.told.retain(|job, _| watched.contains(job));
        for flight in self.flights.values_mut() {
            flight.jobs.retain(|job| watched.contains(job));
        }
        while let Some((_, said)) = self.script.log.get(self.read).cloned() {
            self.read += 1;
            match said {
                Said::Sent { id, ask, trace } => self.check_sent(id, &ask, trace),
                Said::Aborted(id) => {
                    assert!(self.flights.remove(&id).is_some(), "aborted once, and before its end");
                    let ask = Ask::Tasks(job("a"));
                    self.ended.push((id, ask));
                }
                Said::Changed(job) => {
                    assert!(self.page.awake, "a hidden page is told nothing");
                    let status = self.script.status(job.as_str());
                    let told = self.told.insert(job.clone(), status.clone()).expect("watched");
                    assert!(status.differs(&told), "told without a change: {status:?}");
                    let gone = status.freshness == Freshness::Gone;
                    assert!(!gone || self.absent.contains(&job), "gone by the list's word");
                }
                Said::AskedToken(_) => {
                    assert!(self.provider && !self.asking, "a provider, and not asked already");
                    assert!(self.page.awake && self.page.online);
                    self.asking = true;
                }
            }
        }
        assert_eq!(self.flights.len(), self.script.open.len());
        if self.page.awake {
            let soon = self.script.at + 250;
            let is_told_soon =
                self.script.poller.poll_timeout().is_some_and(|at| at.millis() <= soon);
            for (job, told) in &self.told {
                let status = self.script.status(job.as_str());
                // What tasks' answers say may wait a moment for more of it.
                let of_tasks = status.report.is_some()
                    && !Status {
                        report: told.report.clone(),
                        progress: told.progress,
                        ..status.clone()
                    }
                    .differs(told);
                assert!(
                    !status.differs(told) || (of_tasks && is_told_soon),
                    "a change that was not told: {told:?} {status:?}"
                );
            }
        }
        if !(self.page.awake && self.page.online) {
            assert_eq!(self.script.poller.poll_timeout(), None);
            assert!(self.flights.is_empty());
        }
    }

    fn check_sent(&mut self, id: RequestId, ask: &Ask, trace: u128) {
        assert!(self.seen.insert(id), "every id is new");
        assert!(self.traces.insert(trace), "every trace is new");
        assert!(self.page.awake && self.page.online);
        assert!(self.script.at >= self.hold, "inside a Retry-After");
        let token = self.token.expect("there is a token");
        assert_ne!(self.rejected, Some(token), "a token that was refused");
        let about_tasks = matches!(ask, Ask::Tasks(_));
        for job in ask.jobs() {
            assert!(self.flights.values().all(|flight| !flight.jobs.contains(job)), "two for one");
            let mut watchers = self.watches.values().filter(|(of, _)| of == job).peekable();
            assert!(watchers.peek().is_some(), "nobody watches {job}");
            let looked_at = watchers.any(|(_, paused)| !paused);
            assert!(looked_at || about_tasks || self.refreshed.contains(job), "{job} is paused");
            assert!(about_tasks || !self.settled.contains(job), "{job} is final");
            assert!(about_tasks || !self.refused.contains(job), "{job} is refused");
        }
        self.flights.insert(id, Flight { jobs: ask.jobs().to_vec(), about_tasks, token });
        let about_jobs = self.flights.values().filter(|flight| !flight.about_tasks).count();
        assert!(about_jobs <= 1 && self.flights.len() <= MAX_TASKS, "too many in flight");
        let most = if let Ask::Active { top, .. } = ask { *top.min(&JOBS.len()) } else { 2 };
        assert!(!ask.jobs().is_empty() && ask.jobs().len() <= most.max(1));
    }
}

fn answer_to(ask: &Ask, end: &End, wait: Option<u64>) -> Answer {
    let answer = match (ask, end) {
        (Ask::Jobs(jobs), End::Good(state, _)) => {
            good(Reading::Jobs(jobs.iter().map(|job| report(job.as_str(), *state)).collect()))
        }
        (Ask::Jobs(jobs), End::Missing(state)) => {
            let there = jobs.iter().skip(1).map(|job| report(job.as_str(), *state));
            good(Reading::Jobs(there.collect()))
        }
        (Ask::Active { jobs, top, .. }, End::Good(state, progress)) => {
            // Some of them, on a page that is full or not.
            let of = usize::from(*progress);
            let there = jobs.iter().take(of % (jobs.len() + 1));
            let reports: Vec<_> = there.map(|job| report(job.as_str(), *state)).collect();
            let rows = if of % 3 == 0 { *top } else { reports.len() };
            good(Reading::Active { reports, rows })
        }
        (Ask::Active { .. }, End::Missing(_)) => {
            good(Reading::Active { reports: Vec::new(), rows: 0 })
        }
        (Ask::Tasks(_), End::Good(_, progress)) => good(Reading::Tasks(vec![task(*progress)])),
        (Ask::Tasks(_), End::Missing(_)) => good(Reading::Tasks(Vec::new())),
        (Ask::Jobs(_) | Ask::Active { .. }, End::Confused) => good(Reading::Tasks(Vec::new())),
        (Ask::Tasks(_), End::Confused) => good(Reading::Jobs(Vec::new())),
        (_, End::Status(code)) => status(*code),
    };
    Answer { retry_after: wait.map(Duration::from_secs), ..answer }
}

fn states() -> impl Strategy<Value = JobState> {
    proptest::sample::select(JobState::ALL.to_vec())
}

fn ends() -> impl Strategy<Value = End> {
    let codes = vec![1, 0, 302, 400, 401, 403, 404, 408, 410, 414, 429, 500, 501, 503];
    prop_oneof![
        6 => (states(), 0..=1000_u16).prop_map(|(state, progress)| End::Good(state, progress)),
        1 => states().prop_map(End::Missing),
        3 => proptest::sample::select(codes).prop_map(End::Status),
        1 => Just(End::Confused),
    ]
}

fn attentions() -> impl Strategy<Value = Attention> {
    prop_oneof![
        3 => (0..999_u32).prop_map(|distance| Attention::Seen { distance }),
        1 => Just(Attention::Unseen),
        1 => Just(Attention::Open),
    ]
}

fn events() -> impl Strategy<Value = Event> {
    let seconds = prop_oneof![9 => Just(None), 1 => (0..10_000_u64).prop_map(Some)];
    let interval = proptest::option::of(prop_oneof![0..5000_u64, Just(u64::MAX)]);
    prop_oneof![
        4 => (0..10_u64, 0..JOBS.len(), interval, proptest::bool::weighted(0.2), attentions())
            .prop_map(|(id, job, interval, paused, attention)| {
                Event::Watch { id, job, interval, paused, attention }
            }),
        1 => (0..10_u64).prop_map(Event::Unwatch),
        1 => (0..JOBS.len()).prop_map(Event::Refresh),
        12 => (0..4_usize, ends(), seconds)
            .prop_map(|(which, end, retry_after)| Event::Answer { which, end, retry_after }),
        1 => (0..99_usize, ends()).prop_map(|(which, end)| Event::LateAnswer { which, end }),
        1 => (any::<bool>(), proptest::bool::weighted(0.8))
            .prop_map(|(awake, online)| Event::Page { awake, online }),
        1 => (1..4_u64, proptest::option::of(-100..300_i64))
            .prop_map(|(id, expires_in)| Event::Token { id, expires_in }),
        1 => Just(Event::Page { awake: true, online: true }),
        1 => prop_oneof![Just(Event::NoToken), Just(Event::TokenFailed)],
        1 => any::<bool>().prop_map(Event::Provider),
        8 => prop_oneof![0..3000_u64, 0..100_000_u64].prop_map(Event::Wait),
        1 => Just(Event::Timeout),
    ]
}

/// When the only job of a source is asked next, by the rules: after this many milliseconds from
/// the last request's start, at the earliest and at the latest; `None`: never.
struct Expected {
    troubles: u32,
    missed: bool,
    hold: u64,
}

impl Expected {
    fn next(
        &mut self,
        start: u64,
        end: u64,
        ending: &End,
        wait: Option<u64>,
    ) -> Option<(u64, u64)> {
        let wait = wait.unwrap_or(0).min(3600) * 1000;
        self.hold = self.hold.max(end + wait);
        let at_pace = |pace: u64| {
            let least = (start + pace * 9 / 10).max(end + INTERVAL / 2);
            Some((least, (start + pace * 11 / 10).max(end + INTERVAL / 2)))
        };
        let range = match ending {
            End::Good(state, _) if state.is_final() => None,
            End::Good(state, _) => {
                (self.troubles, self.missed) = (0, false);
                at_pace(if *state == JobState::Unknown { 4 * INTERVAL } else { INTERVAL })
            }
            End::Missing(_) | End::Status(404 | 410) => {
                self.troubles = 0;
                let gone = core::mem::replace(&mut self.missed, true);
                if gone { None } else { at_pace(INTERVAL) }
            }
            End::Confused | End::Status(1 | 408 | 429 | 500..) => {
                let most = (1000_u64 << self.troubles.min(10)).min(60_000);
                self.troubles += 1;
                Some((end + 100, end + most))
            }
            End::Status(_) => None,
        };
        range.map(|(least, most)| (least.max(self.hold), most.max(self.hold)))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, max_shrink_iters: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_books_agree_for_every_order_of_events(
        seed in any::<u64>(),
        with_list in any::<bool>(),
        events in proptest::collection::vec(events(), 1..120),
    ) {
        let run = || {
            let mut world = World::new(seed, with_list);
            if with_list {
                world.watch_all();
            }
            for event in &events {
                world.happen(event);
            }
            world.script.log
        };
        let first = run();
        prop_assert_eq!(first, run(), "the same seed and inputs give the same outputs");
    }

    #[test]
    fn delays_stay_within_their_bounds_whatever_the_answers(
        seed in any::<u64>(),
        ends in proptest::collection::vec(
            (ends(), 0..20_000_u64, proptest::option::weighted(0.1, 0..5000_u64)),
            1..60,
        ),
    ) {
        let mut script = Script::seeded(without_tasks(), seed);
        script.token(held(1));
        script.watch(1, "a");
        let mut expected = Expected { troubles: 0, missed: false, hold: 0 };
        let running = |end: &End| match end {
            // An unknown state would make later misses slow too, which the rule for one look says.
            End::Good(JobState::Unknown, progress) => End::Good(JobState::Running, *progress),
            other => other.clone(),
        };
        for (end, latency, wait) in &ends {
            let start = script.at;
            let (end, wait, latency) = if *latency < 15_000 {
                (running(end), *wait, *latency)
            } else {
                (End::Status(1), None, 15_000)
            };
            script.wait(latency);
            if !script.open.is_empty() {
                let answer = answer_to(&script.open[0].1, &end, wait);
                script.reply(answer);
            }
            let Some((least, most)) = expected.next(start, script.at, &end, wait) else {
                script.wait(100_000_000);
                prop_assert_eq!(script.asks(), "");
                return Ok(());
            };
            script.until_sent();
            prop_assert!((least..=most).contains(&script.at), "{least} {most} {}", script.at);
        }
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_service_can_make_it_run_hot(
        seed in any::<u64>(),
        ends in proptest::collection::vec(ends(), 1..12),
    ) {
        let mut script = Script::seeded(pace(4), seed);
        script.provider(true);
        let now = script.now();
        for id in 0..12_u64 {
            let of = job(&format!("j{id}"));
            let watch = Watch { job: of, interval: None, paused: false, attention: Attention::default() };
            script.poller.handle_watch(now, WatchId(id), watch);
        }
        script.drain();
        let end = script.at + MINUTES * 60_000;
        let (mut answered, mut tokens) = (0_usize, 0_usize);
        let mut rounds: BTreeMap<JobId, usize> = BTreeMap::new();
        while script.at < end {
            if tokens < script.asked_tokens {
                // A token that is new each time, and that the service may refuse each time.
                tokens = script.asked_tokens;
                script.token(held(tokens as u64));
            } else if let Some((_, ask)) = script.open.first() {
                let ending = &ends[answered % ends.len()];
                for job in ask.jobs() {
                    *rounds.entry(job.clone()).or_default() += 1;
                }
                answered += 1;
                let answer = answer_to(&ask.clone(), ending, None);
                script.reply(answer);
            } else if let Some(next) = script.poller.poll_timeout() {
                script.at = next.millis();
                script.tell(Poller::handle_timeout);
            } else {
                break;
            }
            // A job is looked at every half interval at most, for itself and for its tasks; halved
            // questions and the first steps of a back-off may double that.
            let most = 2 * 2 * MINUTES as usize * 60_000 / (INTERVAL as usize / 2);
            for (job, count) in &rounds {
                prop_assert!(*count <= most, "{job} {count}");
            }
        }
        // With good answers between, every ten seconds at most; without any, ever more slowly.
        let taken = ends.iter().any(|end| matches!(end, End::Good(..) | End::Missing(_)));
        let most = if taken { 3 + MINUTES as usize * 6 } else { 8 };
        prop_assert!(tokens <= most, "{tokens}");
    }
}

#[test]
fn the_watchdog_bites() {
    let mut world = World::new(1, false);
    let attention = Attention::default();
    world.happen(&Event::Watch { id: 1, job: 0, interval: None, paused: false, attention });
    world.settled.insert(job("a"));
    let (id, ask) = world.script.open[0].clone();
    let again = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        world.check_sent(id, &ask, 0);
    }));
    assert!(again.is_err());
}
