//! Every answer in a folder must decode to what it says.
//!
//! The expected values are found again here, by walking the body as a `serde_json::Value`: nothing
//! is shared with the code under test. `JOB_BADGE_FIXTURES` names a further folder.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use std::{
    fs,
    path::{Path, PathBuf},
};

use job_badge::{
    job::{Ask, ErrorDetail, FailureKind, JobId, JobState, Reading, Report, Task, Timestamp},
    provider::{Api, error_in_json, error_in_text, failure},
};
use serde_json::{Deserializer, Value};

const WORDS: [&str; 7] =
    ["Queued", "Scheduled", "Processing", "Finished", "Error", "Canceled", "Canceling"];
const STATES: [&str; 7] =
    ["queued", "scheduled", "running", "succeeded", "failed", "canceled", "canceling"];
const SOME_JOB: &str = "nb:jid:UUID:00000000-0000-4000-8000-000000000000";

struct Answer {
    path: PathBuf,
    status: u16,
    body: String,
}

impl Answer {
    /// `None`: not an answer.
    fn load(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?;
        let text = match extension {
            "json" | "xml" | "html" | "http" => fs::read_to_string(path).ok()?,
            _ => return None,
        };
        let (status, body) = if extension == "http" {
            let text = text.replace("\r\n", "\n");
            let answer = text.split("### RESPONSE\n").last().unwrap();
            let (head, body) = answer.split_once("\n\n").unwrap_or((answer, ""));
            (head.split_whitespace().nth(1)?.parse().ok()?, body.trim().to_owned())
        } else {
            let in_name = words_of(path).iter().find_map(|word| word.parse().ok());
            (in_name.filter(|status| (400..600).contains(status)).unwrap_or(200), text)
        };
        Some(Self { path: path.to_owned(), status, body })
    }

    fn json(&self) -> Option<Value> {
        serde_json::from_str(&self.body).ok()
    }

    fn read(&self, ask: &Ask) -> Result<Reading, job_badge::job::Failure> {
        Api::AmsV2.read(ask, &mut Deserializer::from_str(&self.body))
    }

    /// The state that the file's name says, if it says one.
    fn state_in_name(&self) -> Option<&'static str> {
        let said = words_of(&self.path);
        WORDS.into_iter().find(|word| said.contains(&word.to_lowercase()))
    }
}

fn words_of(path: &Path) -> Vec<String> {
    let name = path.file_stem().unwrap().to_str().unwrap().to_lowercase();
    name.split(['_', '-', '.']).map(str::to_owned).collect()
}

/// What was done with a file.
enum Outcome {
    Checked,
    Skipped(&'static str),
}

fn check(answer: &Answer) -> Outcome {
    let json = answer.json();
    if (300..400).contains(&answer.status) {
        check_redirect(answer);
        return Outcome::Checked;
    }
    let is_error = |json: &Value| json.get("error").or(json.get("odata.error")).is_some();
    if !(200..300).contains(&answer.status) || json.as_ref().is_some_and(is_error) {
        check_error(answer, json.as_ref());
        return Outcome::Checked;
    }
    let Some(json) = json else { return Outcome::Skipped("a success that is not JSON") };
    let entities = entities(&json);
    let metadata = json["odata.metadata"].as_str().unwrap_or_default().to_owned();
    let is_task = |entity: &Value| {
        entity["Id"].as_str().is_some_and(|id| id.contains(":tid:"))
            || entity.get("Progress").is_some()
    };
    if metadata.contains("#Tasks") || entities.iter().any(is_task) {
        check_tasks(answer, &entities);
    } else if metadata.contains("#Jobs") || entities.iter().any(|job| job.get("State").is_some()) {
        check_jobs(answer, &entities);
    } else {
        let ask = Ask::Jobs(vec![JobId::parse(SOME_JOB).unwrap()]);
        let failure = answer.read(&ask).expect_err("it is no answer to a job request");
        assert_eq!(failure.kind, FailureKind::BadAnswer);
        return Outcome::Skipped("neither jobs nor tasks nor an error; refused as a job's answer");
    }
    Outcome::Checked
}

fn check_redirect(answer: &Answer) {
    let failure = failure(answer.status, None, error_in_text(&answer.body));
    assert_eq!(failure.kind, FailureKind::Config);
    assert!(failure.message.contains("final API root"), "{}", failure.message);
}

fn check_error(answer: &Answer, json: Option<&Value>) {
    let status = if answer.status == 200 { 400 } else { answer.status };
    let (said, expected) = match json {
        Some(json) => {
            let said = error_in_json(&mut Deserializer::from_str(&answer.body));
            (said, error_of(json))
        }
        None => (error_in_text(&answer.body), error_of_markup(&answer.body)),
    };
    let failure = failure(status, None, said);
    let kind = match status {
        401 => FailureKind::Auth,
        403 => FailureKind::Forbidden,
        404 | 410 => FailureKind::NotFound,
        429 => FailureKind::Throttled,
        408 | 500.. => FailureKind::Server,
        _ => FailureKind::Config,
    };
    assert_eq!((failure.kind, failure.status), (kind, Some(status)));
    assert_eq!((failure.code, failure.message), expected);
}

fn error_of(json: &Value) -> (String, String) {
    let error = json.get("odata.error").unwrap_or(&json["error"]);
    if let Some(code) = error.as_str() {
        return (code.to_owned(), json["error_description"].as_str().unwrap().to_owned());
    }
    let message = &error["message"];
    let message = message.as_str().or(message["value"].as_str()).unwrap();
    (error["code"].as_str().unwrap_or_default().to_owned(), message.to_owned())
}

fn error_of_markup(markup: &str) -> (String, String) {
    let between = |open: &str, close: &str| {
        let (_, rest) = markup.split_once(open)?;
        let (text, _) = rest.split_once('>')?.1.split_once(close)?;
        Some(text.replace("&lt;", "<").replace("&quot;", "\"").replace("&amp;", "&"))
    };
    match between("<m:message", "</m:message>") {
        Some(message) => (between("<m:code", "</m:code>").unwrap_or_default(), message),
        None => (String::new(), between("<title", "</title>").unwrap_or_default()),
    }
}

fn entities(json: &Value) -> Vec<Value> {
    let inner = json.get("d").unwrap_or(json);
    let list = inner.get("results").or(inner.get("value")).unwrap_or(inner);
    list.as_array().cloned().unwrap_or_else(|| vec![list.clone()])
}

fn check_jobs(answer: &Answer, entities: &[Value]) {
    let id = |entity: &Value| entity["Id"].as_str().unwrap_or(SOME_JOB).to_owned();
    let mut asked: Vec<JobId> =
        entities.iter().map(|entity| JobId::parse(&id(entity)).unwrap()).collect();
    if asked.is_empty() {
        asked.push(JobId::parse(SOME_JOB).unwrap());
    }
    let Reading::Jobs(reports) = answer.read(&Ask::Jobs(asked)).unwrap() else {
        panic!("tasks, where jobs were asked for");
    };
    assert_eq!(reports.len(), entities.len());
    for (report, entity) in reports.iter().zip(entities) {
        assert_eq!(report.job.as_str(), id(entity));
        assert_eq!(report.name.as_deref(), entity["Name"].as_str());
        check_state(report.state, &report.raw_state, &entity["State"]);
        check_time(report.created_at, &entity["Created"]);
        check_time(report.started_at, &entity["StartTime"]);
        check_time(report.ended_at, &entity["EndTime"]);
        if let Some(word) = answer.state_in_name() {
            assert_eq!(report.raw_state, word);
        }
    }
}

fn check_tasks(answer: &Answer, entities: &[Value]) {
    let job = JobId::parse(SOME_JOB).unwrap();
    let Reading::Tasks(tasks) = answer.read(&Ask::Tasks(job.clone())).unwrap() else {
        panic!("jobs, where tasks were asked for");
    };
    assert_eq!(tasks.len(), entities.len());
    for (task, entity) in tasks.iter().zip(entities) {
        assert_eq!(task.name, entity["Name"].as_str().unwrap_or_default());
        check_state(task.state, &task.raw_state, &entity["State"]);
        check_time(task.started_at, &entity["StartTime"]);
        check_time(task.ended_at, &entity["EndTime"]);
        check_errors(task, entity);
    }
    if let Some(word) = answer.state_in_name() {
        assert!(tasks.iter().any(|task| task.raw_state == word), "no task is {word}");
    }
    let percents: Vec<f64> = entities.iter().map(|task| number(&task["Progress"])).collect();
    let mut report = Report::new(job, JobState::Running, "Processing");
    report.tasks = Some(tasks.into());
    match report.overall_progress() {
        None => assert!(percents.is_empty()),
        Some(progress) => {
            let mean =
                percents.iter().sum::<f64>() / f64::from(u32::try_from(percents.len()).unwrap());
            assert!((f64::from(progress.permille()) - mean * 10.0).abs() <= 1.0, "{mean}");
        }
    }
}

fn check_state(state: JobState, raw: &str, given: &Value) {
    let number = number(given);
    let index = (0..7_u8).find(|index| f64::from(*index) == number);
    match index.map(usize::from) {
        Some(index) => assert_eq!((state.name(), raw), (STATES[index], WORDS[index])),
        None => assert_eq!((state.name(), raw), ("unknown", given.to_string().as_str())),
    }
}

fn check_errors(task: &Task, entity: &Value) {
    let given = &entity["ErrorDetails"];
    let given = given["results"].as_array().or(given.as_array()).cloned().unwrap_or_default();
    let expected: Vec<ErrorDetail> = given
        .iter()
        .map(|detail| ErrorDetail {
            code: detail["Code"].as_str().unwrap_or_default().to_owned(),
            message: detail["Message"].as_str().unwrap_or_default().replace('\r', ""),
        })
        .collect();
    assert_eq!(task.errors, expected);
}

fn check_time(time: Option<Timestamp>, given: &Value) {
    let Some(given) = given.as_str().filter(|text| !text.starts_with("0001-01-01")) else {
        assert_eq!(time, None, "{given}");
        return;
    };
    let time = time.unwrap_or_else(|| panic!("{given} was not read"));
    if let Some(ticks) = given.strip_prefix("/Date(").and_then(|t| t.strip_suffix(")/")) {
        let (millis, minutes) = ticks.split_once('+').unwrap_or((ticks, "0"));
        let minutes: i64 = minutes.parse().unwrap();
        assert_eq!(time.millis(), millis.parse::<i64>().unwrap() - minutes * 60_000);
    } else {
        let (seconds, decimals) =
            given.trim_end_matches('Z').split_once('.').unwrap_or((given, ""));
        let millis = format!("{decimals:0<3}");
        let seconds = seconds.trim_end_matches('Z');
        assert_eq!(time.to_iso(), format!("{seconds}.{}Z", &millis[..3]));
    }
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| value.as_str().unwrap().parse().unwrap())
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
    found.sort();
}

fn check_folder(folder: &Path) {
    let mut found = Vec::new();
    files(folder, &mut found);
    let mut checked = 0;
    for path in &found {
        println!("{}", path.display());
        match Answer::load(path).map_or(Outcome::Skipped("not an answer"), |answer| check(&answer))
        {
            Outcome::Checked => checked += 1,
            Outcome::Skipped(why) => println!("  skipped: {why}"),
        }
    }
    println!("{}: {checked} of {} files checked", folder.display(), found.len());
    assert!(checked > 0, "{} has no answers", folder.display());
}

#[test]
fn our_own_answers_decode() {
    check_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/ams-v2"));
}

#[test]
fn the_answers_of_the_given_folder_decode() {
    match std::env::var_os("JOB_BADGE_FIXTURES") {
        Some(folder) => check_folder(Path::new(&folder)),
        None => println!("JOB_BADGE_FIXTURES is not set: no further folder"),
    }
}
