//! How a job is asked for.

use core::time::Duration;

use job_badge::{
    job::{FailureKind, JobId, Query},
    provider::{Api, ApiRoot, TokenHeader},
};

fn root() -> ApiRoot {
    let url = "https://app.example/api/jobs/";
    ApiRoot::of_url(url, url, "https://app.example", None).unwrap()
}

fn query(id: &str) -> Query {
    Query::Jobs(vec![JobId::parse(id).unwrap()])
}

#[test]
fn a_job_is_one_segment_below_the_root() {
    let check = |id: &str, path: &str| {
        let request = Api::Json.request(&root(), &query(id), 7).unwrap();
        assert_eq!(request.url, format!("https://app.example/api/jobs/{path}"), "{id}");
        assert_eq!(request.headers, [("Accept", "application/json".to_owned())]);
        assert_eq!(request.token, TokenHeader::BEARER);
    };
    check("42", "42");
    check("a-b_c.d~e", "a-b_c.d~e");
    check("a/b", "a%2Fb");
    check("../x", "..%2Fx");
    check("a\\b", "a%5Cb");
    check("?a=b#c", "%3Fa%3Db%23c");
    check("%2e%2e", "%252e%252e");
    check("https://evil.example/", "https%3A%2F%2Fevil.example%2F");
    check("ä b", "%C3%A4%20b");
    check("...", "...");
}

#[test]
fn a_step_on_the_path_is_no_job() {
    for id in [".", ".."] {
        let failure = Api::Json.request(&root(), &query(id), 7).unwrap_err();
        assert_eq!(failure.kind, FailureKind::Config, "{id}");
        assert!(failure.message.contains("job id"), "{}", failure.message);
    }
}

#[test]
fn it_is_asked_every_five_seconds_one_job_a_request_four_at_a_time() {
    let jobs = [JobId::parse("1").unwrap(), JobId::parse("2").unwrap()];
    assert_eq!(Api::Json.name(), "json");
    assert_eq!(Api::Json.interval(), Duration::from_secs(5));
    assert_eq!(Api::Json.max_in_flight(), 4);
    assert_eq!(Api::Json.list_page(), None);
    assert_eq!(Api::Json.fits(&root(), &jobs), 1);
    assert!(!Api::Json.separate_tasks());
}
