//! What the badge asks of services that cannot be run here, against the services' own published
//! descriptions: Prism serves each, refuses a request that breaks it (401, 400, 404, 422, or a
//! remark in `sl-violations`), and answers with the publisher's examples, which are read to a state.
//!
//! `cargo xtask test --real --descriptions DIR` names the folder; without it nothing is run.

use std::path::{Path, PathBuf};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{Request, Response};
use e2e::http;
use e2e::process::{Guarded, free_port};
use job_badge::job::{Answer, JobId, Query};
use job_badge::provider::described::catalog;
use job_badge::provider::{self, Api, ApiRoot, Auth, Description, Head, Json, Members};
use serde_json::{Deserializer, Value};
use tokio::time::Instant;

/// A published description, and what the badge asks by it.
struct Published {
    /// The file in the folder.
    file: &'static str,
    /// The shipped description that asks, by the name of the provider.
    provider: &'static str,
    /// The API root below Prism's own.
    root: &'static str,
    /// A job's id.
    job: &'static str,
    /// The publisher's examples by name, `default` for the one that has none, and how a job in it is
    /// read: state, whole percent, number of tasks.
    examples: &'static [(&'static str, &'static str)],
    /// The same of its tasks, where the badge asks for them.
    tasks: &'static str,
    /// How many jobs the list's example holds, where the badge asks for a list.
    rows: Option<usize>,
    /// Jobs in answers that the badge does not ask for: the path, where they stand, their states.
    others: &'static [(&'static str, &'static str, &'static str)],
}

const ALL: &[Published] = &[
    Published {
        file: "github-actions.json",
        provider: "github-actions",
        root: "",
        job: "octo-org/octo-repo/30433642",
        examples: &[("default", "queued - 0")],
        tasks: "succeeded 100",
        rows: Some(1),
        others: &[("repos/octo-org/octo-repo/actions/runs/30433642/attempts/1", "", "queued - 0")],
    },
    Published {
        file: "gitlab-pipelines.json",
        provider: "gitlab",
        root: "api/v4/",
        job: "test-group/sub/test-project/287",
        examples: &[("default", "succeeded 100 0")],
        tasks: "failed 100, canceled 100",
        rows: None,
        others: &[("api/v4/projects/21/pipelines", "", "queued - 0, queued - 0")],
    },
    Published {
        file: "openai-batch.json",
        provider: "openai-batch",
        root: "",
        job: "batch_abc123",
        examples: &[("default", "partial 100 0")],
        tasks: "",
        rows: None,
        others: &[("batches", "/data", "partial 100 0")],
    },
    Published {
        file: "openai-batch.json",
        provider: "openai-batch",
        root: "",
        job: "ftjob-abc123",
        examples: &[("default", "succeeded 100 0")],
        tasks: "",
        rows: None,
        others: &[("fine_tuning/jobs", "/data", "queued - 0")],
    },
    Published {
        file: "airflow-3.json",
        provider: "airflow",
        root: "api/v2/",
        job: "media/manual__2026-11-28T16:51:43+00:00",
        examples: &[],
        tasks: "",
        rows: None,
        others: &[],
    },
    Published {
        file: "azure-media-v3-jobs.json",
        provider: "ams-v3",
        root: "subscriptions/s/resourceGroups/g/providers/Microsoft.Media/mediaServices/a/",
        job: "exampleTransform/job1",
        examples: &[("queued", "queued 0 1"), ("processing", "running 50 1")],
        tasks: "",
        rows: Some(3),
        others: &[],
    },
    Published {
        file: "kubernetes-batch-v1.json",
        provider: "kubernetes-job",
        root: "",
        job: "default/nightly",
        examples: &[],
        tasks: "",
        rows: None,
        others: &[],
    },
];

#[tokio::test]
async fn what_is_asked_is_accepted_and_what_is_published_is_read() {
    let named = |name| std::env::var_os(name).map(PathBuf::from);
    let (Some(folder), Some(prism)) = (named("JOB_BADGE_DESCRIPTIONS"), named("JOB_BADGE_PRISM"))
    else {
        println!("published: not run; see `cargo xtask test --real --descriptions DIR`");
        return;
    };
    let mut wrong = Vec::new();
    for published in ALL {
        let server = Prism::start(&prism, &folder.join(published.file)).await;
        println!("{} by {}", published.provider, published.file);
        check(&server, published, &mut wrong).await;
        server.process.stop().await;
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

async fn check(server: &Prism, published: &Published, wrong: &mut Vec<String>) {
    let (_, text) = catalog::ALL.iter().find(|(name, _)| *name == published.provider).unwrap();
    let description =
        Description::read(published.provider, &mut Deserializer::from_str(text)).unwrap();
    let asked = Asked {
        api: Api::Described(description.into()),
        root: ApiRoot::absolute(&format!("{}/{}", server.origin, published.root)).unwrap(),
    };
    let job = JobId::parse(published.job).unwrap();
    let jobs = Query::Jobs(vec![job.clone()]);
    let mut expect = |what: &str, expected: &str, found: Result<String, String>| {
        println!("  {what}: {found:?}");
        if found.as_deref() != Ok(expected) {
            wrong.push(format!("{} {what}: {found:?}, not {expected:?}", published.provider));
        }
    };
    for (example, expected) in published.examples {
        expect(example, expected, asked.read(&jobs, Some(example)).await);
    }
    if published.examples.is_empty() {
        expect("request", "accepted", asked.accepted(&jobs).await);
    }
    if asked.api.separate_tasks() {
        let tasks = Query::Tasks(job.clone());
        match published.tasks {
            "" => expect("tasks", "accepted", asked.accepted(&tasks).await),
            expected => expect("tasks", expected, asked.read(&tasks, None).await),
        }
    }
    if let Some(top) = asked.api.list_page() {
        let list = Query::Active { jobs: vec![job.clone()], skip: 0, top };
        match published.rows {
            None => expect("list", "accepted", asked.accepted(&list).await),
            Some(rows) => {
                expect("list", &format!("{rows} rows"), asked.read(&list, None).await);
            }
        }
    }
    for (path, at, expected) in published.others {
        let read = asked.others(&format!("{}/{path}", server.origin), at, &jobs).await;
        expect(path, expected, read);
    }
}

/// What asks: a provider and its API root.
struct Asked {
    api: Api,
    root: ApiRoot,
}

impl Asked {
    /// Sends what the provider writes, with a token where its description says. Fails when Prism
    /// has anything to say against the request.
    async fn send(&self, query: &Query, prefer: Option<&str>) -> Result<Response<Bytes>, String> {
        let request = self.api.request(&self.root, query, 7).map_err(|e| e.to_string())?;
        let token = (request.token.name, format!("{}a-token", request.token.scheme));
        let headers = request.headers.iter().cloned().chain([token]);
        fetch(&request.url, headers, prefer).await
    }

    async fn accepted(&self, query: &Query) -> Result<String, String> {
        self.send(query, None).await.map(|_| "accepted".to_owned())
    }

    /// What an example is read to, in short.
    async fn read(&self, query: &Query, example: Option<&str>) -> Result<String, String> {
        let prefer = example.filter(|name| *name != "default").map(|e| format!("example={e}"));
        let answer = self.send(query, prefer.as_deref()).await?;
        self.summary(query, answer.status().as_u16(), answer.body())
    }

    fn summary(&self, query: &Query, status: u16, body: &[u8]) -> Result<String, String> {
        let head = Head { status, ..Head::OK };
        let body = Text(String::from_utf8_lossy(body).into_owned());
        let answer = self.api.read_answer(Auth::Bearer, query, &head, &body);
        match answer.map_err(|failure| failure.to_string())? {
            Answer::Jobs(reports) => {
                let said = reports.iter().map(|report| {
                    let progress = report.overall_progress();
                    let progress = progress.map_or("-".into(), |p| p.percent().to_string());
                    let tasks = report.tasks.as_ref().map_or(0, |tasks| tasks.len());
                    format!("{} {progress} {tasks}", report.state.name())
                });
                Ok(said.collect::<Vec<_>>().join(", "))
            }
            Answer::Tasks(tasks) => {
                let said = tasks.iter().map(|task| {
                    let progress = task.progress.map_or("-".into(), |p| p.percent().to_string());
                    format!("{} {progress}", task.state.name())
                });
                Ok(said.collect::<Vec<_>>().join(", "))
            }
            Answer::Active { rows, .. } => Ok(format!("{rows} rows")),
        }
    }

    /// Reads the jobs of an answer that the badge does not ask for.
    async fn others(&self, url: &str, at: &str, query: &Query) -> Result<String, String> {
        let token = ("Authorization", "Bearer a-token".to_owned());
        let answer = fetch(url, [token], None).await?;
        let answer: Value = serde_json::from_slice(answer.body()).map_err(|e| e.to_string())?;
        let jobs = match answer.pointer(at).ok_or("nothing there")? {
            Value::Array(jobs) => jobs.clone(),
            job => vec![job.clone()],
        };
        let read = jobs.iter().map(|job| self.summary(query, 200, job.to_string().as_bytes()));
        Ok(read.collect::<Result<Vec<_>, _>>()?.join(", "))
    }
}

async fn fetch(
    url: &str,
    headers: impl IntoIterator<Item = (&'static str, String)>,
    prefer: Option<&str>,
) -> Result<Response<Bytes>, String> {
    let mut request = Request::builder().uri(url);
    for (name, value) in headers {
        request = request.header(name, value);
    }
    if let Some(prefer) = prefer {
        request = request.header("prefer", prefer);
    }
    let answer = http::send(request.body(Body::empty()).map_err(|e| e.to_string())?).await?;
    let said = String::from_utf8_lossy(answer.body());
    if answer.status() != 200 {
        return Err(format!("{url}: {} {said}", answer.status()));
    }
    // What is wrong with the answer is the publisher's own.
    let violations = answer.headers().get("sl-violations").and_then(|v| v.to_str().ok());
    let violations: Value = serde_json::from_str(violations.unwrap_or("[]")).unwrap_or_default();
    let mut all = violations.as_array().into_iter().flatten();
    match all.find(|violation| violation["location"][0] == "request") {
        Some(violation) => Err(format!("{url}: {violation}")),
        None => Ok(answer),
    }
}

struct Text(String);

impl provider::Body for Text {
    fn json(&self, members: Members<'_>) -> Option<Json> {
        Json::read(&mut Deserializer::from_str(&self.0), members).ok()
    }

    fn text(&self) -> String {
        self.0.clone()
    }
}

/// Prism over one description.
struct Prism {
    origin: String,
    process: Guarded,
}

impl Prism {
    async fn start(program: &Path, description: &Path) -> Self {
        let port = free_port().await.unwrap().to_string();
        let (program, file) = (program.display().to_string(), description.display().to_string());
        let args = ["mock", "-h", "127.0.0.1", "-p", &port, &file];
        let mut process = Guarded::reading(&program, &args, &[]).unwrap();
        let lines = process.lines.as_mut().unwrap();
        let deadline = Instant::now() + Duration::from_secs(30);
        let mut said = Vec::new();
        loop {
            let line = tokio::time::timeout_at(deadline, lines.next_line()).await;
            match line {
                Ok(Ok(Some(line))) if line.contains("is listening on") => break,
                Ok(Ok(Some(line))) => said.push(line),
                _ => panic!("Prism is not up with {file}: {said:#?}"),
            }
        }
        // Its output is read on, since a full pipe would stop it.
        let mut lines = process.lines.take().unwrap();
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Self { origin: format!("http://127.0.0.1:{port}"), process }
    }
}
