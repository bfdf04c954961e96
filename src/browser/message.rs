//! What tabs say to each other, and how it is checked. An answer of the API's travels as it came,
//! so that the tab that hears it reads it, and distrusts it, as an answer of the API's. Tokens,
//! headers and addresses never travel.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};

use super::whole::natural;
use crate::job::{JobId, Query, lines};

/// No more jobs are taken from one message.
const MOST_JOBS: usize = 5_000;

/// What a tab says: a list of its kind's number and what belongs to it. Jobs are one text, a line
/// for each, since no job's id has a line break.
pub(super) enum Message {
    /// `[0]`: this tab asks from now on; say what you want.
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

    pub(super) fn answer(ask: &Query, body: &JsValue) -> JsValue {
        let kind = match ask {
            Query::Jobs(_) => 2,
            Query::Tasks(_) => 3,
            Query::Active { .. } => 4,
        };
        let mut jobs = String::new();
        for job in ask.jobs() {
            jobs.push_str(job.as_str());
            jobs.push('\n');
        }
        Array::of3(&JsValue::from(kind), &JsValue::from_str(&jobs), body).into()
    }

    /// What a message says; `None` where it says nothing that makes sense.
    pub(super) fn read(message: &JsValue) -> Option<Self> {
        let message: &Array = message.dyn_ref()?;
        let whole = |at| {
            let number = message.get(at).as_f64()?;
            let whole = natural(number);
            (f64::from(whole) == number).then_some(whole)
        };
        let kind = whole(0)?;
        match kind {
            0 => return Some(Self::Leads),
            1 => return Some(Self::Wants(whole(1)?, message.get(2).as_string()?)),
            5 => return Some(Self::Here),
            _ => {}
        }
        let mut jobs = Vec::new();
        for line in lines(&message.get(1).as_string()?).take(MOST_JOBS) {
            jobs.extend(JobId::parse(line));
        }
        let ask = match kind {
            2 => Query::Jobs(jobs),
            3 => Query::Tasks(jobs.pop()?),
            4 => Query::Active { jobs, skip: 0, top: 0 },
            _ => return None,
        };
        Some(Self::Answer(ask, message.get(2)))
    }
}
