//! Elapsed, left and ended: the times of a job in words.

use core::time::Duration;

use super::{Coarse, Eta, Format, Phrase, ProgressHistory, Span, Width, Words};
use crate::job::{Report, Status, Timestamp};

/// How long the job has run or ran; `None` where its start is not known or it never worked.
/// The server's clock is asked where it differs; never below 0.
pub(super) fn elapsed(status: &Status, report: &Report, now: Timestamp) -> Option<Duration> {
    let start = report.started_at?;
    if report.state.is_final() {
        return report.ended_at.map(|end| end.since(start));
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
    let span = Span::passed(elapsed);
    if span.value == 0 && !is_final {
        return words.say(Phrase::JustStarted);
    }
    let phrase = if is_final { Phrase::Took } else { Phrase::SoFar };
    // A job that took 3 s took 3 s: steps are for what counts.
    let span = match elapsed.as_secs() {
        seconds @ 0..60 if is_final => Span::new(seconds, super::Unit::Second),
        _ => span,
    };
    words.fill(phrase, &[("duration", &format.duration(span, Width::Short))])
}

pub(super) fn eta_words(eta: Eta, width: Width, words: &Words, format: &dyn Format) -> String {
    let phrase = match eta {
        Eta::Hidden => return String::new(),
        Eta::Estimating => Phrase::Estimating,
        Eta::LongerThanExpected => Phrase::LongerThanExpected,
        Eta::Left(Coarse::Moments) => Phrase::MomentsLeft,
        Eta::Left(Coarse::UnderAMinute) => Phrase::UnderAMinuteLeft,
        Eta::Left(coarse) => {
            let duration = coarse.span().map_or_else(String::new, |s| format.duration(s, width));
            return words.fill(Phrase::TimeLeft, &[("duration", &duration)]);
        }
    };
    words.say(phrase)
}

/// When the words of what is said here change next by themselves, at the latest.
pub(super) fn next_change(
    elapsed: Option<Duration>,
    eta: Eta,
    age: Option<Duration>,
    history: &ProgressHistory,
    now: Timestamp,
) -> Option<Duration> {
    let counting = [elapsed, age].into_iter().flatten().map(Span::until_next);
    let left = match eta {
        Eta::Hidden | Eta::LongerThanExpected => None,
        Eta::Left(Coarse::HalfHours(_) | Coarse::Hours(_) | Coarse::Days(_)) => {
            Some(Duration::from_secs(300))
        }
        Eta::Left(Coarse::Minutes(_)) => Some(Duration::from_secs(10)),
        Eta::Left(_) | Eta::Estimating => Some(Duration::from_secs(5)),
    };
    // Until the first number is said only a new answer can change anything.
    let left = left.filter(|_| history.seen_at().is_some_and(|seen| seen <= now));
    counting.chain(left).min()
}
