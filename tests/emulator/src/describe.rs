//! A job and its tasks as entities, at one point in time.

use crate::{
    clock::Clock,
    entity::{Entity, Value},
    job::{Job, State},
    task,
};

/// The published id of the service's standard encoder.
const ENCODER: &str = "nb:mpid:UUID:ff4df607-d419-42f0-bc17-a481b1331e56";
const TASK_BODY: &str = "<?xml version=\"1.0\" encoding=\"utf-16\"?>\r\n<taskBody>\r\n  <inputAsset>JobInputAsset(0)</inputAsset>\r\n  <outputAsset assetCreationOptions=\"0\">JobOutputAsset(0)</outputAsset>\r\n</taskBody>";
const BILL: &str =
    "{\r\n  \"Processor\": \"Media Encoder Standard\",\r\n  \"OutputMinutes\": 3.5\r\n}";

/// The job as an entity of the set Jobs.
pub fn job(job: &Job, clock: Clock, now: i64) -> Entity {
    let age = job.age(clock, now);
    let date = |age: Option<i64>| Value::date(age.map(|age| job.created_at + age));
    let worked = if job.ended_at(age).is_some() {
        (0..job.plan.tasks.len())
            .filter_map(|index| task::view(job, index, age))
            .map(|t| t.worked)
            .sum()
    } else {
        0
    };
    let values = vec![
        ("Id", Value::Text(job.id.clone())),
        ("Name", Value::text(job.plan.name.as_deref())),
        ("Created", Value::Date(job.created_at)),
        ("LastModified", date(Some(job.modified_at(age)))),
        ("EndTime", date(job.ended_at(age))),
        ("Priority", Value::Int(job.plan.priority)),
        ("RunningDuration", Value::Double(worked as f64)),
        ("StartTime", date(job.started_at(age))),
        ("State", Value::Int(job.state(age).number())),
        ("TemplateId", Value::Null),
        ("JobNotificationSubscriptions", Value::List(Vec::new())),
    ];
    Entity { job: job.id.clone(), values }
}

/// The job's tasks as entities of the set Tasks, in the order in which they run.
pub fn tasks(job: &Job, clock: Clock, now: i64) -> Vec<Entity> {
    (0..job.plan.tasks.len()).filter_map(|index| one_task(job, index, clock, now)).collect()
}

fn one_task(job: &Job, index: usize, clock: Clock, now: i64) -> Option<Entity> {
    let plan = job.plan.tasks.get(index)?;
    let view = task::view(job, index, job.age(clock, now))?;
    let date = |age: Option<i64>| Value::date(age.map(|age| job.created_at + age));
    let errors = match &plan.error {
        Some((code, message)) if view.state == State::Error => {
            vec![vec![
                ("Code", Value::Text(code.clone())),
                ("Message", Value::Text(message.clone())),
            ]]
        }
        _ => Vec::new(),
    };
    let events = view.events.iter().map(|(code, age)| {
        let message = if *code == "TaskBillingInformationAdded" { BILL } else { "" };
        vec![
            ("Code", Value::Text((*code).to_owned())),
            ("Message", Value::Text(message.to_owned())),
            ("TimeStamp", Value::Date(job.created_at + age)),
        ]
    });
    let done = view.state == State::Finished;
    let values = vec![
        ("Id", Value::text(job.task_ids.get(index).map(String::as_str))),
        ("Configuration", Value::Text("H264 Multiple Bitrate 720p".to_owned())),
        ("EndTime", date(view.ended_at)),
        ("ErrorDetails", Value::List(errors)),
        ("HistoricalEvents", Value::List(events.collect())),
        ("MediaProcessorId", Value::Text(ENCODER.to_owned())),
        ("Name", Value::text(plan.name.as_deref())),
        ("PerfMessage", Value::text(done.then_some("Encoded without a dropped frame."))),
        ("Priority", Value::Int(job.plan.priority)),
        ("Progress", Value::Double(view.progress)),
        ("RunningDuration", Value::Double(view.worked as f64)),
        ("StartTime", date(view.started_at)),
        ("State", Value::Int(view.state.number())),
        ("TaskBody", Value::Text(TASK_BODY.to_owned())),
        ("Options", Value::Int(0)),
        ("EncryptionKeyId", Value::Null),
        ("EncryptionScheme", Value::Text("None".to_owned())),
        ("EncryptionVersion", Value::Null),
        ("InitializationVector", Value::Null),
        ("TaskNotificationSubscriptions", Value::List(Vec::new())),
    ];
    Some(Entity { job: job.id.clone(), values })
}
