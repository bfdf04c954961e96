//! A poller, driven by hand in virtual time: what a browser would do, without one.

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

/// An API as AMS v2 has it, with `fits` jobs to a question.
pub fn pace(fits: usize) -> Pace {
    Pace {
        interval: Duration::from_millis(INTERVAL),
        separate_tasks: true,
        max_in_flight: 1,
        max_tasks_in_flight: 4,
        max_tasks_a_round: 40,
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

pub fn good(reading: Answer) -> Response {
    Response { result: Ok(reading), retry_after: None, server_time: None }
}

pub fn reports(of: &[(&str, JobState)]) -> Response {
    good(Answer::Jobs(of.iter().map(|(id, state)| report(id, *state)).collect()))
}

pub fn bad(failure: Failure) -> Response {
    Response { result: Err(failure), retry_after: None, server_time: None }
}

/// An answer with this HTTP status; 1 stands for no answer at all.
pub fn status(status: u16) -> Response {
    let mut failure = match status {
        1 => Failure::new(FailureKind::Network),
        _ => Failure::new(Failure::kind_of_status(status)),
    };
    failure.status = (status > 1).then_some(status);
    bad(failure)
}

pub fn retry_after(mut answer: Response, seconds: u64) -> Response {
    answer.retry_after = Some(Duration::from_secs(seconds));
    answer
}

pub fn held(id: u64) -> Token {
    Token::Held { id: TokenId(id), expires_at: None }
}

/// What the poller said, and when.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    Sent { id: RequestId, ask: Query, trace: u128 },
    Aborted(RequestId),
    Changed(JobId),
    AskedToken(TokenReason),
}

pub struct Script {
    pub poller: Poller,
    /// Milliseconds since the start.
    pub at: u64,
    /// What to add to the calendar, in milliseconds.
    pub calendar: i64,
    /// Requests under way, oldest first.
    pub open: Vec<(RequestId, Query)>,
    pub log: Vec<(u64, Said)>,
    sent: usize,
    pub asked_tokens: usize,
}

impl Script {
    /// With a token, and nothing watched.
    pub fn new(pace: Pace) -> Self {
        let mut script = Self::signed_out(pace);
        script.token(held(1));
        script
    }

    pub fn signed_out(pace: Pace) -> Self {
        Self::seeded(pace, 11)
    }

    pub fn seeded(pace: Pace, seed: u64) -> Self {
        let poller = Poller::new(pace, seed);
        Self {
            poller,
            at: 1000,
            calendar: 0,
            open: Vec::new(),
            log: Vec::new(),
            sent: 0,
            asked_tokens: 0,
        }
    }

    pub fn now(&self) -> Now {
        let millis = START_UTC + i64::try_from(self.at).unwrap() + self.calendar;
        let utc = Timestamp::from_millis(millis).unwrap();
        Now { moment: Moment::from_millis(self.at), utc }
    }

    pub fn in_seconds(&self, seconds: i64) -> Option<Timestamp> {
        Some(self.now().utc.shifted(seconds * 1000))
    }

    /// Takes all outputs.
    pub fn drain(&mut self) {
        while let Some(output) = self.poller.poll_output(self.now()) {
            let said = match output {
                Output::Send { id, query: ask, trace } => {
                    self.open.push((id, ask.clone()));
                    self.sent += 1;
                    Said::Sent { id, ask, trace }
                }
                Output::Abort(id) => {
                    let before = self.open.len();
                    self.open.retain(|(open, _)| *open != id);
                    assert_eq!(self.open.len() + 1, before, "aborted what was not under way");
                    Said::Aborted(id)
                }
                Output::Changed(job) => Said::Changed(job),
                Output::AskToken(reason) => {
                    self.asked_tokens += 1;
                    Said::AskedToken(reason)
                }
            };
            self.log.push((self.at, said));
        }
        if let Some(deadline) = self.poller.poll_timeout() {
            assert!(deadline.millis() > self.at, "a deadline that has passed: a hot loop");
        }
    }

    pub fn tell(&mut self, what: impl FnOnce(&mut Poller, Now)) {
        let now = self.now();
        what(&mut self.poller, now);
        self.drain();
    }

    pub fn watch(&mut self, id: u64, of: &str) {
        self.watch_as(id, of, None, false);
    }

    pub fn watch_as(&mut self, id: u64, of: &str, interval: Option<u64>, paused: bool) {
        let interval = interval.map(Duration::from_millis);
        let watch = Watch { job: job(of), interval, paused, attention: Attention::default() };
        self.tell(|poller, now| poller.handle_watch(now, WatchId(id), watch));
    }

    pub fn watch_unseen(&mut self, id: u64, of: &str) {
        let watch =
            Watch { job: job(of), interval: None, paused: false, attention: Attention::Unseen };
        self.tell(|poller, now| poller.handle_watch(now, WatchId(id), watch));
    }

    pub fn unwatch(&mut self, id: u64) {
        self.tell(|poller, now| poller.handle_unwatch(now, WatchId(id)));
    }

    pub fn refresh(&mut self, of: &str) {
        self.tell(|poller, now| poller.handle_refresh(now, &job(of)));
    }

    pub fn token(&mut self, token: Token) {
        self.tell(|poller, now| poller.handle_token(now, token));
    }

    pub fn provider(&mut self, present: bool) {
        self.tell(|poller, now| poller.handle_token_provider(now, present));
    }

    pub fn page(&mut self, awake: bool, online: bool) {
        self.tell(|poller, now| poller.handle_page(now, Page { awake, online }));
    }

    /// Answers the oldest request under way.
    pub fn reply(&mut self, answer: Response) {
        let (id, _) = self.open.remove(0);
        self.tell(|poller, now| poller.handle_answer(now, id, answer));
    }

    /// Lets time pass, with a timer that always fires in time.
    pub fn wait(&mut self, millis: u64) {
        let end = self.at + millis;
        while let Some(next) = self.poller.poll_timeout().filter(|next| next.millis() <= end) {
            self.at = next.millis();
            self.tell(Poller::handle_timeout);
        }
        self.at = end;
    }

    /// Lets time pass until something is sent. How long that took.
    pub fn until_sent(&mut self) -> u64 {
        let (start, sent) = (self.at, self.sent);
        while self.sent == sent {
            let next = self.poller.poll_timeout().expect("nothing will ever be sent");
            self.at = next.millis();
            self.tell(Poller::handle_timeout);
        }
        self.at - start
    }

    pub fn sent(&self) -> usize {
        self.sent
    }

    /// The requests under way in words, such as `a b, tasks c`.
    pub fn asks(&self) -> String {
        let words = |(_, ask): &(RequestId, Query)| {
            let ids: Vec<&str> = ask.jobs().iter().map(JobId::as_str).collect();
            let prefix = if matches!(ask, Query::Tasks(_)) { "tasks " } else { "" };
            format!("{prefix}{}", ids.join(" "))
        };
        self.open.iter().map(words).collect::<Vec<_>>().join(", ")
    }

    pub fn reasons(&self) -> Vec<&'static str> {
        let reason = |(_, said): &(u64, Said)| match said {
            Said::AskedToken(reason) => Some(reason.name()),
            _ => None,
        };
        self.log.iter().filter_map(reason).collect()
    }

    pub fn changes(&self, of: &str) -> usize {
        self.log.iter().filter(|(_, said)| *said == Said::Changed(job(of))).count()
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

/// One job on an API whose answers hold all, looked at once.
pub fn one_running() -> Script {
    let mut script = Script::new(without_tasks());
    script.watch(1, "a");
    script.reply(reports(&[("a", JobState::Running)]));
    script
}
