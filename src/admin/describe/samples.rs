//! An answer of each shipped provider's service, so that there is something to read: one of the
//! answers that its tests read. And what its endpoint looks like, as its page has it.

use job_badge::provider::Json;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::problem::parse;

struct Documents {
    name: &'static str,
    /// The cases of its tests.
    cases: &'static str,
    /// Its page in the documentation.
    page: &'static str,
}

macro_rules! documents {
    ($($name:literal)*) => {
        &[$(Documents {
            name: $name,
            cases: include_str!(concat!("../../../tests/provider/catalog/samples/", $name, ".txt")),
            page: include_str!(concat!("../../../docs/providers/", $name, ".md")),
        }),*]
    };
}

const DOCUMENTS: &[Documents] = documents![
    "github-actions" "gitlab" "airflow" "prefect" "celery-flower" "openai-batch" "azure-operation"
    "google-operation" "ams-v3" "azure-devops" "kubernetes-job" "argo-workflow" "databricks-run"
    "buildkite" "circleci" "teamcity" "jenkins" "cloud-run-execution" "cloudflare-stream" "replicate"
    "huggingface-jobs" "api-video" "mlflow-run"
];

fn documents(name: &str) -> Option<&'static Documents> {
    DOCUMENTS.iter().find(|documents| documents.name == name)
}

/// What the endpoint of a shipped provider looks like: that of its page's first example.
pub(crate) fn endpoint(name: &str) -> Option<&'static str> {
    in_example(name, "endpoint=\"")
}

/// A job's id of a shipped provider, by the same example.
pub(crate) fn job(name: &str) -> Option<&'static str> {
    in_example(name, " job=\"")
}

fn in_example(name: &str, attribute: &str) -> Option<&'static str> {
    let (_, example) = documents(name)?.page.split_once("<job-badge ")?;
    example.split_once(attribute)?.1.split('"').next()
}

/// An answer that a shipped provider's tests read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SampleAnswer {
    /// Whether it is about the job's tasks; else it is about the job.
    pub tasks: bool,
    /// The job's id.
    pub job: &'static str,
    /// The answer: JSON.
    pub text: &'static str,
    /// What is read of it; begins with the state.
    pub read: &'static str,
}

/// The answers with status 200 about a job or its tasks; none for a provider that is not shipped.
pub(crate) fn sample_answers(name: &str) -> impl Iterator<Item = SampleAnswer> {
    let cases = documents(name).map_or("", |documents| documents.cases);
    cases.split("\n== ").filter_map(|case| {
        let (said, read) = case.split_once("\n=>\n")?;
        let (query, text) = said.split_once("\n200 ")?;
        let (_, query) = query.split_once('\n')?;
        let (tasks, job) = match query.split_once(' ')? {
            ("job", job) => (false, job),
            ("tasks", job) => (true, job),
            _ => return None,
        };
        Some(SampleAnswer { tasks, job, text, read })
    })
}

/// An answer about a running job, or about the tasks of one, the longest that there is; empty for a
/// provider that is not shipped.
pub(crate) fn sample(name: &str, tasks: bool) -> String {
    let fits = |answer: &SampleAnswer| {
        let is_fit =
            if tasks { !answer.read.trim().is_empty() } else { answer.read.starts_with("running") };
        answer.tasks == tasks && is_fit
    };
    let answers = sample_answers(name).filter(fits).map(|answer| answer.text);
    let longest = answers.max_by_key(|answer| answer.len()).unwrap_or_default();
    let pretty =
        parse(longest).ok().and_then(|json| serde_json::to_string_pretty(&InOrder(&json)).ok());
    pretty.unwrap_or_default()
}

/// JSON that is written with its members in their order.
struct InOrder<'a>(&'a Json);

impl Serialize for InOrder<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Json::Nothing => to.serialize_unit(),
            Json::Flag(flag) => to.serialize_bool(*flag),
            // Without the ".0" that a whole number would get.
            #[allow(clippy::cast_possible_truncation)]
            Json::Number(number) if number.fract() == 0.0 => to.serialize_i64(*number as i64),
            Json::Number(number) => to.serialize_f64(*number),
            Json::Text(text) => to.serialize_str(text),
            Json::List(list) => {
                let mut to = to.serialize_seq(Some(list.len()))?;
                for entry in list {
                    to.serialize_element(&InOrder(entry))?;
                }
                to.end()
            }
            Json::Record(members) => {
                let mut to = to.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    to.serialize_entry(name, &InOrder(value))?;
                }
                to.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use job_badge::{
        job::JobState,
        provider::{Api, described::catalog},
    };

    use super::*;
    use crate::describe::{
        description_places::is_asked_for_tasks, problem::check, reading::read, report::Asked,
    };

    #[test]
    fn each_shipped_provider_has_a_sample_that_it_reads_as_running() {
        for (name, text) in catalog::ALL {
            let source = parse(text).unwrap();
            let api = Api::Described(Rc::new(check(name, text).unwrap()));
            let read = |tasks| {
                let answer = parse(&sample(name, tasks)).unwrap();
                let asked = Asked { tasks, status: 200 };
                read(&api, Some(&source), &answer, asked).unwrap()
            };
            let reading = read(false);
            assert_eq!(reading.report.state, JobState::Running, "{name}");
            if is_asked_for_tasks(&source) {
                assert!(read(true).facts.iter().any(|fact| fact.title == "Tasks"), "{name}");
            }
            for fact in reading.facts.iter().filter(|fact| !fact.lines.is_empty()) {
                assert!(!fact.answer.is_empty(), "{name}: {fact:?}");
                assert!(!fact.description.is_empty(), "{name}: {fact:?}");
            }
        }
    }

    #[test]
    fn it_is_written_as_people_write_json() {
        let text = sample("jenkins", false);
        assert!(text.starts_with("{\n  \"building\": true,\n  \"result\": null,\n"), "{text}");
        assert_eq!(sample("json", false), "");
    }
}
