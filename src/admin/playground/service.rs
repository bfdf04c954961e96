//! The emulated media service with one job, brought into a state.

use ams_emulator::{Emulator, JobPlan, Request, Settings, TaskPlan};
use job_badge::job::JobState;

/// The states that the service has a word for, and one that it has none for.
pub(super) const STATES: [JobState; 8] = [
    JobState::Queued,
    JobState::Scheduled,
    JobState::Running,
    JobState::Canceling,
    JobState::Succeeded,
    JobState::Failed,
    JobState::Canceled,
    JobState::Unknown,
];

/// Milliseconds that the job waits, and that each of its tasks takes.
const QUEUED: i64 = 8000;
const TASKS: [(&str, i64); 3] =
    [("Analyse the source", 80_000), ("Encode 1080p", 80_000), ("Package", 80_000)];
const LENGTH: i64 = 240_000;

/// The emulator, and its job's id. A job that runs goes on by itself, from so many per mille; all
/// others stay as they are.
pub(super) fn emulator(
    now: i64,
    (seed, root): (u64, &str),
    state: JobState,
    done: i64,
) -> (Emulator, String) {
    let speed = if state == JobState::Running { 1.0 } else { 0.0 };
    let mut emulator = Emulator::new(Settings {
        seed,
        speed,
        jobs: 0,
        root: root.to_owned(),
        ..Settings::default()
    });
    let fails = state == JobState::Failed;
    let tasks = TASKS.iter().enumerate().map(|(index, (name, length))| TaskPlan {
        name: Some((*name).to_owned()),
        length: *length,
        error: (fails && index == 1).then(|| {
            let message = "The source ends after 1.2 GB, in the middle of a frame.";
            ("ErrorDownloadingInputAssetMalformedContent".to_owned(), message.to_owned())
        }),
    });
    let plan = JobPlan {
        name: Some("Trailer 4K".to_owned()),
        queued: QUEUED,
        canceling: 1000,
        tasks: tasks.collect(),
        ..JobPlan::default()
    };
    let job = emulator.add_job(now, plan);
    let within = QUEUED + LENGTH * done / 1000;
    emulator.advance(
        now,
        match state {
            JobState::Queued => QUEUED / 2,
            JobState::Scheduled => QUEUED - 500,
            JobState::Succeeded | JobState::Failed => QUEUED + LENGTH,
            _ => within,
        },
    );
    match state {
        JobState::Canceling | JobState::Canceled => {
            let path = format!("/api/CancelJob?jobid='{}'", job.replace(':', "%3A"));
            let token = Emulator::mint_token(now, 60);
            let cancel = Request::new("GET", &path)
                .with("Authorization", &format!("Bearer {token}"))
                .with("x-ms-version", "2.19");
            emulator.answer(now, &cancel);
            if state == JobState::Canceled {
                emulator.advance(now, 2000);
            }
        }
        // A state that came after this badge was written.
        JobState::Unknown => {
            let faults = Request {
                method: "POST".to_owned(),
                path_and_query: "/_emulator/faults".to_owned(),
                body: br#"[{ "do": { "unknownState": 42 } }]"#.to_vec(),
                ..Request::default()
            };
            emulator.answer(now, &faults);
        }
        _ => {}
    }
    (emulator, job)
}
