//! How Azure Media Services v2 is asked, and how its answers are read.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use job_badge::{
    job::{Ask, FailureKind, JobId, Reading, Timestamp},
    provider::{Api, ApiRoot},
};
use proptest::prelude::*;
use serde_json::{Deserializer, Value, json};

const A: &str = "nb:jid:UUID:0a1b2c3d-4e5f-4a6b-8c7d-000000000001";
const B: &str = "nb:jid:UUID:0a1b2c3d-4e5f-4a6b-8c7d-000000000002";

fn root() -> ApiRoot {
    ApiRoot::absolute("https://media.example/api").unwrap()
}

fn id(text: &str) -> JobId {
    JobId::parse(text).unwrap()
}

fn jobs(ids: &[&str]) -> Ask {
    Ask::Jobs(ids.iter().map(|text| id(text)).collect())
}

fn active(ids: &[&str], skip: usize, top: usize) -> Ask {
    Ask::Active { jobs: ids.iter().map(|text| id(text)).collect(), skip, top }
}

fn url(ask: &Ask) -> String {
    Api::AmsV2.request(&root(), ask, 7).url
}

#[test]
fn one_job_is_asked_for_as_the_documentation_has_it() {
    let trace = 0x0123_4567_89AB_CDEF_0011_2233_4455_6677;
    let request = Api::AmsV2.request(&root(), &jobs(&[A]), trace);
    assert_eq!(
        request.url,
        "https://media.example/api/Jobs()?$filter=Id%20eq%20'nb%3Ajid%3AUUID%3A0a1b2c3d-4e5f-4a6b-8c7d-000000000001'&$top=1"
    );
    let headers: Vec<_> = request.headers.iter().map(|(k, v)| (*k, v.as_str())).collect();
    assert_eq!(
        headers,
        [
            ("DataServiceVersion", "1.0;NetFx"),
            ("MaxDataServiceVersion", "3.0;NetFx"),
            ("Accept", "application/json"),
            ("x-ms-version", "2.19"),
            ("x-ms-client-request-id", "01234567-89ab-cdef-0011-223344556677"),
        ]
    );
}

#[test]
fn several_jobs_share_a_request() {
    assert_eq!(
        url(&jobs(&["a", "b'c", "d"])),
        "https://media.example/api/Jobs()?$filter=Id%20eq%20'a'%20or%20Id%20eq%20'b%27%27c'%20or%20Id%20eq%20'd'&$top=3&$select=Id,Name,State,Created,StartTime,EndTime"
    );
}

#[test]
fn the_list_of_active_jobs_is_asked_for_page_by_page() {
    assert_eq!(Api::AmsV2.lists_active(), Some(500));
    assert_eq!(
        url(&active(&["not", "named"], 1000, 570)),
        "https://media.example/api/Jobs()?$filter=State%20lt%203%20or%20State%20eq%206&$top=570&$skip=1000&$select=Id,Name,State,Created,StartTime,EndTime"
    );
}

#[test]
fn tasks_are_asked_for_by_their_job() {
    assert_eq!(
        url(&Ask::Tasks(id("nb:jid:UUID:1/2'é"))),
        "https://media.example/api/Jobs('nb%3Ajid%3AUUID%3A1%2F2%27%27%C3%A9')/Tasks?$select=Name,State,Progress,ErrorDetails,StartTime,EndTime"
    );
}

fn percent_decoded(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), text.bytes());
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// The ids of a filter as a server reads it: `Id eq 'x' or Id eq 'y'`, quotes doubled.
fn ids_of(filter: &str) -> Vec<String> {
    let mut ids = Vec::new();
    let mut rest = filter;
    loop {
        rest = rest.strip_prefix("Id eq '").expect("a comparison");
        let mut id = String::new();
        loop {
            let (text, after) = rest.split_once('\'').expect("a closing quote");
            id.push_str(text);
            match after.strip_prefix('\'') {
                Some(more) => {
                    id.push('\'');
                    rest = more;
                }
                None => {
                    rest = after;
                    break;
                }
            }
        }
        ids.push(id);
        match rest.strip_prefix(" or ") {
            Some(more) => rest = more,
            None => {
                assert_eq!(rest, "", "something follows the filter");
                return ids;
            }
        }
    }
}

/// Ids as a hostile page could set them.
fn some_id() -> impl Strategy<Value = JobId> {
    let hostile = "[a-z'\"%&#?+/:;() =,é☃\u{1F600}-]{1,40}";
    prop_oneof![hostile.prop_map(|s| s), any::<String>(), Just(A.to_owned())]
        .prop_filter_map("no id", |text| JobId::parse(&text).ok())
}

proptest! {
    #[test]
    fn no_id_breaks_out_of_its_literal(ids in prop::collection::vec(some_id(), 1..6)) {
        let url = url(&Ask::Jobs(ids.clone()));
        let query = url.strip_prefix("https://media.example/api/Jobs()?").unwrap();
        let parts: Vec<_> = query.split('&').collect();
        let filter = parts[0].strip_prefix("$filter=").unwrap();
        prop_assert_eq!(parts[1], format!("$top={}", ids.len()));
        prop_assert_eq!(parts.len(), if ids.len() == 1 { 2 } else { 3 });
        prop_assert_eq!(filter.matches('\'').count(), 2 * ids.len());
        prop_assert!(url.bytes().all(|b| b.is_ascii_graphic() && b != b'#'));
        let given: Vec<_> = ids.iter().map(|id| id.as_str().to_owned()).collect();
        prop_assert_eq!(ids_of(&percent_decoded(filter)), given);

        let tasks = Api::AmsV2.request(&root(), &Ask::Tasks(ids[0].clone()), 0).url;
        let key = tasks.strip_prefix("https://media.example/api/Jobs('").unwrap();
        let (key, rest) = key.split_once('\'').unwrap();
        prop_assert!(rest.starts_with(")/Tasks?$select=Name") && !key.contains('/'));
        prop_assert_eq!(percent_decoded(key).replace("''", "'"), ids[0].as_str());
    }

    #[test]
    fn as_many_jobs_fit_as_a_url_of_2000_characters_holds(
        ids in prop::collection::vec(some_id(), 1..60),
        path in "(/[a-z]{1,300}){0,3}",
    ) {
        let root = ApiRoot::absolute(&format!("https://media.example{path}")).unwrap();
        let fits = Api::AmsV2.fits(&root, &ids);
        // As the browser sends it: with the quotes encoded.
        let length = |count: usize| {
            let ask = Ask::Jobs(ids[..count].to_vec());
            Api::AmsV2.request(&root, &ask, 0).url.replace('\'', "%27").len()
        };
        prop_assert!((1..=ids.len()).contains(&fits));
        prop_assert!(fits == 1 || length(fits) <= 2000);
        prop_assert!(fits == ids.len() || length(fits + 1) > 2000);
    }

    #[test]
    fn every_request_id_is_a_guid_of_its_own(a in any::<u128>(), b in any::<u128>()) {
        let guid = |trace| Api::AmsV2.request(&root(), &jobs(&[A]), trace).headers[4].1.clone();
        let lengths: Vec<_> = guid(a).split('-').map(str::len).collect();
        prop_assert_eq!(lengths, [8, 4, 4, 4, 12]);
        prop_assert_eq!(u128::from_str_radix(&guid(a).replace('-', ""), 16).unwrap(), a);
        prop_assert_eq!(a == b, guid(a) == guid(b));
    }
}

#[test]
fn about_twenty_usual_ids_fit_in_a_request() {
    let ids = vec![id(A); 100];
    assert_eq!(Api::AmsV2.fits(&root(), &ids), 24);
    assert_eq!(Api::AmsV2.fits(&root(), &[]), 0);
    assert_eq!(Api::AmsV2.fits(&root(), &[id(&"'".repeat(512))]), 1);
}

/// A reading in a line for each job or task.
fn told(ask: &Ask, body: &Value) -> String {
    let time = |time: Option<Timestamp>| time.map_or("-".to_owned(), Timestamp::to_iso);
    let body = body.to_string();
    match Api::AmsV2.read(ask, &mut Deserializer::from_str(&body)) {
        Err(failure) => failure.kind.name().to_owned(),
        Ok(Reading::Active { reports, rows }) => {
            let lines = reports.iter().map(|job| format!("{} {}", job.job, job.state.name()));
            format!("{rows} rows: {}", lines.collect::<Vec<_>>().join(", "))
        }
        Ok(Reading::Jobs(reports)) => {
            let lines = reports.iter().map(|job| {
                assert!(job.tasks.is_none() && job.errors.is_empty() && job.progress.is_none());
                let times = [job.created_at, job.started_at, job.ended_at].map(time).join(" ");
                let name = job.name.as_deref().unwrap_or("-");
                format!("{} {name} {} {} {times}", job.job, job.state.name(), job.raw_state)
            });
            lines.collect::<Vec<_>>().join("\n")
        }
        Ok(Reading::Tasks(tasks)) => {
            let lines = tasks.iter().map(|task| {
                let progress = task.progress.map_or("-".to_owned(), |p| p.permille().to_string());
                let errors = task.errors.iter().map(|e| format!(" [{}|{}]", e.code, e.message));
                let times = [task.started_at, task.ended_at].map(time).join(" ");
                format!(
                    "{} {} {} {progress} {times}{}",
                    task.name,
                    task.state.name(),
                    task.raw_state,
                    errors.collect::<String>()
                )
            });
            lines.collect::<Vec<_>>().join("\n")
        }
    }
}

fn check(ask: &Ask, body: &Value, expected: &str) {
    assert_eq!(told(ask, body), expected, "{body}");
}

#[test]
fn all_wrappings_of_a_job_are_read() {
    let job = json!({"Id": A, "Name": "N", "State": 2, "Created": "2021-06-01T09:00:00.12",
        "StartTime": "2021-06-01T09:00:10Z", "EndTime": null, "RunningDuration": 0.0});
    let line =
        format!("{A} N running Processing 2021-06-01T09:00:00.120Z 2021-06-01T09:00:10.000Z -");
    for body in [
        json!({"odata.metadata": "https://media.example/api/$metadata#Jobs", "value": [job]}),
        json!({"value": [job]}),
        json!({"d": {"results": [job]}}),
        json!({"d": [job]}),
        json!({"d": job}),
        job.clone(),
        json!([job]),
    ] {
        check(&jobs(&[A]), &body, &line);
    }
}

#[test]
fn states_are_read_in_every_spelling() {
    let states = [
        "queued Queued",
        "scheduled Scheduled",
        "running Processing",
        "succeeded Finished",
        "failed Error",
        "canceled Canceled",
        "canceling Canceling",
    ];
    let check = |state: Value, said: &str| {
        let body = json!({"value": [{"Id": A, "State": state}]});
        check(&jobs(&[A]), &body, &format!("{A} - {said} - - -"));
    };
    for (number, said) in (0_u8..).zip(states) {
        check(json!(number), said);
        check(json!(f64::from(number)), said);
        check(json!(number.to_string()), said);
        check(json!(format!("{number}.0")), said);
        check(json!(said.split(' ').nth(1).unwrap().to_lowercase()), said);
    }
    check(json!(7), "unknown 7");
    check(json!(-1), "unknown -1");
    check(json!(4_000_000_000_u64), "unknown 4000000000");
    check(json!("Paused"), "unknown Paused");
    check(json!("12"), "unknown 12");
    check(json!(2.5), "unknown ");
    check(json!(null), "unknown ");
    check(json!(true), "unknown ");
    check(json!([2]), "unknown ");
}

#[test]
fn names_and_times_may_be_null_missing_or_of_another_type() {
    let empty = format!("{A} - queued Queued - - -");
    for body in [
        json!({"Id": A, "State": 0}),
        json!({"Id": A, "State": 0, "Name": null, "Created": null, "StartTime": null}),
        json!({"Id": A, "State": 0, "Name": "", "Created": "0001-01-01T00:00:00"}),
        json!({"Id": A, "State": 0, "Name": 5, "Created": 5, "StartTime": {}, "EndTime": [1]}),
        json!({"State": 0}),
        json!({"Id": null, "State": 0}),
    ] {
        check(&jobs(&[A]), &json!({"value": [body]}), &empty);
    }
    check(&jobs(&[A]), &json!({"Id": A}), &format!("{A} - unknown  - - -"));
    let long = json!({"Id": A, "State": 0, "Name": "x".repeat(4000)});
    check(&jobs(&[A]), &long, &format!("{A} {}… queued Queued - - -", "x".repeat(255)));
}

#[test]
fn only_jobs_that_were_asked_for_are_told() {
    let queued = |id: &str| json!({"Id": id, "State": 0});
    let line = |id: &str| format!("{id} - queued Queued - - -");
    check(&jobs(&[A]), &json!({"value": []}), "");
    check(&jobs(&[A]), &json!({"value": [queued(B)]}), "");
    check(&jobs(&[A]), &json!({"value": [queued(B), queued(A), queued(A)]}), &line(A));
    check(&jobs(&[A, B]), &json!({"value": [queued(B)]}), &line(B));
    check(&jobs(&[A, B]), &json!({"value": [{"State": 0}]}), "");
    let upper = A.to_uppercase();
    check(&jobs(&[A, B]), &json!({"value": [queued(&upper)]}), &line(A));
    let both = format!("{}\n{}", line(&upper), line(A));
    check(&jobs(&[&upper, A]), &json!({"value": [queued(A)]}), &both);
}

#[test]
fn tasks_are_read() {
    let ask = Ask::Tasks(id(A));
    let error = json!({"Code": "UserInput", "Message": "Bad\r\nsource."});
    let error_line = "N failed Error 0 - - [UserInput|Bad\nsource.]";
    let task = json!({"Name": "N", "State": 4, "Progress": 0.0, "ErrorDetails": [error]});
    check(&ask, &json!({"value": [task]}), error_line);
    let verbose = json!({"Name": "N", "State": 4, "Progress": 0,
        "ErrorDetails": {"__metadata": {}, "results": [error]}});
    check(&ask, &json!({"d": {"results": [verbose]}}), error_line);
    check(&ask, &json!({"value": []}), "");
    let progress = |progress: Value| {
        let body = json!({"value": [{"Name": null, "State": 2, "Progress": progress}]});
        told(&ask, &body).split(' ').nth(3).unwrap().to_owned()
    };
    assert_eq!(progress(json!(100)), "1000");
    assert_eq!(progress(json!(41.67)), "417");
    assert_eq!(progress(json!("37.5")), "375");
    assert_eq!(progress(json!(122.0)), "1000");
    assert_eq!(progress(json!(-5)), "0");
    assert_eq!(progress(json!(null)), "-");
    assert_eq!(progress(json!("NaN")), "-");
    assert_eq!(progress(json!("INF")), "-");
    let odd = json!({"State": 4, "ErrorDetails": [{"Code": 5, "Message": 7}, {}, 3, null]});
    check(&ask, &json!({"value": [odd]}), " failed Error - - - [5|7]");
    check(
        &ask,
        &json!({"value": [{"State": 3, "ErrorDetails": null}]}),
        " succeeded Finished - - -",
    );
}

#[test]
fn a_list_is_read_for_the_jobs_that_are_meant_and_counted_with_all_others() {
    let row = |id: &str, state: u8| json!({"Id": id, "Name": "N", "State": state});
    let list = |rows: &[Value]| json!({ "value": rows });
    let upper = A.to_uppercase();
    for (ask, rows, expected) in [
        (active(&[A, B], 0, 9), vec![], "0 rows: ".to_owned()),
        (
            active(&[A, B], 0, 9),
            vec![row("x", 0), row(B, 2), row("y", 6), row(A, 6)],
            format!("4 rows: {B} running, {A} canceling"),
        ),
        // Pages may shift while they are read.
        (active(&[A], 5, 9), vec![row(A, 1), row(A, 2)], format!("2 rows: {A} scheduled")),
        (active(&[A], 0, 9), vec![row(&upper, 2)], format!("1 rows: {A} running")),
        (active(&[A], 0, 9), vec![json!({"State": 2})], "1 rows: ".to_owned()),
    ] {
        check(&ask, &list(&rows), &expected);
    }
    let twins = [A, upper.as_str()];
    let both = format!("1 rows: {A} running, {upper} running");
    check(&active(&twins, 0, 9), &list(&[row(A, 2)]), &both);
}

#[test]
fn what_is_no_answer_of_the_service_is_refused() {
    let error = json!({"error": {"code": "X", "message": "Y"}});
    let service = json!({"value": [{"name": "Jobs", "url": "Jobs"}]});
    for ask in [jobs(&[A]), jobs(&[A, B]), active(&[A, B], 0, 9), Ask::Tasks(id(A))] {
        for body in [
            json!(null),
            json!(2),
            json!("text"),
            json!(true),
            json!({}),
            json!({"d": null}),
            json!({"d": 5}),
            json!({"value": null}),
            json!({"value": [1]}),
            json!({"value": [null]}),
            json!({"value": [{}]}),
            json!({"value": [{"State": 1, "Progress": 0}, "x"]}),
            error.clone(),
            service.clone(),
        ] {
            check(&ask, &body, "bad-answer");
        }
    }
    // Not "the job is not there": its id is no id of this service.
    for ask in [jobs(&[A]), jobs(&[A, B]), active(&[A, B], 0, 9)] {
        for id in [json!(7), json!({"Id": A}), json!([A])] {
            check(&ask, &json!({"value": [{"Id": id}]}), "bad-answer");
            check(
                &ask,
                &json!({"value": [{"Id": A, "State": 1}, {"Id": id, "State": 1}]}),
                "bad-answer",
            );
        }
    }
    for text in ["", "{", "<html>", "{\"value\":[{\"Id\":\"a\",\"State\":2}"] {
        let failure =
            Api::AmsV2.read(&jobs(&["a"]), &mut Deserializer::from_str(text)).unwrap_err();
        assert_eq!(failure.kind, FailureKind::BadAnswer, "{text}");
    }
}

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
    fn any_json_is_a_reading_or_a_bad_answer(body in some_json()) {
        for ask in [jobs(&[A]), jobs(&[A, B]), active(&[A, B], 0, 9), Ask::Tasks(id(A))] {
            let text = body.to_string();
            match Api::AmsV2.read(&ask, &mut Deserializer::from_str(&text)) {
                Err(failure) => prop_assert_eq!(failure.kind, FailureKind::BadAnswer),
                Ok(Reading::Jobs(reports) | Reading::Active { reports, .. }) => {
                    prop_assert!(!ask.is_about_tasks());
                    prop_assert!(reports.iter().all(|report| ask.jobs().contains(&report.job)));
                }
                Ok(Reading::Tasks(_)) => prop_assert!(matches!(ask, Ask::Tasks(_))),
            }
        }
        let said = job_badge::provider::error_in_json(&mut Deserializer::from_str(&body.to_string()));
        prop_assert!(said.is_none_or(|said| said.code.chars().count() <= 256));
    }

    #[test]
    fn any_text_is_an_error_body_or_none(text in "[<>/a-z &;!\\[\\]:\"=é]{0,80}", other in any::<String>()) {
        for text in [text, other] {
            let said = job_badge::provider::error_in_text(&text);
            prop_assert!(said.is_none_or(|said| said.message.chars().count() <= 2000));
        }
    }

    #[test]
    fn any_token_text_is_taken_or_refused(text in any::<String>(), parts in prop::collection::vec("[A-Za-z0-9_-]{0,30}", 0..5)) {
        for text in [text, parts.join(".")] {
            if let Ok(token) = job_badge::provider::BearerToken::parse(&text) {
                prop_assert_eq!(token.expose(), text.trim());
                prop_assert!(token.expose().is_ascii());
                let _ = token.expires_at();
            }
        }
    }
}
