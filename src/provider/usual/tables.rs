//! What the members and words of usual answers mean: all tables of this provider.
//!
//! Each row is one text, its words parted by spaces, in lower case and without separators:
//! `inprogress` is also `in_progress`, `In-Progress` and `IN PROGRESS`. Of several members the first
//! in a row counts. `created*` is also `createdAt`, `createdOn`, `createdTime` and `createdDate`. They are what Hangfire, Sidekiq, BullMQ, pg-boss, Celery, RQ, Django-Q, Laravel,
//! Spring Batch, Quartz, Oban, GoodJob, Solid Queue and hand-written backends answer.

use crate::job::JobState;

/// The member that holds the job in most envelopes.
pub(super) const DATA: &str = "data";
/// Other members that hold it.
pub(super) const HOLDERS: &str = "attributes job task jobexecution taskexecution run batch operation execution process response body record";
/// What an object of its own has, and most envelopes do not.
pub(super) const IDS: &str = "id jobid taskid runid executionid uuid jid";
/// Where one of these stands beside it, `data` is what the job was given to work on (BullMQ, pg-boss,
/// Agenda), no envelope.
pub(super) const MARKS_OF_INPUT: &str =
    "opts attemptsmade returnvalue retrylimit retrycount nextrunat failcount";
/// Members that are never looked into, even if nothing else is there.
pub(super) const CLOSED: &str = "result results output returnvalue error errors exception";

/// Members with a state.
pub(super) const STATES: &str = "state status statename statusname jobstate jobstatus taskstate taskstatus runstate runstatus batchstatus executionstatus processingstatus currentstate currentstatus statetype";
/// Members with a state where no member above has one; else they may at most contradict it.
pub(super) const STAGES: &str = "phase stage";
/// Members with a state in an object that is a state: `"state": {"name": "Succeeded"}`.
pub(super) const STATES_IN_STATE: &str = "name type value";
/// Members that say how it ended where the state only says that it did.
pub(super) const OUTCOMES: &str = "conclusion outcome exitstatus exitcode";

/// Words that say of an envelope that the request went well or not.
pub(super) const ENVELOPES: &str = "ok success successful fail error";
/// Those of them that contradict no state inside.
pub(super) const GOOD_ENVELOPES: &str = "ok success successful";
/// Members of an answer that is about the request alone.
pub(super) const REQUESTS: &str = "status message msg code";
/// Words that say that it is over. Without a word to the contrary all went well.
pub(super) const ENDED: &str = "completed complete done finished";

/// The words of each state.
pub(super) const WORDS: [(JobState, &str); 10] = [
    (
        JobState::Queued,
        "queued pending waiting new created enqueued submitted accepted notstarted received available initial initialized requested inqueue awaiting waitingchildren prioritized interrupted requeued registered",
    ),
    (
        JobState::Scheduled,
        "scheduled delayed deferred retry retrying retryable retried upforretry starting planned postponed assigned acquired",
    ),
    (
        JobState::Running,
        "running active processing inprogress progress progressing started working executing busy ongoing claimed resumed resuming restarting failing",
    ),
    (
        JobState::Canceling,
        "canceling cancelling cancelrequested cancellationrequested cancelationrequested stopping stoprequested aborting terminating killing revoking deleting",
    ),
    (JobState::Succeeded, "completed complete done finished succeeded success successful passed"),
    (
        JobState::Partial,
        "partial partialsuccess partiallysucceeded partiallycompleted partiallyfailed partialfailure completedwitherrors completedwithfailures completedwithwarnings finishedwitherrors finishedwithwarnings successwitherrors successwithfailures successwithwarnings unstable",
    ),
    (
        JobState::Failed,
        "failed failure fail error errored faulted crashed timedout timeout expired dead discarded abandoned rejected upstreamfailed exception lost",
    ),
    (JobState::Canceled, "canceled cancelled aborted stopped revoked killed deleted withdrawn"),
    (JobState::Skipped, "skipped noop notneeded notrun ignored"),
    (
        JobState::Blocked,
        "blocked paused suspended onhold held awaitingapproval waitingforapproval needsapproval actionrequired requiresaction awaitinginput waitingforinput manual",
    ),
];
/// What a running job does. As a stage it contradicts no state: a job may have failed while encoding.
pub(super) const ACTIVITIES: &str = "preparing initializing loading downloading uploading importing exporting encoding transcoding converting rendering generating building deploying indexing training analyzing validating copying syncing publishing sending finishing finalizing completing cleaningup";

/// Flags that say that it is over, and how where it is said.
pub(super) const OVER_FLAGS: &str = "ready isready";
/// Flags that say that it is over, and well unless there is an error.
pub(super) const ENDED_FLAGS: &str =
    "done finished completed complete isdone isfinished iscompleted iscomplete";
/// Flags that say that it went well, or not.
pub(super) const SUCCESS_FLAGS: &str =
    "successful succeeded success issuccessful issucceeded issuccess";
/// Flags that say that it went wrong.
pub(super) const FAILED_FLAGS: &str = "failed isfailed haserror haserrors";
/// Flags that say that it was stopped.
pub(super) const CANCELED_FLAGS: &str = "canceled cancelled iscanceled iscancelled";
/// How many parts of it failed.
pub(super) const FAILED_COUNTS: &str =
    "failed failures failedjobs failedcount failedtasks faileditems errors errorcount";
/// What only a batch of Laravel's has, beside its times: it has no word for its state.
pub(super) const BATCH: [&str; 2] = ["totaljobs", "pendingjobs"];

/// When such a batch was stopped.
pub(super) const CANCELED_AT: &str = "cancelledat";

/// Progress from 0 to 100.
pub(super) const PERCENTS: &str = "percent percentage progresspercent progresspercentage percentcomplete percentcompleted percentagecomplete percentdone completionpercent completionpercentage completepercent pct pctcomplete pctdone progresspct";
/// Progress from 0 to 1.
pub(super) const FRACTIONS: &str = "fraction ratio progressfraction progressratio fractioncomplete fractioncompleted fractiondone completionratio";
/// Progress from 0 to 100 or, between 0 and 1, from 0 to 1.
pub(super) const PROGRESS: &str = "progress";
/// The same, in an object that is a progress.
pub(super) const PROGRESS_IN_PROGRESS: &str = "value progress";
/// Members that are looked into for progress, once.
pub(super) const PROGRESS_OBJECTS: &str = "progress info meta progressinfo counts requestcounts";
/// How many parts are done…
pub(super) const DONE: &str = "current processed completed done at processedjobs processeditems processedcount processedrows completedcount completeditems completedjobs completedsteps completedtasks currentstep";
/// …or how many are still to be done…
pub(super) const LEFT: &str = "pending remaining pendingjobs";
/// …of how many.
pub(super) const TOTAL: &str =
    "total count totalcount totaljobs totalitems totalrows totalsteps totaltasks max";

/// Lists of a job's tasks, where their entries have a state or a progress.
pub(super) const TASKS: &str = "steps tasks items children stepexecutions subtasks jobs stages";
/// The job's or task's name.
pub(super) const NAMES: &str = "name title label displayname jobname taskname stepname";

/// What went wrong, whatever the state.
pub(super) const ERRORS: &str = "errors error lasterror errormessage errordetails";
/// What went wrong, of a job that failed; of others it is an earlier attempt's, or no error.
pub(super) const REASONS: &str = "failedreason failurereason exceptionmessage exceptiondetails exception message statusmessage reason detail exitdescription exitmessage excinfo traceback";

/// When it was handed in.
pub(super) const CREATED: &str = "created* create* creation* datecreated enqueued* queued* submitted* inserted* requested* received*";
/// When work began.
pub(super) const STARTED: &str = "started* start* datestarted processedon begun* began* attempted*";
/// When it ended. An update is no end.
pub(super) const ENDED_AT: &str = "finished* ended* end* completed* completion* stopped* succeeded* failed* canceled* cancelled* done* datedone discarded*";
/// When the service expects the end.
pub(super) const EXPECTED: &str =
    "estimatedcompletion* estimatedend* estimatedfinish* expectedend*";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_stands_once_and_is_spelled_as_words_are_compared() {
        let rows = WORDS.iter().map(|(_, row)| *row).chain([ACTIVITIES]);
        let mut words: Vec<_> = rows.flat_map(|row| row.split(' ')).collect();
        assert!(words.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase())));
        let count = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), count);
        let ended = WORDS.iter().find(|(state, _)| *state == JobState::Succeeded).unwrap().1;
        assert!(ENDED.split(' ').all(|word| ended.split(' ').any(|other| other == word)));
        for row in [STATES, OUTCOMES, PERCENTS, DONE, TOTAL, CREATED, STARTED, ENDED_AT, EXPECTED] {
            let is_plain = |word: &str| {
                word.trim_end_matches('*').bytes().all(|byte| byte.is_ascii_lowercase())
            };
            assert!(row.split(' ').all(|word| !word.is_empty() && is_plain(word)), "{row}");
        }
    }
}
