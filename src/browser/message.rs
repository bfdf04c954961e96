//! What tabs say to each other, and how it is checked. An answer of the API's travels as it came,
//! so that the tab that hears it reads it, and distrusts it, as an answer of the API's. Tokens,
//! headers and addresses never travel.

use core::time::Duration;

use js_sys::Array;
use serde_wasm_bindgen::Deserializer;
use wasm_bindgen::{JsCast, JsValue};

use crate::{
    job::{Ask, JobId, Reading},
    poll::Wants,
    provider::Api,
};

/// No more jobs are taken from one message.
const MOST_JOBS: u32 = 5_000;
/// The longest name of a tab that is taken.
const LONGEST_NAME: usize = 40;

/// What a tab says. As a list: its kind's number, and what belongs to it.
pub(super) enum Message {
    /// `[0]`: this tab asks from now on; say what you want.
    Leads,
    /// `[1, tab, interval in ms, [job, …]]`: what a tab wants. Before each job's id stands `0`, or
    /// `1` when nobody sees it.
    Wants(String, Wants),
    /// `[2, [job, …], body]`: the API's answer about these jobs; `[2, job, body]`: about the tasks
    /// of this one.
    Answer(Ask, JsValue),
}

impl Message {
    pub(super) fn leads() -> JsValue {
        Array::of1(&JsValue::from(0)).into()
    }

    pub(super) fn wants(tab: &str, wants: &Wants) -> JsValue {
        let interval = u32::try_from(wants.interval.as_millis()).unwrap_or(u32::MAX);
        let jobs = Array::new();
        for (job, unseen) in &wants.jobs {
            let mark = if *unseen { "1" } else { "0" };
            jobs.push(&JsValue::from_str(&[mark, job.as_str()].concat()));
        }
        let (kind, tab) = (JsValue::from(1), JsValue::from_str(tab));
        Array::of4(&kind, &tab, &JsValue::from(interval), &jobs).into()
    }

    pub(super) fn answer(ask: &Ask, body: &JsValue) -> JsValue {
        let about = match ask {
            Ask::Jobs(jobs) => {
                jobs.iter().map(|job| JsValue::from_str(job.as_str())).collect::<Array>().into()
            }
            Ask::Tasks(job) => JsValue::from_str(job.as_str()),
        };
        Array::of3(&JsValue::from(2), &about, body).into()
    }

    /// What a message says; `None` where it says nothing that makes sense.
    pub(super) fn read(message: &JsValue) -> Option<Self> {
        let message: &Array = message.dyn_ref()?;
        let about = message.get(1);
        // The cast saturates.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let whole = |at: u32| {
            message.get(at).as_f64().filter(|number| *number >= 0.0).map(|number| number as u32)
        };
        match whole(0)? {
            0 => Some(Self::Leads),
            1 => {
                let tab = about.as_string().filter(|tab| tab.len() <= LONGEST_NAME)?;
                let interval = Duration::from_millis(u64::from(whole(2)?));
                let marked = |text: String| {
                    let (mark, job) = text.split_at_checked(1)?;
                    Some((JobId::parse(job).ok()?, mark == "1"))
                };
                let jobs =
                    texts(&message.get(3))?.into_iter().map(marked).collect::<Option<_>>()?;
                Some(Self::Wants(tab, Wants { interval, jobs }))
            }
            2 => {
                let ask = match about.as_string() {
                    Some(job) => Ask::Tasks(JobId::parse(&job).ok()?),
                    None => {
                        let jobs = texts(&about)?.into_iter().map(|job| JobId::parse(&job).ok());
                        Ask::Jobs(jobs.collect::<Option<_>>()?)
                    }
                };
                Some(Self::Answer(ask, message.get(2)))
            }
            _ => None,
        }
    }
}

/// Reads an answer that came from another tab.
pub(super) fn read_answer(api: Api, ask: &Ask, body: JsValue) -> Option<Reading> {
    api.read(ask, Deserializer::from(body)).ok()
}

/// All of them, or none where one of them is no text, or where there are too many.
fn texts(list: &JsValue) -> Option<Vec<String>> {
    let list: &Array = list.dyn_ref()?;
    if list.length() > MOST_JOBS {
        return None;
    }
    list.iter().map(|text| text.as_string()).collect()
}
