//! One answer in a table: what is asked, what is read, written as one line.

use job_badge::{
    job::{Answer, Failure, JobId, Query, Report},
    provider::Api,
};

/// Reads an answer to the question about job 42.
pub fn read(body: &str) -> Result<Option<Report>, Failure> {
    let query = Query::Jobs(vec![JobId::parse("42").unwrap()]);
    match Api::Json.read(&query, &mut serde_json::Deserializer::from_str(body))? {
        Answer::Jobs(mut reports) => Ok(reports.pop()),
        other => panic!("{other:?}"),
    }
}

/// Checks what is read: state, the job's own permille, how many tasks, which of the three times
/// (created, started, ended), and the errors.
pub fn check(body: &str, expected: &str) {
    let report =
        read(body).unwrap_or_else(|failure| panic!("{body}\n{}", failure.message)).unwrap();
    assert_eq!(line(&report), expected, "{body}");
}

pub fn line(report: &Report) -> String {
    let mut words = vec![report.state.name().to_owned()];
    words.extend(report.progress.map(|progress| progress.permille().to_string()));
    words.extend(report.tasks.as_ref().map(|tasks| format!("{} tasks", tasks.len())));
    let times = [(report.created_at, "c"), (report.started_at, "s"), (report.ended_at, "e")];
    let times: String = times.iter().filter(|(time, _)| time.is_some()).map(|(_, c)| *c).collect();
    words.extend((!times.is_empty()).then_some(times));
    for error in &report.errors {
        let colon = if error.code.is_empty() { "" } else { ": " };
        words.push(format!("[{}{colon}{}]", error.code, error.message));
    }
    words.join(" ")
}
