//! Requests stay below the API root, whatever descriptions, job ids and answers hold.

use std::rc::Rc;

use job_badge::{
    job::{Answer, FailureKind, Query},
    provider::{ApiRoot, Description, Head, Provider, Request, described::catalog},
};
use proptest::prelude::*;
use serde_json::{Deserializer, json};
use url::Url;

use super::{
    Text,
    hostile::{description, hostile_value, job_id, link},
    try_described,
};

const ROOTS: [&str; 4] = [
    "https://api.example/v1/",
    "https://api.example/",
    "http://localhost:8080/a/b%20c/",
    "https://api.example/projects/x..y/",
];

fn check(root: &ApiRoot, request: &Request) -> Result<(), TestCaseError> {
    let url = &request.url;
    prop_assert!(url.starts_with(root.as_str()), "{url}");
    prop_assert!(url.len() <= 16 * 1024);
    prop_assert!(url.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\'), "{url}");
    let (parsed, root) = (Url::parse(url).unwrap(), Url::parse(root.as_str()).unwrap());
    prop_assert_eq!(parsed.origin(), root.origin(), "{}", url);
    prop_assert!(parsed.path().starts_with(root.path()), "{url}");
    prop_assert_eq!(parsed.fragment(), None);
    prop_assert_eq!((parsed.username(), parsed.password()), ("", None));
    // A server that decodes as often as it likes stays below the root, too.
    let mut path = parsed.path().get(root.path().len()..).unwrap().to_owned();
    loop {
        prop_assert!(
            !path.contains("//") && !path.starts_with('/') && !path.contains('\\'),
            "{url}"
        );
        prop_assert!(
            !path.split(['/', ';']).any(|segment| segment == "." || segment == ".."),
            "{url}"
        );
        let decoded = percent_encoding::percent_decode_str(&path).decode_utf8_lossy().into_owned();
        if decoded == path {
            break;
        }
        path = decoded;
    }
    for (name, _) in parsed.query_pairs() {
        let name = name.to_ascii_lowercase();
        prop_assert!(!name.starts_with("_method") && !name.contains("method-override"), "{url}");
    }
    let known = [
        "Accept",
        "X-GitHub-Api-Version",
        "Api-Version",
        "X-Api-Version",
        "anthropic-version",
        "OpenAI-Beta",
    ];
    for (name, value) in &request.headers {
        prop_assert!(known.contains(name));
        prop_assert!(
            !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_graphic()),
            "{value:?}"
        );
    }
    let tokens = ["Authorization", "PRIVATE-TOKEN", "Circle-Token", "X-API-Key", "X-Api-Token"];
    prop_assert!(tokens.contains(&request.token.name));
    prop_assert!(["", "Bearer ", "Token ", "Basic "].contains(&request.token.scheme));
    Ok(())
}

thread_local! {
    static SHIPPED: Rc<[Description]> = catalog::ALL
        .iter()
        .map(|(name, text)| Description::read(name, &mut Deserializer::from_str(text)).unwrap())
        .collect();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn every_request_stays_below_the_api_root(
        description in description(),
        ids in prop::collection::vec(job_id(), 1..3),
        root in prop::sample::select(ROOTS.to_vec()),
        next in hostile_value(),
        link in link(),
        pages in 1..12_usize,
    ) {
        let Ok(description) = try_described(&description) else { return Ok(()) };
        let root = ApiRoot::absolute(root).unwrap();
        let head = Head { link: Some(format!("<{link}>; rel=\"next\"")), ..Head::OK };
        let body = Text(json!({"next": next, "rows": [{"id": "x", "state": "run"}]}).to_string());
        let queries = [
            Query::Jobs(ids.clone()),
            Query::Active { jobs: ids.clone(), skip: 0, top: usize::MAX },
            Query::Tasks(ids[0].clone()),
        ];
        for query in queries {
            match description.request(&root, &query, 0) {
                Ok(request) => check(&root, &request)?,
                Err(failure) => prop_assert_eq!(failure.kind, FailureKind::Config),
            }
            let read = if query.is_about_tasks() {
                Answer::Tasks(Vec::new())
            } else {
                Answer::Active { reports: Vec::new(), rows: pages }
            };
            if let Some(request) = description.next_page(&root, &query, &head, &body, &read, pages) {
                check(&root, &request)?;
                prop_assert!(pages < 10);
            }
        }
    }

    #[test]
    fn no_id_sends_a_shipped_description_elsewhere(id in job_id(), root in prop::sample::select(ROOTS.to_vec())) {
        let root = ApiRoot::absolute(root).unwrap();
        for description in SHIPPED.with(Rc::clone).iter() {
            let queries = [
                Query::Jobs(vec![id.clone()]),
                Query::Active { jobs: vec![id.clone()], skip: 0, top: 1 },
                Query::Tasks(id.clone()),
            ];
            for query in queries {
                if let Ok(request) = description.request(&root, &query, 0) {
                    check(&root, &request)?;
                }
            }
        }
    }
}
