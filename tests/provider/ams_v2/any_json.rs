//! Any JSON, as an answer and as an error body: it is read or refused. What it is read as is in
//! `reading`.

use job_badge::{
    job::{Answer, FailureKind, Query},
    provider::Api,
};
use proptest::prelude::*;
use serde_json::{Deserializer, Value};

use super::{A, B, active, id, jobs};

/// Any JSON, of the members that are read more often than of others.
fn some_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0..9).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "/Date\\([-+0-9]{0,20}\\)/".prop_map(Value::from),
        "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.Z+-]{0,20}".prop_map(Value::from),
        Just(Value::from(A)),
    ];
    let name = prop_oneof![
        prop::sample::select(vec![
            "d",
            "results",
            "value",
            "Id",
            "Name",
            "State",
            "Created",
            "StartTime",
            "EndTime",
            "Progress",
            "ErrorDetails",
            "Code",
            "Message",
            "error",
            "code",
            "message",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ];
    leaf.prop_recursive(6, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..7)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_json_is_an_answer_or_a_bad_one(body in some_json()) {
        for query in [jobs(&[A]), jobs(&[A, B]), active(&[A, B], 0, 9), Query::Tasks(id(A))] {
            let text = body.to_string();
            match Api::AmsV2.read(&query, &mut Deserializer::from_str(&text)) {
                Err(failure) => prop_assert_eq!(failure.kind, FailureKind::BadAnswer),
                Ok(Answer::Jobs(reports) | Answer::Active { reports, .. }) => {
                    prop_assert!(!query.is_about_tasks());
                    prop_assert!(reports.iter().all(|report| query.jobs().contains(&report.job)));
                }
                Ok(Answer::Tasks(_)) => prop_assert!(matches!(query, Query::Tasks(_))),
            }
        }
        let detail = job_badge::provider::error_in_json(&mut Deserializer::from_str(&body.to_string()));
        prop_assert!(detail.is_none_or(|detail| detail.code.chars().count() <= 256));
    }
}
