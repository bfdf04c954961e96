//! A poller that is driven by hand in virtual time, in place of a browser.

pub mod fleet;
pub mod tabs;

use std::{rc::Rc, time::Duration};

use job_badge::{
    job::{
        Answer, Failure, FailureKind, JobId, JobState, Moment, Now, Progress, Query, Report,
        Status, Task, Timestamp,
    },
    poll::{
        Attention, Output, Pace, Page, Poller, RequestId, Response, Token, TokenId, TokenReason,
        Watch, WatchId,
    },
};

pub const INTERVAL: u64 = 2500;
const START_UTC: i64 = 1_700_000_000_000;

pub fn job(id: &str) -> JobId {
    JobId::parse(id).unwrap()
}

/// An API as AMS v2 has it, with `fits` jobs to a query.
pub fn pace(fits: usize) -> Pace {
    Pace {
        interval: Duration::from_millis(INTERVAL),
        separate_tasks: true,
        max_in_flight: 1,
        max_tasks_in_flight: 4,
        max_tasks_a_round: 40,
        is_local: false,
        list_page: None,
        fits: Rc::new(move |jobs| jobs.len().min(fits)),
    }
}

pub fn without_tasks() -> Pace {
    Pace { separate_tasks: false, ..pace(30) }
}

pub fn report(id: &str, state: JobState) -> Report {
    Report::new(job(id), state, state.name())
}

pub fn task(permille: u16) -> Task {
    Task { progress: Some(Progress::from_permille(permille)), ..Task::default() }
}

pub fn success(answer: Answer) -> Response {
    Response { result: Ok(answer), retry_after: None, server_time: None }
}

pub fn reports(of: &[(&str, JobState)]) -> Response {
    success(Answer::Jobs(of.iter().map(|(id, state)| report(id, *state)).collect()))
}

pub fn failed(failure: Failure) -> Response {
    Response { result: Err(failure), retry_after: None, server_time: None }
}

/// An answer with this HTTP status; 1 stands for no answer at all.
pub fn status(status: u16) -> Response {
    let mut failure = match status {
        1 => Failure::new(FailureKind::Network),
        _ => Failure::new(Failure::kind_of_status(status)),
    };
    failure.status = (status > 1).then_some(status);
    failed(failure)
}

pub fn retry_after(mut answer: Response, seconds: u64) -> Response {
    answer.retry_after = Some(Duration::from_secs(seconds));
    answer
}

pub fn held(id: u64) -> Token {
    Token::Held { id: TokenId(id), expires_at: None }
}

/// An output of the poller.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    Sent { id: RequestId, query: Query, trace: u128 },
    Aborted(RequestId),
    Changed(JobId),
    TokenAsked(TokenReason),
}

pub struct Harness {
    pub poller: Poller,
    /// Milliseconds since the start.
    pub time: u64,
    /// How far the calendar is ahead of `time`, in milliseconds.
    pub calendar: i64,
    /// Requests in flight, oldest first.
    pub in_flight: Vec<(RequestId, Query)>,
    /// All outputs, with their times.
    pub log: Vec<(u64, Effect)>,
    sent: usize,
    pub asked_tokens: usize,
    /// How often the poller was called: what it costs.
    pub calls: usize,
}

impl Harness {
    /// A poller with a token that watches nothing.
    pub fn new(pace: Pace) -> Self {
        let mut harness = Self::signed_out(pace);
        harness.token(held(1));
        harness
    }

    pub fn signed_out(pace: Pace) -> Self {
        Self::seeded(pace, 11)
    }

    pub fn seeded(pace: Pace, seed: u64) -> Self {
        let poller = Poller::new(pace, seed);
        Self {
            poller,
            time: 1000,
            calendar: 0,
            in_flight: Vec::new(),
            log: Vec::new(),
            sent: 0,
            asked_tokens: 0,
            calls: 0,
        }
    }

    pub fn now(&self) -> Now {
        let millis = START_UTC + i64::try_from(self.time).unwrap() + self.calendar;
        let utc = Timestamp::from_millis(millis).unwrap();
        Now { moment: Moment::from_millis(self.time), utc }
    }

    pub fn in_seconds(&self, seconds: i64) -> Option<Timestamp> {
        Some(self.now().utc.shifted(seconds * 1000))
    }

    /// Takes all outputs.
    pub fn drain(&mut self) {
        while let Some(output) = self.poller.poll_output(self.now()) {
            let effect = match output {
                Output::Send { id, query, trace } => {
                    self.in_flight.push((id, query.clone()));
                    self.sent += 1;
                    Effect::Sent { id, query, trace }
                }
                Output::Abort(id) => {
                    let before = self.in_flight.len();
                    self.in_flight.retain(|(open, _)| *open != id);
                    assert_eq!(self.in_flight.len() + 1, before, "aborted what was not in flight");
                    Effect::Aborted(id)
                }
                Output::Changed(job) => Effect::Changed(job),
                Output::AskToken(reason) => {
                    self.asked_tokens += 1;
                    Effect::TokenAsked(reason)
                }
            };
            self.log.push((self.time, effect));
        }
        if let Some(deadline) = self.poller.poll_timeout() {
            assert!(deadline.millis() > self.time, "a deadline that has passed: a hot loop");
        }
    }

    pub fn call(&mut self, what: impl FnOnce(&mut Poller, Now)) {
        let now = self.now();
        self.calls += 1;
        what(&mut self.poller, now);
        self.drain();
    }

    pub fn watch(&mut self, id: u64, of: &str) {
        self.watch_as(id, of, None, false);
    }

    pub fn watch_as(&mut self, id: u64, of: &str, interval: Option<u64>, paused: bool) {
        let interval = interval.map(Duration::from_millis);
        let watch = Watch { job: job(of), interval, paused, attention: Attention::default() };
        self.call(|poller, now| poller.handle_watch(now, WatchId(id), watch));
    }

    pub fn watch_unseen(&mut self, id: u64, of: &str) {
        let watch =
            Watch { job: job(of), interval: None, paused: false, attention: Attention::Unseen };
        self.call(|poller, now| poller.handle_watch(now, WatchId(id), watch));
    }

    pub fn unwatch(&mut self, id: u64) {
        self.call(|poller, now| poller.handle_unwatch(now, WatchId(id)));
    }

    pub fn refresh(&mut self, of: &str) {
        self.call(|poller, now| poller.handle_refresh(now, &job(of)));
    }

    pub fn token(&mut self, token: Token) {
        self.call(|poller, now| poller.handle_token(now, token));
    }

    pub fn provider(&mut self, present: bool) {
        self.call(|poller, now| poller.handle_token_provider(now, present));
    }

    pub fn page(&mut self, awake: bool, online: bool) {
        self.call(|poller, now| poller.handle_page(now, Page { awake, online }));
    }

    pub fn background(&mut self, in_background: bool) {
        self.call(|poller, _| poller.handle_background(in_background));
    }

    /// Answers the oldest request in flight.
    pub fn reply(&mut self, answer: Response) {
        let (id, _) = self.in_flight.remove(0);
        self.call(|poller, now| poller.handle_answer(now, id, answer));
    }

    /// Lets time pass, with timeouts on time.
    pub fn wait(&mut self, millis: u64) {
        let end = self.time + millis;
        while let Some(next) = self.poller.poll_timeout().filter(|next| next.millis() <= end) {
            self.time = next.millis();
            self.call(Poller::handle_timeout);
        }
        self.time = end;
    }

    /// Lets time pass until something is sent, and returns how long that took.
    pub fn wait_until_sent(&mut self) -> u64 {
        let (start, sent) = (self.time, self.sent);
        while self.sent == sent {
            let next = self.poller.poll_timeout().expect("nothing will ever be sent");
            self.time = next.millis();
            self.call(Poller::handle_timeout);
        }
        self.time - start
    }

    pub fn sent(&self) -> usize {
        self.sent
    }

    /// The requests in flight in words, such as `a b, tasks c`.
    pub fn queries(&self) -> String {
        let words = |(_, query): &(RequestId, Query)| {
            let ids: Vec<&str> = query.jobs().iter().map(JobId::as_str).collect();
            let prefix = if matches!(query, Query::Tasks(_)) { "tasks " } else { "" };
            format!("{prefix}{}", ids.join(" "))
        };
        self.in_flight.iter().map(words).collect::<Vec<_>>().join(", ")
    }

    pub fn token_reasons(&self) -> Vec<&'static str> {
        let reason = |(_, effect): &(u64, Effect)| match effect {
            Effect::TokenAsked(reason) => Some(reason.name()),
            _ => None,
        };
        self.log.iter().filter_map(reason).collect()
    }

    pub fn changes(&self, of: &str) -> usize {
        self.log.iter().filter(|(_, effect)| *effect == Effect::Changed(job(of))).count()
    }

    pub fn status(&self, of: &str) -> Status {
        self.poller.status(self.now(), &job(of)).expect("watched")
    }

    /// State and freshness in words, such as `running live`.
    pub fn shows(&self, of: &str) -> String {
        let status = self.status(of);
        format!("{} {}", status.state().name(), status.freshness.name())
    }
}

/// One running job that has been polled once, on an API without separate tasks.
pub fn one_running() -> Harness {
    let mut harness = Harness::new(without_tasks());
    harness.watch(1, "a");
    harness.reply(reports(&[("a", JobState::Running)]));
    harness
}
