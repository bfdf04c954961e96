//! The times in a sample's answers, moved so that it looks as if it had just happened.

use job_badge::{
    job::{Answer, JobId, Query, Timestamp},
    provider::Api,
};
use serde_json::Value;

use super::answers::Answers;

/// Moves all times of an answer by so many milliseconds.
pub(super) fn shift(answer: &mut Value, by: i64) {
    each_time(answer, &mut |time| time.saturating_add(by));
}

/// The last time that is read from the answers, in milliseconds.
pub(super) fn last_time(api: &Api, found: &Answers) -> Option<i64> {
    let job = JobId::parse(&found.job).ok()?;
    let mut times = Vec::new();
    if let Ok(Answer::Jobs(reports)) = api.read(&Query::Jobs(vec![job.clone()]), &found.about_job) {
        for report in reports {
            times.extend([report.created_at, report.started_at, report.ended_at]);
            for task in report.tasks.iter().flat_map(|tasks| tasks.iter()) {
                times.extend([task.started_at, task.ended_at]);
            }
        }
    }
    if let Ok(Answer::Tasks(tasks)) = api.read(&Query::Tasks(job), &found.about_tasks) {
        times.extend(tasks.iter().flat_map(|task| [task.started_at, task.ended_at]));
    }
    times.into_iter().flatten().map(Timestamp::millis).max()
}

/// Numbers that are seconds or milliseconds of these years are taken for times.
const YEARS: core::ops::Range<i64> = 1_300_000_000..2_100_000_000;

#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
fn each_time(value: &mut Value, change: &mut impl FnMut(i64) -> i64) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(|value| each_time(value, change)),
        Value::Object(members) => {
            members.values_mut().for_each(|value| each_time(value, change));
        }
        Value::String(text) => {
            let time = Timestamp::parse_iso(&extended(text)).map(|time| change(time.millis()));
            if let Some(time) = time.and_then(Timestamp::from_millis) {
                *text = time.to_iso();
            }
        }
        Value::Number(number) => {
            // Whole numbers stay whole: a reader may take no other.
            if let Some(whole) = number.as_i64() {
                if YEARS.contains(&whole) {
                    *value = Value::from(change(whole * 1000) / 1000);
                } else if YEARS.contains(&(whole / 1000)) {
                    *value = Value::from(change(whole));
                }
            } else if let Some(seconds) = number.as_f64()
                && YEARS.contains(&(seconds as i64))
            {
                *value = Value::from(change((seconds * 1000.0) as i64) as f64 / 1000.0);
            }
        }
        _ => {}
    }
}

/// `20260301T100000+0000` as `2026-03-01T10:00:00+0000`; all else as it stands.
fn extended(text: &str) -> String {
    let is_basic = text.len() == 20 && text.as_bytes().get(8) == Some(&b'T') && text.is_ascii();
    if !is_basic {
        return text.to_owned();
    }
    let marks = [(4, '-'), (6, '-'), (11, ':'), (13, ':')];
    let letters = text.chars().enumerate().flat_map(|(at, letter)| {
        let mark = marks.iter().find(|(before, _)| *before == at).map(|(_, mark)| *mark);
        mark.into_iter().chain([letter])
    });
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_moved_and_nothing_else() {
        let mut answer = serde_json::json!({
            "at": "2026-03-01T10:00:00Z", "seconds": 1_772_359_200, "millis": 1_772_359_200_000_i64,
            "id": 455_644_833, "run": "run_1", "half": 0.5, "exact": 1_772_359_200.25,
        });
        shift(&mut answer, 60_000);
        let expected = serde_json::json!({
            "at": "2026-03-01T10:01:00.000Z", "seconds": 1_772_359_260, "millis": 1_772_359_260_000_i64,
            "id": 455_644_833, "run": "run_1", "half": 0.5, "exact": 1_772_359_260.25,
        });
        assert_eq!(answer, expected);
    }
}
