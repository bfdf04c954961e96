//! The list of active jobs against the emulator: page by page it says the same of each job as a
//! question by id, and it leaves out those that have ended.

use ams_emulator::{Cors, Emulator, Request, Settings, job::JobPlan};
use job_badge::{
    job::{Answer, JobId, JobState, Query, Report},
    provider::{Api, ApiRoot},
};

const NOW: i64 = 1_700_000_000_000;
const ROOT: &str = "https://media.example/api/";

fn ask(emulator: &mut Emulator, query: &Query) -> Answer {
    let asked = Api::AmsV2.request(&ApiRoot::absolute(ROOT).unwrap(), query, 1).unwrap();
    let path = asked.url.strip_prefix("https://media.example").unwrap();
    let mut request = Request::new("GET", path)
        .with("Authorization", &format!("Bearer {}", Emulator::mint_token(NOW, 3600)));
    for (name, value) in &asked.headers {
        request = request.with(name, value);
    }
    let response = emulator.answer(NOW, &request);
    assert_eq!(response.status, 200, "{}", response.text());
    Api::AmsV2.read(query, &mut serde_json::Deserializer::from_slice(&response.body)).unwrap()
}

#[test]
fn the_list_and_the_ids_say_the_same() {
    let settings = Settings { seed: 1, speed: 0.0, jobs: 0, root: ROOT.into(), cors: Cors::Any };
    let mut emulator = Emulator::new(settings);
    // Five that have ended, five that run, five that are scheduled, five that wait.
    let mut jobs = Vec::new();
    for (queued, seconds) in [(0, 10), (1, 990), (55, 990), (900, 990)] {
        for _ in 0..5 {
            let (queued, run_without_tasks) = (queued * 1000, seconds * 1000);
            let plan = JobPlan { queued, run_without_tasks, ..JobPlan::default() };
            jobs.push(JobId::parse(&emulator.add_job(NOW, plan)).unwrap());
        }
    }
    emulator.advance(NOW, 54_000);
    jobs.sort_unstable();
    let Answer::Jobs(mut by_id) = ask(&mut emulator, &Query::Jobs(jobs.clone())) else { panic!() };
    assert_eq!(by_id.len(), 20);
    by_id.retain(|report| !report.state.is_final());
    let mut listed: Vec<Report> = Vec::new();
    let mut pages = Vec::new();
    while pages.last().is_none_or(|rows| *rows == 6) {
        let page = Query::Active { jobs: jobs.clone(), skip: pages.len() * 6, top: 6 };
        let Answer::Active { mut reports, rows } = ask(&mut emulator, &page) else { panic!() };
        pages.push(rows);
        listed.append(&mut reports);
    }
    assert_eq!(pages, [6, 6, 3]);
    let by_state = |reports: &[Report], state| reports.iter().filter(|r| r.state == state).count();
    for state in [JobState::Running, JobState::Scheduled, JobState::Queued] {
        assert_eq!(by_state(&listed, state), 5, "{}", state.name());
    }
    by_id.sort_unstable_by(|a, b| a.job.cmp(&b.job));
    listed.sort_unstable_by(|a, b| a.job.cmp(&b.job));
    assert_eq!(listed, by_id);
}
