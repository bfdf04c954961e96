//! Answers in the manner of job libraries, as their own serializers or their users' usual code write
//! them.

use super::answer::{check, read};

#[test]
fn hangfire() {
    check(r#"{"id":"42","state":"Enqueued","createdAt":"2026-11-28T16:51:43.123Z"}"#, "queued c");
    check(r#"{"jobId":"42","stateName":"Processing","reason":null}"#, "running");
    check(
        r#"{"Id":42,"StateName":"Succeeded","CreatedAt":"2026-11-28T16:51:43","ExpireAt":null}"#,
        "succeeded c",
    );
    check(r#"{"id":"42","state":{"name":"Scheduled","reason":null,"data":{}}}"#, "scheduled");
    check(r#"{"id":"42","state":"Deleted"}"#, "canceled");
    check(r#"{"id":"42","state":"Awaiting"}"#, "queued");
    check(
        r#"{"id":"42","state":"Failed","exceptionMessage":"No space.","exceptionType":"System.IO.IOException"}"#,
        "failed [No space.]",
    );
}

#[test]
fn sidekiq_status_and_batches() {
    check(
        r#"{"jid":"42","status":"working","pct_complete":"25","at":"5","total":"20","message":"Row 5",
            "updated_at":"1795884703"}"#,
        "running 250",
    );
    check(r#"{"status":"retrying","at":5,"total":20}"#, "scheduled 250");
    check(r#"{"status":"complete","pct_complete":100}"#, "succeeded 1000");
    check(r#"{"status":"stopped","pct_complete":40}"#, "canceled 400");
    check(r#"{"status":"interrupted","pct_complete":40}"#, "queued 400");
    check(
        r#"{"status":"failed","pct_complete":40,"message":"No space."}"#,
        "failed 400 [No space.]",
    );
    check(r#"{"bid":"42","total":10,"pending":4,"failures":0,"is_complete":false}"#, "running 600");
    check(
        r#"{"bid":"42","total":10,"pending":0,"failures":0,"is_complete":true}"#,
        "succeeded 1000",
    );
    check(r#"{"bid":"42","total":10,"pending":0,"failures":2,"is_complete":true}"#, "partial 1000");
}

#[test]
fn bullmq_and_pg_boss() {
    check(
        r#"{"id":"42","name":"video","data":{"status":"completed"},"opts":{"attempts":3},
            "progress":42,"attemptsMade":1,"timestamp":1795884700000,"processedOn":1795884703000,
            "returnvalue":null,"state":"active"}"#,
        "running 420 s",
    );
    check(
        r#"{"id":"42","data":{"state":"done"},"progress":{"percent":12.5},"state":"waiting-children",
            "opts":{}}"#,
        "queued 125",
    );
    // The reason is an earlier attempt's.
    check(
        r#"{"id":"42","state":"completed","progress":100,"failedReason":"socket hang up",
            "processedOn":1795884703000,"finishedOn":1795884709000,"returnvalue":{"state":"failed"}}"#,
        "succeeded 1000 se",
    );
    check(
        r#"{"id":"42","state":"failed","progress":0.4,"failedReason":"No space.","attemptsMade":3,
            "stacktrace":["Error: No space."],"finishedOn":1795884709000}"#,
        "failed 400 e [No space.]",
    );
    check(r#"{"id":"42","state":"delayed","delay":5000,"progress":0}"#, "scheduled 0");
    check(r#"{"id":"42","state":"prioritized","progress":{}}"#, "queued");
    check(
        r#"{"id":"42","name":"mail","data":{"state":"completed"},"state":"retry","retryCount":1,
            "createdOn":"2026-11-28T16:51:43.123Z","startedOn":"2026-11-28T16:51:44.123Z",
            "completedOn":null,"output":{"message":"No route."}}"#,
        "scheduled cs",
    );
}

#[test]
fn celery_rq_and_flower() {
    check(r#"{"task_id":"42","status":"PENDING","result":null}"#, "queued");
    check(
        r#"{"task_id":"42","state":"PROGRESS","info":{"current":3,"total":12,"status":"Row 3"}}"#,
        "running 250",
    );
    // The example that most copy: `status` is a sentence.
    check(r#"{"state":"PENDING","current":0,"total":1,"status":"Pending..."}"#, "queued 0");
    check(r#"{"state":"PROGRESS","current":7,"total":10,"status":"Warming up …"}"#, "running 700");
    check(
        r#"{"state":"SUCCESS","current":100,"total":100,"status":"Task completed!","result":42}"#,
        "succeeded 1000",
    );
    check(
        r#"{"state":"FAILURE","current":1,"total":1,"status":"division by zero"}"#,
        "failed 1000 [division by zero]",
    );
    check(r#"{"ready":false,"successful":null,"value":null}"#, "running");
    check(r#"{"ready":true,"successful":true,"value":7}"#, "succeeded");
    check(r#"{"ready":true,"successful":false,"value":"ValueError"}"#, "failed");
    check(
        r#"{"task_id":"42","status":"FAILURE","result":{"exc_type":"ValueError"},
            "traceback":"Traceback (most recent call last):\n  File \"a.py\"\nValueError: bad row\n",
            "date_done":"2026-11-28T16:51:43.123456"}"#,
        "failed e [ValueError: bad row]",
    );
    check(
        r#"{"uuid":"42","name":"app.add","state":"STARTED","received":1795884702.5,
            "started":1795884703.25,"succeeded":null,"failed":null,"eta":null,"exception":null}"#,
        "running cs",
    );
    check(
        r#"{"uuid":"42","state":"FAILURE","received":1795884702.5,"started":1795884703.25,
            "failed":1795884709.5,"exception":"ValueError('bad row')"}"#,
        "failed cse [ValueError('bad row')]",
    );
    check(r#"{"task_id":"42","status":"RETRY","result":"…"}"#, "scheduled");
    check(r#"{"task_id":"42","status":"REVOKED","result":"terminated"}"#, "canceled");
    check(
        r#"{"id":"42","status":"finished","enqueued_at":"2026-11-28T16:51:43.000000Z",
            "started_at":"2026-11-28T16:51:44.000000Z","ended_at":"2026-11-28T16:51:45.000000Z",
            "exc_info":null,"meta":{"progress":"100%"}}"#,
        "succeeded 1000 cse",
    );
    check(
        r#"{"status":"started","started_at":"Sat, 28 Nov 2026 16:51:43 GMT","progress":"37 %"}"#,
        "running 370 s",
    );
}

#[test]
fn laravel() {
    let batch = |pending: u8, failed: u8, progress: u8, cancelled: &str, finished: &str| {
        format!(
            r#"{{"id":"42","name":"Import","totalJobs":20,"pendingJobs":{pending},
                "processedJobs":{},"progress":{progress},"failedJobs":{failed},"options":[],
                "createdAt":"2026-11-28T16:51:43.000000Z","cancelledAt":{cancelled},
                "finishedAt":{finished}}}"#,
            20 - pending
        )
    };
    let end = "\"2026-11-28T16:59:43.000000Z\"";
    check(&batch(20, 0, 0, "null", "null"), "running 0 c");
    check(&batch(5, 0, 75, "null", "null"), "running 750 c");
    check(&batch(0, 0, 100, "null", end), "succeeded 1000 ce");
    check(&batch(0, 2, 100, "null", end), "partial 1000 ce");
    check(&batch(8, 0, 60, end, end), "canceled 600 ce");
    check(&batch(8, 1, 60, end, end), "failed 600 ce");
    check(
        r#"{"data":{"id":42,"type":"export","status":"executing","progress_now":3,"progress_max":10,
            "progress_percentage":30,"created_at":"2026-11-28 16:51:43"}}"#,
        "running 300 c",
    );
}

#[test]
fn spring_batch_and_quartz() {
    check(
        r#"{"executionId":42,"jobName":"import","status":"STARTED","exitStatus":"UNKNOWN",
            "startTime":"2026-11-28T16:51:43.123","endTime":null,"stepExecutions":[
            {"stepName":"read","status":"COMPLETED","exitStatus":"COMPLETED"},
            {"stepName":"write","status":"STARTED","exitStatus":"EXECUTING"}]}"#,
        "running 2 tasks s",
    );
    let ended = |status: &str, exit: &str| {
        format!(
            r#"{{"executionId":42,"status":"{status}","exitStatus":{{"exitCode":"{exit}",
                "exitDescription":""}},"exitDescription":"No rows.","endTime":"2026-11-28T16:51:43.123"}}"#
        )
    };
    check(&ended("COMPLETED", "COMPLETED"), "succeeded e");
    check(&ended("COMPLETED", "FAILED"), "failed e [No rows.]");
    check(&ended("COMPLETED", "NOOP"), "skipped e");
    check(&ended("COMPLETED", "COMPLETED WITH SKIPS"), "unknown");
    check(&ended("FAILED", "FAILED"), "failed e [No rows.]");
    check(&ended("STOPPED", "STOPPED"), "canceled e");
    check(&ended("STOPPING", "EXECUTING"), "canceling");
    check(&ended("ABANDONED", "UNKNOWN"), "failed e [No rows.]");
    check(
        r#"{"executionId":1,"jobExecution":{"id":42,"status":"STARTING","exitStatus":{"exitCode":""}}}"#,
        "scheduled",
    );
    check(r#"{"jobKey":"DEFAULT.42","triggerState":"NORMAL","state":"EXECUTING"}"#, "running");
    check(r#"{"name":"42","state":"PAUSED"}"#, "blocked");
}

#[test]
fn rails_oban_django_q_and_elixir() {
    check(
        r#"{"active_job_id":"42","job_class":"ImportJob","status":"discarded",
            "error":"ActiveRecord::RecordInvalid: Name can't be blank","finished_at":"2026-11-28T16:51:43.123Z"}"#,
        "failed e [ActiveRecord::RecordInvalid: Name can't be blank]",
    );
    check(r#"{"import":{"id":42,"status":"in_progress","percent":12}}"#, "running 120");
    check(r#"{"id":42,"status":"claimed","created_at":"2026-11-28 16:51:43 UTC"}"#, "running c");
    check(
        r#"{"id":42,"state":"retryable","attempt":2,"inserted_at":"2026-11-28T16:51:43Z",
            "attempted_at":"2026-11-28T16:51:44Z","errors":[{"at":"…","attempt":1,"error":"x"}]}"#,
        "scheduled cs",
    );
    check(r#"{"id":42,"state":"available","args":{"state":"completed"}}"#, "queued");
    check(
        r#"{"id":"42","name":"alpha-beta","func":"math.copysign","started":"2026-11-28T16:51:43Z",
            "stopped":"2026-11-28T16:51:49Z","success":true,"result":-2.0}"#,
        "succeeded se",
    );
    check(
        r#"{"id":"42","started":"2026-11-28T16:51:43Z","stopped":"2026-11-28T16:51:49Z",
            "success":false,"result":"bad row : Traceback …"}"#,
        "failed se",
    );
}

#[test]
fn names_and_times_are_those_of_the_job() {
    let report = read(
        r#"{"data":{"id":"42","type":"jobs","attributes":{"title":" Import \n","status":"processing",
            "created-at":1795884703,"started-at":"1795884704500","estimated-completion":"20261128T165500Z"}}}"#,
    );
    let report = report.unwrap().unwrap();
    assert_eq!(report.name.as_deref(), Some("Import"));
    assert_eq!(report.raw_state, "processing");
    let iso = |time: Option<job_badge::job::Timestamp>| time.unwrap().to_iso();
    assert_eq!(iso(report.created_at), "2026-11-28T16:51:43.000Z");
    assert_eq!(iso(report.started_at), "2026-11-28T16:51:44.500Z");
    assert_eq!(iso(report.eta), "2026-11-28T16:55:00.000Z");
}
