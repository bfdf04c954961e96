//! The shipped descriptions: what is sent for each, and what each makes of its service's answers.
//!
//! `samples/NAME.txt` holds a service's cases. The answers were written for these tests, after what the
//! services document. The first line names the API root; a case is
//! ```text
//! == what it shows
//! ask job ID          and the request that is expected, or
//! job ID              (or tasks ID, list ID ID)
//! 200 {"status": …}   the answer: its status and its body
//! =>
//! running … 50%       what is read: see `readings`
//! ```
//! A case whose query begins with `next` expects the request for the next page, or `none`; what stands
//! after the query's ids and a `|` is the answer's `Link` header.

use std::{fmt::Write as _, fs, path::Path};

use job_badge::{
    job::Query,
    provider::{Api, ApiRoot, Auth, Head, described::catalog},
};

use crate::readings::{Text, head, job, list, read, refusal, shipped, tasks};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/provider/catalog/samples");

fn query(line: &str) -> Query {
    let (kind, ids) = line.split_once(' ').unwrap_or_else(|| panic!("no query: {line}"));
    match kind {
        "job" => job(ids),
        "tasks" => tasks(ids),
        "list" => list(&ids.split(' ').collect::<Vec<_>>()),
        _ => panic!("no query: {line}"),
    }
}

fn asked(api: &Api, root: &ApiRoot, query: &Query) -> String {
    match api.request(root, query, 0) {
        Ok(request) => {
            let mut lines = request.url;
            for (name, value) in &request.headers {
                write!(lines, "\n{name}: {value}").unwrap();
            }
            write!(lines, "\n{}: {}TOKEN", request.token.name, request.token.scheme).unwrap();
            lines
        }
        Err(failure) => refusal(&failure),
    }
}

/// The request for the page after this one.
fn next_page(api: &Api, root: &ApiRoot, line: &str, status: u16, body: &str) -> String {
    let (line, link) = line.split_once(" | ").unwrap_or((line, ""));
    let query = query(line);
    let link = Some(link.to_owned()).filter(|link| !link.is_empty());
    let head = Head { link, ..head(status, body) };
    let answer = api.read_answer(Auth::Bearer, &query, &head, &Text(body)).unwrap();
    let next = api.next_page(root, &query, &head, &Text(body), &answer, 1);
    next.map_or_else(|| "none".to_owned(), |request| request.url)
}

/// What a case's first lines give, and what is expected.
fn check(api: &Api, root: &ApiRoot, case: &str) -> Result<(), String> {
    let (title, case) = case.split_once('\n').unwrap();
    let (first, rest) = case.split_once('\n').unwrap_or((case, ""));
    let (found, expected) = if let Some(first) = first.strip_prefix("ask ") {
        (asked(api, root, &query(first)), rest)
    } else {
        let (answer, expected) =
            rest.split_once("\n=>").unwrap_or_else(|| panic!("{title}: no =>"));
        let (status, body) = answer.split_once(' ').unwrap_or((answer, ""));
        let status = status.parse().unwrap();
        let found = match first.strip_prefix("next ") {
            Some(line) => next_page(api, root, line, status, body),
            None => read(api, &query(first), status, body),
        };
        (found, expected)
    };
    if found.trim() == expected.trim() {
        return Ok(());
    }
    Err(format!("== {title}\nexpected\n{}\nfound\n{found}\n", expected.trim()))
}

#[test]
fn each_service_is_asked_and_read_as_it_documents() {
    let mut wrong = String::new();
    for (name, _) in catalog::ALL {
        let path = Path::new(FOLDER).join(name).with_extension("txt");
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let (head, cases) = text.split_once("\n== ").unwrap();
        let root = head.trim().strip_prefix("endpoint ").unwrap();
        let (api, root) = (shipped(name), ApiRoot::absolute(root).unwrap());
        for case in cases.split("\n== ") {
            if let Err(difference) = check(&api, &root, case) {
                writeln!(wrong, "{name} {difference}").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn no_file_of_samples_is_forgotten() {
    for file in fs::read_dir(FOLDER).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(catalog::ALL.iter().any(|(shipped, _)| *shipped == name), "{}", path.display());
    }
}
