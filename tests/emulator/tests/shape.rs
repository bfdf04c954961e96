//! How answers look on the wire, to the byte.
#![allow(clippy::unwrap_used, reason = "tests may fail loudly")]

mod common;

use ams_emulator::{Emulator, Response};
use common::{ROOT, add, advance, frozen, get, json, request, three_tasks};
use serde_json::json;

/// An emulator with one job that runs since 7.683 s after it was created.
fn running() -> (Emulator, String) {
    let mut emulator = frozen();
    let job = json!({
        "name": "Encode one film",
        "queuedSeconds": 7.683,
        "tasks": [{ "name": "Encode", "seconds": 40 }],
    });
    let id = add(&mut emulator, &job);
    advance(&mut emulator, 20.0);
    (emulator, id)
}

fn headers(response: &Response, but: &[&str]) -> Vec<(String, String)> {
    let mut headers = response.headers.clone();
    headers.retain(|(name, _)| !but.contains(&name.as_str()));
    headers.sort();
    headers
}

#[test]
fn the_documented_request_gets_the_documented_answer() {
    let (mut emulator, id) = running();
    let encoded = id.replace(':', "%3A");
    let path = format!("/api/Jobs()?$filter=Id%20eq%20'{encoded}'&$top=1");
    let asked = request("GET", &path)
        .with("Accept", "application/json")
        .with("Accept-Charset", "UTF-8")
        .with("x-ms-client-request-id", "d9b83c57-e26c-4d10-a20b-2be634c4b6a8");
    let response = emulator.answer(common::NOW, &asked);
    assert_eq!(response.status, 200);
    // Created 20 s ago; the last change is still its creation, as it was recorded.
    assert_eq!(
        response.text(),
        format!(
            r#"{{"odata.metadata":"{ROOT}$metadata#Jobs","value":[{{"Id":"{id}","Name":"Encode one film","Created":"2015-02-11T01:45:48.897","LastModified":"2015-02-11T01:45:48.897","EndTime":null,"Priority":0,"RunningDuration":0.0,"StartTime":"2015-02-11T01:45:56.58","State":2,"TemplateId":null,"JobNotificationSubscriptions":[]}}]}}"#
        )
    );
    let guid = response.header("request-id").unwrap();
    assert_eq!(guid.len(), 36);
    assert_eq!(response.header("x-ms-request-id"), Some(guid));
    let expected = [
        ("Access-Control-Allow-Origin", "*"),
        ("Access-Control-Expose-Headers", "x-ms-request-id, retry-after, date"),
        ("Cache-Control", "no-cache"),
        ("Content-Type", "application/json;odata=minimalmetadata;streaming=true;charset=utf-8"),
        ("DataServiceVersion", "3.0;"),
        ("Date", "Wed, 11 Feb 2015 01:46:08 GMT"),
        ("Server", "Microsoft-IIS/8.5"),
        ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
        ("X-Content-Type-Options", "nosniff"),
        ("x-ms-client-request-id", "d9b83c57-e26c-4d10-a20b-2be634c4b6a8"),
    ];
    let expected: Vec<_> = expected.map(|(n, v)| (n.to_owned(), v.to_owned())).to_vec();
    assert_eq!(headers(&response, &["request-id", "x-ms-request-id"]), expected);
}

/// Asks with this `Accept`; checks type, version and body; `{id}` and `{enc}` stand for the job's id.
fn check(accept: &str, max: &str, path: &str, expected: (&str, &str, &str)) {
    let (mut emulator, id) = running();
    let mut asked = request("GET", &path.replace("{id}", &id)).with("Accept", accept);
    asked.headers.retain(|(name, _)| name != "MaxDataServiceVersion");
    let asked = asked.with("MaxDataServiceVersion", max);
    let response = emulator.answer(common::NOW, &asked);
    let kind = response.header("Content-Type").unwrap().to_owned();
    let version = response.header("DataServiceVersion").unwrap().to_owned();
    let body = expected.2.replace("{enc}", &id.replace(':', "%3A"));
    assert_eq!(
        (kind.as_str(), version.as_str(), response.text()),
        (expected.0, expected.1, body),
        "{accept} {path}"
    );
}

const LIGHT: &str = "application/json;odata=minimalmetadata;streaming=true;charset=utf-8";
const BARE: &str = "application/json;odata=nometadata;streaming=true;charset=utf-8";
const VERBOSE: &str = "application/json;odata=verbose;charset=utf-8";

#[test]
fn each_format_has_its_envelope_dates_and_numbers() {
    let cheap = "/api/Jobs('{id}')?$select=State,StartTime,RunningDuration";
    check(
        "application/json",
        "3.0",
        cheap,
        (
            LIGHT,
            "3.0;",
            r#"{"odata.metadata":"https://media.example/api/$metadata#Jobs/@Element&$select=State,StartTime,RunningDuration","RunningDuration":0.0,"StartTime":"2015-02-11T01:45:56.58","State":2}"#,
        ),
    );
    check(
        "application/json;odata=nometadata",
        "3.0",
        cheap,
        (BARE, "3.0;", r#"{"RunningDuration":0.0,"StartTime":"2015-02-11T01:45:56.58","State":2}"#),
    );
    // What has no collection is version 1, whose dates are ticks.
    check(
        "application/json;odata=verbose",
        "3.0",
        cheap,
        (
            VERBOSE,
            "1.0;",
            r#"{"d":{"__metadata":{"id":"https://media.example/api/Jobs('{enc}')","uri":"https://media.example/api/Jobs('{enc}')","type":"Microsoft.Cloud.Media.Vod.Rest.Data.Models.Job"},"RunningDuration":0,"StartTime":"\/Date(1423619156580)\/","State":2}}"#,
        ),
    );
    check(
        "application/json;odata=verbose",
        "3.0",
        "/api/Jobs('{id}')?$select=StartTime,JobNotificationSubscriptions",
        (
            VERBOSE,
            "3.0;",
            r#"{"d":{"__metadata":{"id":"https://media.example/api/Jobs('{enc}')","uri":"https://media.example/api/Jobs('{enc}')","type":"Microsoft.Cloud.Media.Vod.Rest.Data.Models.Job"},"StartTime":"2015-02-11T01:45:56.58Z","JobNotificationSubscriptions":{"__metadata":{"type":"Collection(Microsoft.Cloud.Media.Vod.Rest.Data.Models.JobNotificationSubscription)"},"results":[]}}}"#,
        ),
    );
    check(
        "application/json",
        "2.0",
        "/api/Jobs?$select=Id&$inlinecount=allpages&$top=0",
        (VERBOSE, "1.0;", r#"{"d":{"results":[],"__count":"1"}}"#),
    );
    check(
        "application/json",
        "3.0",
        "/api/Jobs?$select=Id&$inlinecount=allpages&$top=0",
        (
            LIGHT,
            "3.0;",
            r#"{"odata.metadata":"https://media.example/api/$metadata#Jobs&$select=Id","odata.count":"1","value":[]}"#,
        ),
    );
}

#[test]
fn one_property_can_be_asked_for() {
    let root = "\"odata.metadata\":\"https://media.example/api/$metadata#";
    let state = format!("{{{root}Edm.Int32\",\"value\":2}}");
    check("*/*", "3.0", "/api/Jobs('{id}')/State", (LIGHT, "3.0;", &state));
    check(
        "application/json;odata=verbose",
        "3.0",
        "/api/Jobs('{id}')/State",
        (VERBOSE, "1.0;", r#"{"d":{"State":2}}"#),
    );
    let none = format!("{{{root}Edm.Null\",\"odata.null\":true}}");
    check("*/*", "3.0", "/api/Jobs('{id}')/EndTime", (LIGHT, "3.0;", &none));
}

#[test]
fn the_service_document_lists_the_sets() {
    check(
        "application/json",
        "3.0",
        "/API/",
        (
            LIGHT,
            "3.0;",
            r#"{"odata.metadata":"https://media.example/api/$metadata","value":[{"name":"Tasks","url":"Tasks"},{"name":"Jobs","url":"Jobs"}]}"#,
        ),
    );
}

#[test]
fn a_whole_job_in_verbose_json_has_links_and_zoned_dates() {
    let (mut emulator, id) = running();
    let path = format!("/api/Jobs('{id}')");
    let asked = request("GET", &path).with("Accept", "application/json;odata=verbose");
    let job = json(&emulator.answer(common::NOW, &asked))["d"].clone();
    let uri = format!("{ROOT}Jobs('{}')", id.replace(':', "%3A"));
    assert_eq!(job["Tasks"]["__deferred"]["uri"], format!("{uri}/Tasks"));
    assert_eq!(job["Created"], "2015-02-11T01:45:48.897Z");
    assert_eq!(job["JobNotificationSubscriptions"]["results"], json!([]));
}

#[test]
fn tasks_have_twenty_properties_in_wire_order() {
    let mut emulator = frozen();
    let id = add(&mut emulator, &three_tasks());
    advance(&mut emulator, 21.5);
    let response = get(&mut emulator, &format!("/api/Jobs('{id}')/Tasks"));
    let text = response.text();
    let mut at = 0;
    for name in [
        "Id",
        "Configuration",
        "EndTime",
        "ErrorDetails",
        "HistoricalEvents",
        "MediaProcessorId",
        "Name",
        "PerfMessage",
        "Priority",
        "Progress",
        "RunningDuration",
        "StartTime",
        "State",
        "TaskBody",
        "Options",
        "EncryptionKeyId",
        "EncryptionScheme",
        "EncryptionVersion",
        "InitializationVector",
        "TaskNotificationSubscriptions",
    ] {
        let found = text[at..].find(&format!("\"{name}\":"));
        at += found.unwrap_or_else(|| panic!("{name} after byte {at} of {text}"));
    }
    assert!(text.contains(r#""Progress":100.0,"RunningDuration":8440.0,"#), "{text}");
    assert!(text.contains(r#""Progress":37.5,"RunningDuration":0.0,"#), "{text}");
    let tasks = json(&response)["value"].clone();
    assert_eq!(
        tasks[0]["HistoricalEvents"][0],
        json!({
            "Code": "WaitingForFreeResources", "Message": "", "TimeStamp": "2015-02-11T01:45:47.397",
        })
    );
    assert_eq!(tasks[2]["Name"], json!(null));
    assert_eq!(tasks[2]["StartTime"], json!(null));
}
