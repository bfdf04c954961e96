//! The next page of a list, in each way that APIs have.

use job_badge::{
    job::{Answer, Query},
    provider::{Head, Provider},
};
use serde_json::{Value, json};

use super::{ROOT, Text, described, id, root, with};

/// The next page's URL after a page of the list, whose own URL is `jobs?state=run`.
fn next(next: &Value, size: u32, head: &Head, body: &Value, rows: usize, pages: usize) -> String {
    let list = json!({"get": "jobs?state=run", "at": "/rows", "job": {"job": "/id"}, "next": next, "size": size});
    let description = described(&with(&json!({ "list": list })));
    let query = Query::Active { jobs: vec![id("a")], skip: 0, top: usize::MAX };
    let so_far = Answer::Active { reports: Vec::new(), rows };
    let body = Text(body.to_string());
    let request = description.next_page(&root(), &query, head, &body, &so_far, pages);
    request.map_or_else(
        || "-".to_owned(),
        |request| request.url.strip_prefix(ROOT).unwrap().to_owned(),
    )
}

#[test]
fn the_next_page_is_found_in_each_way() {
    let by = |spec: Value, body: Value| next(&spec, 2, &Head::OK, &body, 2, 1);
    let link = json!({"link": "/next"});
    assert_eq!(
        by(link.clone(), json!({"next": "https://evil.example/x?page=2&a=%2F"})),
        "jobs?page=2&a=%2F"
    );
    assert_eq!(by(link.clone(), json!({"next": "?page=2#x"})), "jobs?page=2");
    for none in [
        json!(null),
        json!(""),
        json!("https://api.example/v1/jobs"),
        json!("/x?"),
        json!(3),
        json!("?a b"),
        json!("?é"),
        json!("?a\\b"),
        json!("?_method=DELETE"),
        json!("?a\u{9}b"),
    ] {
        assert_eq!(by(link.clone(), json!({ "next": none })), "-", "{none}");
    }
    let cursor = json!({"cursor": ["/gone", "/meta/token"], "parameter": "page_token"});
    assert_eq!(
        by(cursor.clone(), json!({"meta": {"token": "a b&c=/"}})),
        "jobs?state=run&page_token=a%20b%26c%3D%2F"
    );
    assert_eq!(by(cursor.clone(), json!({"meta": {"token": ""}})), "-");
    assert_eq!(by(cursor, json!({"meta": {}})), "-");

    let header = json!({"header": "Link"});
    let by_header = |text: Option<&str>| {
        let head = Head { link: text.map(str::to_owned), ..Head::OK };
        next(&header, 2, &head, &json!({}), 2, 1)
    };
    assert_eq!(
        by_header(Some(
            "<https://x/y?page=1>; rel=\"prev\", <https://x/y?page=3&z=1>; rel=\"next\""
        )),
        "jobs?page=3&z=1"
    );
    assert_eq!(by_header(Some("<?p=2>; title=x; rel=\"last next\"")), "jobs?p=2");
    assert_eq!(by_header(Some("<?p=2>;rel=Next")), "jobs?p=2");
    for none in
        [None, Some(""), Some("<"), Some("<?p=2"), Some("<?p=2>; rel=\"last\""), Some("rel=next")]
    {
        assert_eq!(by_header(none), "-", "{none:?}");
    }
}

#[test]
fn counted_pages_end_with_one_that_is_not_full() {
    let by = |spec: Value, rows, pages| next(&spec, 2, &Head::OK, &json!({}), rows, pages);
    let offset = json!({"offset": "offset"});
    assert_eq!(by(offset.clone(), 2, 1), "jobs?state=run&offset=2");
    assert_eq!(by(offset.clone(), 4, 2), "jobs?state=run&offset=4");
    assert_eq!(by(offset.clone(), 3, 2), "-");
    assert_eq!(by(offset, 0, 1), "-");
    let page = json!({"page": "page"});
    assert_eq!(by(page.clone(), 2, 1), "jobs?state=run&page=2");
    assert_eq!(by(page.clone(), 18, 9), "jobs?state=run&page=10");
    assert_eq!(by(page.clone(), 20, 10), "-");
    assert_eq!(by(page, 1, 1), "-");
}

#[test]
fn tasks_have_pages_too() {
    let description = described(&with(&json!({"items": {
        "get": "jobs/{job}/steps?per=2", "at": "/steps", "next": {"page": "page"}, "size": 2,
        "leaveOut": {"at": "/s", "is": "x"},
    }})));
    let query = Query::Tasks(id("7"));
    assert_eq!(
        description.request(&root(), &query, 0).unwrap().url,
        format!("{ROOT}jobs/7/steps?per=2")
    );
    let next = |body: Value| {
        let body = Text(body.to_string());
        let so_far = Answer::Tasks(Vec::new());
        description
            .next_page(&root(), &query, &Head::OK, &body, &so_far, 1)
            .map(|request| request.url)
    };
    assert_eq!(
        next(json!({"steps": [{"s": "x"}, {"s": "x"}]})),
        Some(format!("{ROOT}jobs/7/steps?per=2&page=2"))
    );
    assert_eq!(next(json!({"steps": [{"s": "x"}]})), None);
}

#[test]
fn a_list_is_read_no_further_than_it_is_worth() {
    let list = json!({"get": "jobs", "at": "/rows", "job": {"job": "/id"}, "size": 2, "next": {"page": "page"}});
    let description = described(&with(&json!({ "list": list })));
    let check = |rows: usize, top: usize, goes_on: bool| {
        let query = Query::Active { jobs: vec![id("a")], skip: 0, top };
        let so_far = Answer::Active { reports: Vec::new(), rows };
        let body = Text(json!({}).to_string());
        let next = description.next_page(&root(), &query, &Head::OK, &body, &so_far, rows / 2);
        assert_eq!(next.is_some(), goes_on, "{rows} of {top}");
    };
    check(2, 3, true);
    check(4, 3, false);
    check(4, 4, false);
    check(4, usize::MAX, true);
}
