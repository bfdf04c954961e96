//! Tasks that lag behind their job, and tasks that the service does not give.

use job_badge::job::{Answer, JobState, JobState::*, Progress, Task};

use crate::virtual_time::*;

fn tasks(states: &[JobState]) -> job_badge::poll::Response {
    let task = |state: &JobState| Task {
        state: *state,
        raw_state: "Processing".to_owned(),
        progress: Some(Progress::from_permille(400)),
        ..Task::default()
    };
    success(Answer::Tasks(states.iter().map(task).collect()))
}

fn shown(harness: &Harness) -> Vec<JobState> {
    let report = harness.status("a").report.unwrap();
    report.tasks.as_ref().unwrap().iter().map(|task| task.state).collect()
}

#[test]
fn tasks_behind_their_job_are_asked_for_three_times_more_with_back_off() {
    for behind in [Running, Queued, Scheduled, Canceling] {
        let mut harness = Harness::new(pace(30));
        harness.watch(1, "a");
        harness.reply(reports(&[("a", Succeeded)]));
        harness.reply(tasks(&[Succeeded, behind]));
        for repeat in 0..3 {
            assert!((100..=1000 << repeat).contains(&harness.wait_until_sent()), "{behind:?}");
            assert_eq!(harness.queries(), "tasks a");
            assert_eq!(shown(&harness), [Succeeded, Succeeded]);
            harness.reply(tasks(&[Succeeded, behind]));
        }
        assert_eq!(harness.poller.poll_timeout(), None);
        assert_eq!(
            (shown(&harness), harness.shows("a").as_str()),
            (vec![Succeeded; 2], "succeeded live")
        );
        harness.refresh("a");
        harness.reply(reports(&[("a", Succeeded)]));
        harness.reply(tasks(&[Succeeded, behind]));
        harness.wait_until_sent();
        assert_eq!(harness.queries(), "tasks a", "a refresh counts anew");
    }
}

#[test]
fn the_first_answer_that_has_caught_up_is_the_last() {
    let mut harness = Harness::new(pace(30));
    harness.watch(1, "a");
    harness.reply(reports(&[("a", Failed)]));
    harness.reply(tasks(&[Succeeded, Running]));
    assert_eq!(shown(&harness), [Succeeded, Unknown], "how it ended is not known");
    harness.wait_until_sent();
    harness.reply(tasks(&[Succeeded, Failed]));
    assert_eq!(shown(&harness), [Succeeded, Failed]);
    assert_eq!(harness.poller.poll_timeout(), None);
}

#[test]
fn no_task_runs_under_a_job_that_has_ended() {
    for (ended, expected) in
        [(Succeeded, Succeeded), (Canceled, Canceled), (Failed, Unknown), (Partial, Unknown)]
    {
        let mut harness = Harness::new(pace(30));
        harness.watch(1, "a");
        harness.reply(reports(&[("a", Running)]));
        harness.reply(tasks(&[Running]));
        assert_eq!(shown(&harness), [Running]);
        harness.wait_until_sent();
        harness.reply(reports(&[("a", ended)]));
        assert_eq!(shown(&harness), [expected], "before its tasks are asked for");
        let report = harness.status("a").report.unwrap();
        assert!(
            report
                .tasks
                .iter()
                .flat_map(|tasks| tasks.iter())
                .all(|task| task.raw_state.is_empty())
        );
        harness.reply(status(403));
        assert_eq!(shown(&harness), [expected], "and when they are refused");
    }
}

#[test]
fn what_is_wrong_with_the_tasks_alone_is_no_error_of_a_live_job() {
    for code in [400, 403, 404, 405, 500, 501, 503, 1] {
        let mut harness = Harness::new(pace(30));
        harness.watch(1, "a");
        harness.reply(reports(&[("a", Running)]));
        harness.reply(status(code));
        let status = harness.status("a");
        assert_eq!((harness.shows("a").as_str(), status.failure), ("running live", None), "{code}");
        assert!(status.tasks_failure.is_some(), "{code}");
    }
}
