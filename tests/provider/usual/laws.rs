//! Any JSON is read without a panic, and is final only by a known final word.

use job_badge::job::JobState;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::answer::read;

/// Names that mean something to the reader, and others.
const NAMES: [&str; 36] = [
    "state",
    "status",
    "phase",
    "stage",
    "jobStatus",
    "data",
    "attributes",
    "job",
    "run",
    "result",
    "response",
    "progress",
    "percent",
    "total",
    "done",
    "current",
    "success",
    "ready",
    "failed",
    "error",
    "errors",
    "message",
    "conclusion",
    "exitStatus",
    "steps",
    "items",
    "finishedAt",
    "cancelledAt",
    "totalJobs",
    "pendingJobs",
    "created",
    "name",
    "type",
    "opts",
    "completed",
    "x",
];
const OPEN: [&str; 11] = [
    "running",
    "queued",
    "IN_PROGRESS",
    "retrying",
    "canceling",
    "paused",
    "frobnicated",
    "200 OK",
    "ok",
    "not done",
    "terminated",
];
const FINAL: [&str; 8] =
    ["completed", "SUCCESS", "failed", "cancelled", "skipped", "Done", "error", "partial"];

/// Any JSON out of these texts, with flags or without.
fn any_json(texts: &'static [&'static str], flags: bool) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(move |flag| if flags { flag.into() } else { Value::Null }),
        prop::sample::select(vec![-1.0, 0.0, 0.5, 1.0, 40.0, 200.0, 1_795_884_703.0, 1e300])
            .prop_map(Value::from),
        prop::sample::select(texts).prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        let name = prop::sample::select(&NAMES[..]).prop_map(str::to_owned);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name, inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

fn is_final(value: &Value) -> bool {
    matches!(read(&value.to_string()), Ok(Some(report)) if report.state.is_final())
}

/// Whether a final word stands where a state or an outcome may, outside of what is never looked into.
fn holds_an_end(value: &Value) -> bool {
    match value {
        Value::Object(members) => members.iter().any(|(name, value)| {
            let is_state = ["state", "status", "phase", "stage", "jobStatus"]
                .contains(&name.as_str())
                || ["name", "type"].contains(&name.as_str());
            let is_word = value.as_str().is_some_and(|text| FINAL.contains(&text));
            (is_state && is_word) || (name != "result" && holds_an_end(value))
        }),
        Value::Array(list) => list.iter().any(holds_an_end),
        _ => false,
    }
}

const TEXTS: [&str; 19] = {
    let mut texts = [""; 19];
    let mut at = 0;
    while at < 19 {
        texts[at] = if at < 11 { OPEN[at] } else { FINAL[at - 11] };
        at += 1;
    }
    texts
};

/// An answer may have 8 MiB: that many members and tasks must not hold up the page.
#[test]
fn a_huge_answer_is_read_in_time() {
    let members: Vec<_> = (0..200_000).map(|at| format!("\"member{at}\":{at}")).collect();
    let state = "\"state\":\"running\"";
    let report = read(&format!("{{{state},{}}}", members.join(","))).unwrap().unwrap();
    assert_eq!(report.state, JobState::Running);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_json_is_read_or_refused(value in any_json(&TEXTS, true)) {
        if let Ok(Some(report)) = read(&value.to_string()) {
            prop_assert!(report.progress.is_none_or(|progress| progress.permille() <= 1000));
            prop_assert!(report.ended_at.is_none() || report.state.is_final());
        }
    }

    /// Without flags and Laravel's counts only a word can end a job.
    #[test]
    fn only_a_final_word_in_a_state_ends_a_job(value in any_json(&TEXTS, false)) {
        let text = value.to_string();
        prop_assert!(text.contains("totalJobs") || !is_final(&value) || holds_an_end(&value), "{text}");
    }

    #[test]
    fn open_words_numbers_and_counts_end_nothing(value in any_json(&OPEN, false)) {
        let text = value.to_string();
        prop_assert!(text.contains("totalJobs") || !is_final(&value), "{text}");
    }

    /// Whatever stands beside it, an end is not believed next to a state that is open.
    #[test]
    fn a_state_that_is_open_beside_one_that_is_final_keeps_it_open(
        open in prop::sample::select(&["running", "queued", "frobnicated", "paused"][..]),
        last in prop::sample::select(&FINAL[..]),
    ) {
        for value in [
            json!({"state": open, "status": last}),
            json!({"state": last, "jobStatus": open}),
            json!({"status": open, "job": {"status": last}}),
            json!({"status": last, "job": {"status": open}}),
            json!({"data": {"attributes": {"state": open, "status": last}}}),
        ] {
            let state = read(&value.to_string()).unwrap().unwrap().state;
            prop_assert!(!state.is_final(), "{value} is {}", JobState::name(state));
        }
    }
}
