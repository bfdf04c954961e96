//! Elapsed, left and ended: the times of a job in words.

use core::time::Duration;

use super::{Eta, Format, Phrase, ProgressHistory, RoundedDuration, TimeLeft, Unit, Width, Words};
use crate::job::{JobState, Progress, Report, Status, Timestamp};

/// How long the job has run or ran, by the server's clock; `None` where its start is not known or
/// work has not begun. Never below 0.
pub(super) fn elapsed(status: &Status, report: &Report, now: Timestamp) -> Option<Duration> {
    let start = report.started_at?;
    if report.state.is_final() {
        return report.ended().map(|end| end.since(start));
    }
    let runs = !report.state.is_waiting();
    runs.then(|| now.shifted(status.server_clock_ahead).since(start))
}

pub(super) fn elapsed_words(
    elapsed: Duration,
    is_final: bool,
    words: &Words,
    format: &dyn Format,
) -> String {
    let rounded = match elapsed.as_secs() {
        // Steps of 5 s are for a time that counts up.
        seconds @ 0..60 if is_final => RoundedDuration::new(seconds, Unit::Second),
        _ => RoundedDuration::elapsed(elapsed),
    };
    if rounded.value == 0 && !is_final {
        return words.say(Phrase::JustStarted);
    }
    let phrase = if is_final { Phrase::Took } else { Phrase::SoFar };
    words.fill(phrase, &[("duration", &format.duration(rounded, Width::Short))])
}

pub(super) fn eta_words(eta: Eta, width: Width, words: &Words, format: &dyn Format) -> String {
    let phrase = match eta {
        Eta::Hidden => return String::new(),
        Eta::Estimating => Phrase::Estimating,
        Eta::LongerThanExpected => Phrase::LongerThanExpected,
        Eta::Left(TimeLeft::Moments) => Phrase::MomentsLeft,
        Eta::Left(TimeLeft::UnderAMinute) => Phrase::UnderAMinuteLeft,
        Eta::Left(left) => {
            let duration = left.duration();
            let duration = duration.map_or_else(String::new, |left| format.duration(left, width));
            return words.fill(Phrase::TimeLeft, &[("duration", &duration)]);
        }
    };
    words.say(phrase)
}

/// How long until one of the texts of this module may change by itself.
pub(super) fn next_change(
    elapsed: Option<Duration>,
    eta: Eta,
    age: Option<Duration>,
    other: [Option<Duration>; 2],
    history: &ProgressHistory,
    now: Timestamp,
) -> Option<Duration> {
    let counting = [elapsed, age].into_iter().flatten().map(RoundedDuration::until_change);
    let left = match eta {
        Eta::Hidden | Eta::LongerThanExpected => None,
        Eta::Left(TimeLeft::HalfHours(_) | TimeLeft::Hours(_) | TimeLeft::Days(_)) => {
            Some(Duration::from_secs(300))
        }
        Eta::Left(TimeLeft::Minutes(_)) => Some(Duration::from_secs(10)),
        Eta::Left(_) | Eta::Estimating => Some(Duration::from_secs(5)),
    };
    // Until the first number is shown only a new answer can change anything.
    let left = left.filter(|_| history.seen_at().is_some_and(|seen| seen <= now));
    counting.chain(left).chain(other.into_iter().flatten()).min()
}

/// For so long a job or task that runs may say 0 % before that is taken for no answer at all: one
/// that reports has passed its first permille by then, if it takes less than a week.
const SILENT_AFTER: Duration = Duration::from_secs(600);

/// How long until a progress of 0 % is no longer taken for one, if it has not changed until then.
/// `None`: it is not 0 %, or its work does not run; zero: it is not taken for one now. `runs_for` is
/// how long it has run.
pub(super) fn silent_in(
    state: JobState,
    progress: Option<Progress>,
    runs_for: Option<Duration>,
) -> Option<Duration> {
    let is_zero = progress == Some(Progress::ZERO) && state.is_active();
    runs_for.filter(|_| is_zero).map(|runs_for| SILENT_AFTER.saturating_sub(runs_for))
}

/// How long until the words for these times of day may get a day, or another one.
pub(super) fn day_changes_in(
    times: [Option<Timestamp>; 2],
    now: Timestamp,
    format: &dyn Format,
) -> Option<Duration> {
    // No day is longer. What is further away has its day already, and keeps it.
    const LONGEST_DAY: u64 = 25 * 3_600_000;
    let is_near = |at: Timestamp| at.millis().abs_diff(now.millis()) < LONGEST_DAY;
    times.into_iter().flatten().any(is_near).then(|| format.until_midnight(now))
}
