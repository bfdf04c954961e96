//! What tabs post to each other, and how it is checked. An answer of the API's travels as it came,
//! so that the tab that receives it reads it, and distrusts it, as an answer of the API's. Tokens,
//! headers and addresses never travel.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};

use crate::job::{JobId, Query};

/// No more jobs are taken from one message.
const MAX_JOBS: usize = 5_000;

/// A message: a list of its kind's number and what belongs to it. Jobs are one text, a line for each,
/// since no job's id has a line break.
pub(super) enum Message {
    /// `[0]`: this tab asks for all from now on; post what you want.
    Leads,
    /// `[5]`: this tab has come.
    Here,
    /// `[1, tab, text]`: what the tab of this number wants, as
    /// [`Poller::wants`](crate::poll::Poller::wants) has it.
    Wants(u32, String),
    /// `[2, jobs, body]`: what the API answered about these jobs; `[3, job, body]`: about the tasks
    /// of this one; `[4, jobs, body]`: with a page of the list of active jobs, when these were meant.
    Answer(Query, JsValue),
}

impl Message {
    pub(super) fn leads() -> JsValue {
        Array::of1(&JsValue::from(0)).into()
    }

    pub(super) fn here() -> JsValue {
        Array::of1(&JsValue::from(5)).into()
    }

    pub(super) fn wants(tab: u32, wants: &str) -> JsValue {
        Array::of3(&JsValue::from(1), &JsValue::from(tab), &JsValue::from_str(wants)).into()
    }

    pub(super) fn answer(query: &Query, body: &JsValue) -> JsValue {
        let kind = match query {
            Query::Jobs(_) => 2,
            Query::Tasks(_) => 3,
            Query::Active { .. } => 4,
        };
        let jobs: String = query.jobs().iter().flat_map(|job| [job.as_str(), "\n"]).collect();
        Array::of3(&JsValue::from(kind), &JsValue::from_str(&jobs), body).into()
    }

    /// What a message says; `None` where it says nothing that makes sense.
    pub(super) fn read(message: &JsValue) -> Option<Self> {
        let message: &Array = message.dyn_ref()?;
        let kind = natural(&message.get(0))?;
        match kind {
            0 => return Some(Self::Leads),
            1 => {
                let wants = message.get(2).as_string()?;
                return Some(Self::Wants(natural(&message.get(1))?, wants));
            }
            5 => return Some(Self::Here),
            _ => {}
        }
        let lines = message.get(1).as_string()?;
        let mut jobs = Vec::new();
        for line in lines.lines().take(MAX_JOBS) {
            jobs.extend(JobId::parse(line));
        }
        let query = match kind {
            2 => Query::Jobs(jobs),
            3 => Query::Tasks(jobs.pop()?),
            4 => Query::Active { jobs, skip: 0, top: 0 },
            _ => return None,
        };
        Some(Self::Answer(query, message.get(2)))
    }
}

/// A whole number from 0 on.
fn natural(value: &JsValue) -> Option<u32> {
    let number = value.as_f64()?;
    // The cast saturates and cuts off decimals, so anything else is another number afterwards.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let whole = number as u32;
    (f64::from(whole) == number).then_some(whole)
}
