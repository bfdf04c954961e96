//! All phrases of the badge, each with its key and its English.
//!
//! The table is the whole of it: a phrase without English does not compile, and own words and
//! language files use its keys. Placeholders stand in braces. A phrase with `one` has plural
//! forms; their keys end in a category, `jobs-finished.one`, `jobs-finished.other`.

use super::Plural;
use crate::job::{FailureKind, Freshness, JobState};

macro_rules! phrases {
    ($($name:ident $key:literal $english:literal $(one $one:literal)?;)*) => {
        /// One phrase of the badge; its English is its description.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Phrase { $(#[doc = $english] $name,)* }

        impl Phrase {
            /// All phrases.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The key of own words and language files, for example `state-running`.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }

            /// The English text, with placeholders.
            pub const fn english(self, plural: Plural) -> &'static str {
                if matches!(plural, Plural::One) && let Some(one) = self.english_of_one() {
                    return one;
                }
                // One plain match: it becomes a table of texts, and no code.
                match self { $(Self::$name => $english,)* }
            }

            const fn english_of_one(self) -> Option<&'static str> {
                match self { $($(Self::$name => Some($one),)?)* _ => None }
            }

            /// Whether it has a form for each plural category.
            pub const fn has_plurals(self) -> bool {
                self.english_of_one().is_some()
            }
        }
    };
}

phrases! {
    Queued "state-queued" "Queued";
    Scheduled "state-scheduled" "Scheduled";
    Running "state-running" "Running";
    Canceling "state-canceling" "Canceling";
    Succeeded "state-succeeded" "Succeeded";
    Partial "state-partial" "Partly succeeded";
    Failed "state-failed" "Failed";
    Canceled "state-canceled" "Canceled";
    Skipped "state-skipped" "Skipped";
    Blocked "state-blocked" "Needs a person";
    Unknown "state-unknown" "Unknown state";
    Loading "loading" "Loading…";
    Finishing "finishing" "Finishing";

    Joined "joined" "{first}, {second}";
    Named "named" "{name}: {value}";
    WithRaw "with-raw" "{state} ({raw})";

    TimeLeft "time-left" "about {duration} left";
    MomentsLeft "moments-left" "a few seconds left";
    UnderAMinuteLeft "under-a-minute-left" "less than a minute left";
    Estimating "estimating" "estimating time left";
    LongerThanExpected "longer-than-expected" "longer than expected";
    JustStarted "just-started" "just started";
    SoFar "so-far" "{duration} so far";
    Took "took" "took {duration}";
    EndedAt "ended-at" "ended {time}";

    LastAnswer "last-answer" "last answer {ago}";
    NextCheck "next-check" "Next check at {time}.";
    NextCheckSoon "next-check-soon" "Next check within a minute.";
    NotAskedAgain "not-asked-again" "It is not asked again until you check.";

    Stale "stale" "Out of date";
    StaleWhy "stale-why" "The last answer is some time ago.";
    StaleRemedy "stale-remedy" "This is the last known state.";
    Offline "offline" "Offline";
    OfflineWhy "offline-why" "This device is offline.";
    OfflineRemedy "offline-remedy" "It goes on by itself when the connection is back.";
    Waiting "waiting" "Asked to wait";
    WaitingWhy "waiting-why" "The service asked for a pause.";
    WaitingRemedy "waiting-remedy" "It goes on by itself after that.";
    SignedOut "signed-out" "Sign-in needed";
    SignedOutWhy "signed-out-why" "There is no sign-in that the service accepts.";
    SignedOutRemedy "signed-out-remedy" "Sign in again.";
    Forbidden "forbidden" "No access";
    ForbiddenWhy "forbidden-why" "You are signed in, but you may not see this job.";
    ForbiddenRemedy "forbidden-remedy" "Ask the job’s owner for access.";
    Misconfigured "misconfigured" "Not set up right";
    MisconfiguredWhy "misconfigured-why" "The service refuses how this badge asks.";
    MisconfiguredRemedy "misconfigured-remedy" "Check the badge’s endpoint, job and token.";
    Unreachable "unreachable" "Not reached";
    UnreachableWhy "unreachable-why" "The service has not answered since this page was opened: either the network is down, or the service does not allow this page to ask (CORS). The browser does not say which.";
    UnreachableRemedy "unreachable-remedy" "Check the connection and the address. If they are right, the service must allow this page’s origin (CORS), or a proxy on this site must pass its answers on.";
    Gone "gone" "Not found";
    GoneWhy "gone-why" "The service does not know this job, or not any more.";
    GoneRemedy "gone-remedy" "Check the job’s id.";

    FailureNetwork "failure-network" "No answer: either the network is down, or the service does not allow this page to ask (CORS).";
    FailureTimeout "failure-timeout" "The service took too long to answer.";
    FailureAuth "failure-auth" "The service does not accept the sign-in.";
    FailureForbidden "failure-forbidden" "The service denies access to this job.";
    FailureNotFound "failure-not-found" "The service did not find this job.";
    FailureThrottled "failure-throttled" "The service is asked too often.";
    FailureServer "failure-server" "The service has trouble.";
    FailureBadAnswer "failure-bad-answer" "The service gave an answer that cannot be read.";
    FailureConfig "failure-config" "The service refuses how this badge asks.";

    Details "details" "Details";
    DetailsOf "details-of" "Details of {name}";
    Close "close" "Close";
    CheckNow "check-now" "Check now";
    CopyId "copy-id" "Copy id";
    Copied "copied" "Copied";
    OpenJob "open-job" "Open job page";
    Tasks "tasks" "Tasks";
    TasksDone "tasks-done" "{done} of {count} done";
    TaskNumber "task-number" "Task {number}";
    MoreTasks "more-tasks" "and {count} more tasks" one "and {count} more task";
    Errors "errors" "Errors";
    NoReason "no-reason" "The service gave no reason.";
    NoTasks "no-tasks" "There is no progress: the service does not give this job’s tasks.";
    JobId "job-id" "Job id";
    ServiceSays "service-says" "The service says";
    Created "created" "Created";
    Started "started" "Started";
    Ended "ended" "Ended";
    Expected "expected" "Expected end";
    Checked "checked" "Last answer";
    ProgressOverTime "course" "Progress over time";
    ProgressOverTimeText "course-text" "From {first} to {last} in {duration}";

    OneJob "one-job" "{name}: {state}";
    JobsFinished "jobs-finished" "{count} jobs finished" one "{count} job finished";
    JobsFailed "jobs-failed" "{count} failed" one "{count} failed";
    JobsCanceled "jobs-canceled" "{count} canceled" one "{count} canceled";
    JobsInTrouble "jobs-in-trouble" "{count} jobs cannot be checked" one "{count} job cannot be checked";
}

impl Phrase {
    /// The word for a state.
    pub const fn of_state(state: JobState) -> Self {
        match state {
            JobState::Queued => Self::Queued,
            JobState::Scheduled => Self::Scheduled,
            JobState::Running => Self::Running,
            JobState::Canceling => Self::Canceling,
            JobState::Succeeded => Self::Succeeded,
            JobState::Partial => Self::Partial,
            JobState::Failed => Self::Failed,
            JobState::Canceled => Self::Canceled,
            JobState::Skipped => Self::Skipped,
            JobState::Blocked => Self::Blocked,
            JobState::Unknown => Self::Unknown,
        }
    }

    /// The word for a kind of freshness, the reason, and what to do. `None` for live, which needs no
    /// words.
    pub const fn of_freshness(freshness: Freshness) -> Option<[Self; 3]> {
        Some(match freshness {
            Freshness::Live => return None,
            Freshness::Stale => [Self::Stale, Self::StaleWhy, Self::StaleRemedy],
            Freshness::Offline => [Self::Offline, Self::OfflineWhy, Self::OfflineRemedy],
            Freshness::Waiting => [Self::Waiting, Self::WaitingWhy, Self::WaitingRemedy],
            Freshness::SignedOut => [Self::SignedOut, Self::SignedOutWhy, Self::SignedOutRemedy],
            Freshness::Forbidden => [Self::Forbidden, Self::ForbiddenWhy, Self::ForbiddenRemedy],
            Freshness::Misconfigured => {
                [Self::Misconfigured, Self::MisconfiguredWhy, Self::MisconfiguredRemedy]
            }
            Freshness::Unreachable => {
                [Self::Unreachable, Self::UnreachableWhy, Self::UnreachableRemedy]
            }
            Freshness::Gone => [Self::Gone, Self::GoneWhy, Self::GoneRemedy],
        })
    }

    /// The sentence for a kind of failure.
    pub const fn of_failure(kind: FailureKind) -> Self {
        match kind {
            FailureKind::Network => Self::FailureNetwork,
            FailureKind::Timeout => Self::FailureTimeout,
            FailureKind::Auth => Self::FailureAuth,
            FailureKind::Forbidden => Self::FailureForbidden,
            FailureKind::NotFound => Self::FailureNotFound,
            FailureKind::Throttled => Self::FailureThrottled,
            FailureKind::Server => Self::FailureServer,
            FailureKind::BadAnswer => Self::FailureBadAnswer,
            FailureKind::Config => Self::FailureConfig,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_kebab_case_and_differ() {
        let mut keys: Vec<_> = Phrase::ALL.iter().map(|phrase| phrase.key()).collect();
        for key in &keys {
            assert!(key.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{key}");
        }
        keys.sort_unstable();
        let count = keys.len();
        keys.dedup();
        assert_eq!(keys.len(), count);
    }

    #[test]
    fn the_network_or_cors_is_said_as_one_of_two_with_what_to_do() {
        let [_, why, remedy] = Phrase::of_freshness(Freshness::Unreachable).unwrap();
        for word in ["network", "CORS"] {
            assert!(why.english(Plural::Other).contains(word));
        }
        for word in ["CORS", "proxy"] {
            assert!(remedy.english(Plural::Other).contains(word));
        }
    }
}
