//! Answers of a shipped provider's service in a wanted state: one of those that its tests read, else
//! one of them with the service's own word for the state put in where the description looks for it.
//! The reader itself says which of them is in the state.

use std::rc::Rc;

use job_badge::{
    job::{Answer, JobId, JobState, Query, Task},
    provider::{Api, described::catalog},
};
use serde_json::Value;

use super::super::describe::{SampleAnswer, check, sample_answers};

/// A word that no service has.
const UNHEARD_OF: &str = "hibernating";

/// What a service answers about one job.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Answers {
    /// The job's id.
    pub job: String,
    /// About the job.
    pub about_job: Value,
    /// About its tasks, where these are asked for by themselves.
    pub about_tasks: Value,
}

/// The API of a provider of this name; `None` for a name that is not known.
pub(crate) fn job_api(name: &str) -> Option<Api> {
    match name {
        "ams-v2" => Some(Api::AmsV2),
        "json" => Some(Api::Json),
        _ => {
            let (_, text) = catalog::ALL.iter().find(|(shipped, _)| *shipped == name)?;
            Some(Api::Described(Rc::new(check(name, text).ok()?)))
        }
    }
}

/// Whether a shipped provider can say a state, which takes no more than an answer in it.
pub(super) fn can_say(name: &str, state: JobState) -> bool {
    answers(name, state).is_some()
}

/// What the service answers in this state; `None` where it has no word for it.
pub(super) fn answers(name: &str, state: JobState) -> Option<Answers> {
    let api = job_api(name)?;
    let description = description(name)?;
    let mut samples: Vec<_> = sample_answers(name).filter(|answer| !answer.tasks).collect();
    // The longest tells most.
    samples.sort_by_key(|answer| core::cmp::Reverse(answer.text.len()));
    let samples = samples
        .into_iter()
        .filter_map(|answer| Some((answer.job, serde_json::from_str::<Value>(answer.text).ok()?)));
    let samples: Vec<_> = samples.collect();
    let written = samples.iter().cloned();
    let reworded = samples.iter().flat_map(|(job, answer)| {
        let reworded = reworded(description.get("state"), answer, state);
        reworded.into_iter().map(|answer| (*job, answer))
    });
    let (job, about_job) =
        written.chain(reworded).find(|(job, answer)| state_of(&api, job, answer) == Some(state))?;
    Some(Answers {
        job: job.to_owned(),
        about_tasks: about_tasks(&api, &description, (name, job), state),
        about_job,
    })
}

fn description(name: &str) -> Option<Value> {
    let (_, text) = catalog::ALL.iter().find(|(shipped, _)| *shipped == name)?;
    serde_json::from_str(text).ok()
}

fn state_of(api: &Api, job: &str, answer: &Value) -> Option<JobState> {
    match api.read(&Query::Jobs(vec![JobId::parse(job).ok()?]), answer).ok()? {
        Answer::Jobs(reports) => Some(reports.first()?.state),
        _ => None,
    }
}

/// The tasks of a job in this state: those of a sample, or of one with their states put in, or none.
fn about_tasks(
    api: &Api,
    description: &Value,
    (name, job): (&str, &str),
    state: JobState,
) -> Value {
    let Some(at) = description.pointer("/items/at").and_then(Value::as_str) else {
        return Value::Null;
    };
    let rules = description.pointer("/items/state");
    let mut samples: Vec<_> = sample_answers(name).filter(|answer| answer.tasks).collect();
    samples.sort_by_key(|answer| core::cmp::Reverse(answer.text.len()));
    let read = |answer: &Value| match api.read(&Query::Tasks(JobId::parse(job).ok()?), answer) {
        Ok(Answer::Tasks(tasks)) => Some(tasks),
        _ => None,
    };
    let parsed = |answer: &SampleAnswer| serde_json::from_str::<Value>(answer.text).ok();
    let samples: Vec<_> = samples.iter().filter_map(parsed).collect();
    let has = |tasks: &[Task], state| tasks.iter().any(|task| task.state == state);
    let fits = |answer: &&Value| {
        read(answer).is_some_and(|tasks| match state {
            JobState::Running | JobState::Failed => has(&tasks, state),
            _ => !tasks.is_empty() && tasks.iter().all(|task| task.state == state),
        })
    };
    if let Some(fit) = samples.iter().find(fits) {
        return fit.clone();
    }
    let Some(mut answer) = samples.into_iter().next() else { return Value::Null };
    let entries = if at.is_empty() { Some(&mut answer) } else { answer.pointer_mut(at) };
    if let Some(Value::Array(entries)) = entries {
        for entry in entries.iter_mut() {
            if let Some(reworded) = self::reworded(rules, entry, state).into_iter().next() {
                *entry = reworded;
            }
        }
    }
    if fits(&&answer) {
        return answer;
    }
    let entries = if at.is_empty() { Some(&mut answer) } else { answer.pointer_mut(at) };
    if let Some(entries) = entries {
        *entries = Value::Array(Vec::new());
    }
    answer
}

/// The answer with a word for this state, by each rule that has one.
fn reworded(rules: Option<&Value>, answer: &Value, state: JobState) -> Vec<Value> {
    let rules = one_or_more(rules);
    let by_rule = rules.iter().filter_map(|rule| {
        let mut answer = answer.clone();
        if let Some(condition) = rule.get("if") {
            fulfil(condition, &mut answer)?;
        }
        let is_said = rule.get("is").and_then(Value::as_str) == Some(state.name());
        if is_said {
            return Some(answer);
        }
        let word = match state {
            JobState::Unknown => Value::from(UNHEARD_OF),
            _ => one_or_more(rule.get("means")?.get(state.name())).first()?.clone(),
        };
        put(rule.get("at")?, &mut answer, word)?;
        Some(answer)
    });
    by_rule.collect()
}

/// Makes a condition hold, where that is a matter of one word.
fn fulfil(condition: &Value, answer: &mut Value) -> Option<()> {
    for condition in one_or_more(Some(condition)) {
        let at = condition.get("at")?;
        match (condition.get("is"), condition.get("present")) {
            (Some(words), _) => put(at, answer, one_or_more(Some(words)).first()?.clone())?,
            (None, Some(Value::Bool(false))) => put(at, answer, Value::Null)?,
            (None, Some(_)) if answer.pointer(at.as_str()?).is_some_and(|it| !it.is_null()) => {}
            _ => return None,
        }
    }
    Some(())
}

/// Puts a value at a pointer, or at the first of several; what is missing on the way is made.
fn put(at: &Value, answer: &mut Value, value: Value) -> Option<()> {
    let pointer = one_or_more(Some(at)).first()?.as_str()?;
    let mut place = answer;
    for step in pointer.split('/').skip(1) {
        if let Value::Array(list) = place {
            place = list.get_mut(step.parse::<usize>().ok()?)?;
            continue;
        }
        if !place.is_object() {
            *place = Value::Object(serde_json::Map::new());
        }
        let name = step.replace("~1", "/").replace("~0", "~");
        place = place.as_object_mut()?.entry(name).or_insert(Value::Null);
    }
    *place = value;
    Some(())
}

fn one_or_more(value: Option<&Value>) -> &[Value] {
    match value {
        None => &[],
        Some(Value::Array(list)) => list,
        Some(one) => core::slice::from_ref(one),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_provider_says_what_its_words_allow() {
        let check = |name: &str, expected: &str| {
            let states = JobState::ALL.into_iter().filter(|state| can_say(name, *state));
            let states: Vec<_> = states.map(JobState::name).collect();
            assert_eq!(states.join(" "), expected, "{name}");
        };
        check("github-actions", "queued running succeeded failed canceled skipped blocked unknown");
        check("airflow", "queued running succeeded failed unknown");
        check("kubernetes-job", "queued running succeeded failed blocked");
        for (name, _) in catalog::ALL {
            for state in [JobState::Running, JobState::Succeeded, JobState::Failed] {
                assert!(can_say(name, state), "{name} {}", state.name());
            }
        }
        assert!(!can_say("elsewhere", JobState::Running));
    }
}
