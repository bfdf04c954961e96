//! The estimate of the time left, judged on simulated jobs: how far off it is at 25, 50 and
//! 75 % of the time, how often it says nothing, and that a number never rises.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test may fail loudly"
)]

use std::fmt::Write as _;
use std::rc::Rc;

use expect_test::expect;
use job_badge::badge::{Eta, ProgressHistory, TimeLeft};
use job_badge::job::{JobId, JobState, Progress, Report, Status, Timestamp};

/// How far a job is (permille) at a part of its time (0 to 1), and its whole time in seconds.
struct Simulated {
    name: &'static str,
    seconds: i64,
    /// The second at which the page is opened.
    opened: i64,
    progress: fn(f64) -> f64,
}

const SIMULATED: [Simulated; 13] = [
    Simulated { name: "steady, 10 minutes", seconds: 600, opened: 0, progress: |t| t * 1000.0 },
    Simulated { name: "steady, 2 hours", seconds: 7200, opened: 0, progress: |t| t * 1000.0 },
    Simulated { name: "steady, 40 seconds", seconds: 40, opened: 0, progress: |t| t * 1000.0 },
    Simulated {
        name: "steady, opened at 60 %",
        seconds: 600,
        opened: 360,
        progress: |t| t * 1000.0,
    },
    Simulated { name: "steady, wavering", seconds: 900, opened: 0, progress: wavering },
    Simulated { name: "three chained tasks", seconds: 900, opened: 0, progress: chained },
    Simulated { name: "queue stalls at 40 %", seconds: 900, opened: 0, progress: stalls },
    Simulated { name: "fast start, slow end", seconds: 900, opened: 0, progress: fast_start },
    Simulated {
        name: "slow start, fast end",
        seconds: 900,
        opened: 0,
        progress: |t| t * t * 1000.0,
    },
    Simulated {
        name: "jumps of 10 %",
        seconds: 900,
        opened: 0,
        progress: |t| (t * 10.0).floor() * 100.0,
    },
    Simulated {
        name: "jumps of 33 %",
        seconds: 900,
        opened: 0,
        progress: |t| (t * 3.0).floor() * 333.0,
    },
    Simulated {
        name: "hangs at 97 %",
        seconds: 900,
        opened: 0,
        progress: |t| (t * 2000.0).min(970.0),
    },
    Simulated { name: "nothing until the end", seconds: 600, opened: 0, progress: |_| 0.0 },
];

fn wavering(t: f64) -> f64 {
    (t + (t * 60.0).sin() * 0.012).clamp(0.0, 1.0) * 1000.0
}

/// Each task runs and then waits a while for the next one's turn.
fn chained(t: f64) -> f64 {
    let task = (t * 3.0).floor();
    let within = ((t * 3.0 - task) / 0.75).min(1.0);
    (task + within) * 333.0
}

/// A third of the time nothing moves.
fn stalls(t: f64) -> f64 {
    match t {
        t if t < 0.27 => t / 0.27 * 400.0,
        t if t < 0.6 => 400.0,
        t => 400.0 + (t - 0.6) / 0.4 * 600.0,
    }
}

/// Four fifths are done in three tenths of the time.
fn fast_start(t: f64) -> f64 {
    if t < 0.3 { t / 0.3 * 800.0 } else { 800.0 + (t - 0.3) / 0.7 * 200.0 }
}

const START: i64 = 1_423_620_000_000;
const POLL_MILLIS: i64 = 2500;

fn status(state: JobState, millis: i64, permille: f64) -> Status {
    let job = JobId::parse("a").unwrap();
    let mut report = Report::new(job.clone(), state, "");
    report.started_at = Timestamp::from_millis(START).filter(|_| state == JobState::Running);
    let mut status = Status::waiting(job);
    status.report = Some(Rc::new(report));
    status.progress = Some(Progress::from_permille(permille as u16));
    status.checked_at = Timestamp::from_millis(START + millis);
    status
}

fn seconds(left: TimeLeft) -> i64 {
    match (left, left.duration()) {
        (_, Some(duration)) => {
            let rest = duration.rest.map_or(0, |(value, unit)| value * unit.seconds());
            (duration.value * duration.unit.seconds() + rest) as i64
        }
        (TimeLeft::Moments, None) => 10,
        _ => 35,
    }
}

/// Follows a job from poll to poll, looks each second, and calls `look` with the time in
/// milliseconds and what is said.
fn follow(simulated: &Simulated, mut look: impl FnMut(i64, Eta)) {
    let mut history = ProgressHistory::default();
    let end = simulated.seconds * 1000;
    for millis in (simulated.opened * 1000..end).step_by(500) {
        if millis % POLL_MILLIS == 0 {
            let part = millis as f64 / end as f64;
            history.observe(&status(JobState::Running, millis, (simulated.progress)(part)));
        }
        look(millis, history.eta(Timestamp::from_millis(START + millis).unwrap()));
    }
}

#[test]
fn a_number_that_was_said_never_rises() {
    for simulated in &SIMULATED {
        let mut last: Option<TimeLeft> = None;
        follow(simulated, |millis, eta| {
            if let Eta::Left(left) = eta {
                let rises = last.is_some_and(|last| left > last);
                assert!(!rises, "{} at {millis} ms: {last:?} then {left:?}", simulated.name);
                last = Some(left);
            }
        });
    }
}

#[test]
fn how_far_off_it_is() {
    let mut table = String::from(
        "job                        25 %    50 %    75 %   hidden  number  estimating  longer\n",
    );
    for simulated in &SIMULATED {
        let mut off = [None; 3];
        let (mut hidden, mut shown, mut estimating, mut longer) = (0, 0, 0, 0);
        follow(simulated, |millis, eta| {
            match eta {
                Eta::Hidden => hidden += 1,
                Eta::Left(_) => shown += 1,
                Eta::Estimating => estimating += 1,
                Eta::LongerThanExpected => longer += 1,
            }
            for (quarter, off) in (1..=3).zip(&mut off) {
                if millis == simulated.seconds * 250 * quarter {
                    let left = simulated.seconds - millis / 1000;
                    *off = match eta {
                        Eta::Left(shown) => Some((seconds(shown) - left) * 100 / left),
                        _ => None,
                    };
                }
            }
        });
        let all = hidden + shown + estimating + longer;
        let _ = write!(table, "{:<24}", simulated.name);
        for off in off {
            let off = off.map_or_else(|| "–".to_owned(), |off| format!("{off:+} %"));
            let _ = write!(table, "{off:>8}");
        }
        for (part, width) in [(hidden, 7), (shown, 6), (estimating, 10), (longer, 6)] {
            let _ = write!(table, "{:>width$} %", part * 100 / all);
        }
        table.push('\n');
    }
    expect![[r#"
        job                        25 %    50 %    75 %   hidden  number  estimating  longer
        steady, 10 minutes          -6 %    +0 %   -20 %      6 %    93 %         0 %     0 %
        steady, 2 hours             +0 %    +0 %    +0 %      6 %    93 %         0 %     0 %
        steady, 40 seconds         +16 %   +75 %    +0 %     25 %    75 %         0 %     0 %
        steady, opened at 60 %         –       –   -20 %      2 %    97 %         0 %     0 %
        steady, wavering            +6 %    -6 %    +6 %      8 %    91 %         0 %     0 %
        three chained tasks        -28 %    -6 %   -20 %      4 %    69 %        18 %     7 %
        queue stalls at 40 %       -37 %       –       –      4 %    47 %        38 %    10 %
        fast start, slow end       -82 %       –       –      2 %    32 %         5 %    59 %
        slow start, fast end           –       –       –     93 %     6 %         0 %     0 %
        jumps of 10 %                  –    -6 %    +6 %     30 %    43 %        26 %     0 %
        jumps of 33 %                  –       –       –    100 %     0 %         0 %     0 %
        hangs at 97 %              -64 %   -97 %       –      3 %    47 %         2 %    46 %
        nothing until the end          –       –       –    100 %     0 %         0 %     0 %
    "#]]
    .assert_eq(&table);
}

#[test]
fn a_restart_begins_a_new_history() {
    let mut history = ProgressHistory::default();
    let eta = |history: &ProgressHistory, millis| {
        history.eta(Timestamp::from_millis(START + millis).unwrap())
    };
    for millis in (0..300_000).step_by(2500) {
        history.observe(&status(JobState::Running, millis, millis as f64 / 600.0));
    }
    assert!(matches!(eta(&history, 300_000), Eta::Left(TimeLeft::Minutes(5))));
    history.observe(&status(JobState::Queued, 302_500, 0.0));
    assert_eq!(eta(&history, 302_500), Eta::Hidden);
    for millis in (310_000..460_000_i64).step_by(2500) {
        history.observe(&status(JobState::Running, millis, (millis - 310_000) as f64 / 600.0));
    }
    // Its start is known to be 310 s before the page saw it begin anew, so by its whole history it
    // is slower than it is: nothing is said that would have to be taken back.
    assert!(!matches!(eta(&history, 460_000), Eta::Left(left) if left < TimeLeft::Minutes(7)));
}

#[test]
fn a_job_that_does_not_run_has_no_time_left() {
    for state in [JobState::Canceling, JobState::Blocked, JobState::Succeeded, JobState::Unknown] {
        let mut history = ProgressHistory::default();
        for millis in (0..300_000).step_by(2500) {
            history.observe(&status(JobState::Running, millis, millis as f64 / 600.0));
        }
        history.observe(&status(state, 300_000, 500.0));
        let now = Timestamp::from_millis(START + 300_000).unwrap();
        assert_eq!(history.eta(now), Eta::Hidden, "{}", state.name());
    }
}
