//! What a badge shows and tells while its job lives.

use e2e::stage::Stage;
use serde_json::{Value, json};

use crate::setup::{a_job, assert_quiet, badge, events, open, uuid, wait_state};

pub async fn a_job_goes_from_queued_to_succeeded_with_rising_progress(stage: Stage) {
    let job = a_job(&stage, "Encode the film").await;
    open(&stage, &badge("b", &stage.api_root(), &job)).await;
    wait_state(&stage.tab, "b", "queued").await;
    let mut last = -1.0;
    for _ in 0..8 {
        stage.emulator().advance(20).await;
        let further = format!(
            "(s => (s.progress ?? -1) > {last} || s.state === 'succeeded')(document.getElementById('b').status)"
        );
        stage.tab.wait_until(&further).await;
        let status = stage.tab.status("#b").await;
        last = status["progress"].as_f64().unwrap();
        if status["state"] == "succeeded" {
            break;
        }
        assert_eq!(status["freshness"], "live", "{status}");
    }
    wait_state(&stage.tab, "b", "succeeded").await;
    stage.tab.wait_until("window.__e2e.events.some(e => e.type === 'job-badge-done')").await;
    let status = stage.tab.status("#b").await;
    assert_eq!(status["progress"], 100);
    assert_eq!((&status["name"], &status["job"]), (&json!("Encode the film"), &json!(job)));
    assert_eq!(status["tasks"].as_array().map(Vec::len), Some(2), "{status}");
    assert!(status["endedAt"].as_str().is_some_and(|t| t.ends_with('Z')), "{status}");

    let changes = events(&stage.tab, "b", "job-badge-change").await;
    let progress: Vec<_> =
        changes.iter().filter_map(|c| c["status"]["progress"].as_f64()).collect();
    assert!(progress.is_sorted() && progress.len() > 4, "{progress:?}");
    let mut states: Vec<_> = changes.iter().map(|c| &c["status"]["state"]).collect();
    states.dedup();
    assert_eq!(states.first(), Some(&&json!("queued")), "{states:?}");
    assert_eq!(states.last(), Some(&&json!("succeeded")), "{states:?}");
    for pair in changes.windows(2) {
        assert_eq!(pair[1]["previous"]["state"], pair[0]["status"]["state"]);
    }
    let done = events(&stage.tab, "b", "job-badge-done").await;
    assert_eq!(done.len(), 1);
    assert_eq!(done[0]["status"]["state"], "succeeded");
    assert_eq!(events(&stage.tab, "b", "job-badge-error").await, Vec::<Value>::new());
    assert_quiet(&stage).await;
}

pub async fn a_failed_job_says_why(stage: Stage) {
    let error = json!({ "code": "ErrorDownloadingInputAsset", "message": "<b>not</b> markup" });
    let task = json!({ "name": "encode", "seconds": 10, "error": error });
    let job = json!({ "name": "Doomed", "queuedSeconds": 1, "tasks": [task] });
    let job = stage.emulator().create(job).await;
    open(&stage, &badge("b", &stage.api_root(), &job)).await;
    wait_state(&stage.tab, "b", "queued").await;
    stage.emulator().advance(60).await;
    wait_state(&stage.tab, "b", "failed").await;
    stage.tab.wait_until("document.getElementById('b').status.tasks[0]?.errors?.length").await;
    let status = stage.tab.status("#b").await;
    let said = &status["tasks"][0]["errors"][0];
    assert_eq!(said["code"], "ErrorDownloadingInputAsset", "{status}");
    assert_eq!(said["message"], "<b>not</b> markup", "{status}");
    let markup = "return document.getElementById('b').shadowRoot.querySelectorAll('b').length";
    assert_eq!(stage.tab.js(markup).await, 0);
    assert_quiet(&stage).await;
}

pub async fn events_come_only_on_a_change_and_the_snapshot_is_frozen(stage: Stage) {
    let job = a_job(&stage, "Frozen").await;
    open(&stage, &badge("b", &stage.api_root(), &job)).await;
    wait_state(&stage.tab, "b", "queued").await;
    stage.api.wait_for_more(uuid(&job), 1).await;
    let before = stage.tab.events().await.len();
    let checked = stage.tab.status("#b").await["checkedAt"].clone();
    stage.api.wait_for_more(uuid(&job), 3).await;
    let moved_on = format!("document.getElementById('b').status.checkedAt !== {checked}");
    stage.tab.wait_until(&moved_on).await;
    assert_eq!(stage.tab.events().await.len(), before, "{:?}", stage.tab.events().await);

    let frozen = "const s = document.getElementById('b').status;
        return [Object.isFrozen(s), Object.isFrozen(s.tasks), Object.isFrozen(s.errors),
                Object.getPrototypeOf(s) === Object.prototype, Object.keys(s)]";
    let frozen = stage.tab.js(frozen).await;
    let keys = "job name state rawState progress tasks errors createdAt startedAt endedAt eta \
                checkedAt freshness";
    let mut found: Vec<_> =
        frozen[4].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let mut wanted: Vec<_> = keys.split_whitespace().collect();
    found.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(found, wanted);
    assert_eq!(frozen.as_array().unwrap()[..3], [json!(true), json!(true), json!(true)]);
    let write = "document.getElementById('b').status = 1;";
    let written = stage.tab.js(&format!("try {{ {write} }} catch {{}} return 1")).await;
    assert_eq!(written, 1);
    assert_eq!(stage.tab.status("#b").await["state"], "queued");
}

pub async fn a_changed_job_starts_anew_without_a_flash_of_the_old(stage: Stage) {
    let (old, new) = (a_job(&stage, "The old one").await, a_job(&stage, "The new one").await);
    open(&stage, &badge("b", &stage.api_root(), &old)).await;
    stage.tab.wait_until("document.getElementById('b').status?.name === 'The old one'").await;
    // Every frame from the change on is looked at.
    let change = format!(
        "const b = document.getElementById('b'); window.flashes = []; window.done = false;
         const look = () => {{
             const s = b.status;
             const text = b.shadowRoot.textContent + (b.getAttribute('aria-label') ?? '');
             if (text.includes('The old one')) window.flashes.push(text);
             if (s?.name === 'The old one') window.flashes.push(JSON.stringify(s));
             if (s?.name === 'The new one') window.done = true; else requestAnimationFrame(look);
         }};
         b.job = {}; queueMicrotask(() => requestAnimationFrame(look)); return 1",
        json!(new)
    );
    stage.tab.js(&change).await;
    stage.tab.wait_until("window.done").await;
    assert_eq!(stage.tab.js("return window.flashes").await, json!([]));
    assert_eq!(stage.tab.status("#b").await["job"], json!(new));
    let asked = stage.api.requests(uuid(&old)).len();
    stage.api.wait_for_more(uuid(&new), 2).await;
    assert_eq!(stage.api.requests(uuid(&old)).len(), asked);
    assert_quiet(&stage).await;
}
