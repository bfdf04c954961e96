//! How far a job is: the first amount that gives something.

use super::{
    items::entries,
    number::number,
    value::{Base, holds, one_or_more, value},
};
use crate::{
    job::Progress,
    provider::{decimal::decimal, json::Json},
};

/// The progress that the first amount gives. 0 of 0, null, objects and texts give none.
pub(super) fn progress(amounts: Option<&Json>, base: Base<'_>) -> Option<Progress> {
    one_or_more(amounts).iter().find_map(|amount| {
        if holds(amount.get("if"), base) {
            Progress::from_percent(percent(amount, base)?)
        } else {
            None
        }
    })
}

fn percent(amount: &Json, base: Base<'_>) -> Option<f64> {
    if let Some(percent) = amount.get("percent") {
        return number(Some(percent), base);
    }
    if let Some(fraction) = amount.get("fraction") {
        return part(number(Some(fraction), base)?, 1.0);
    }
    if let Some(ratio) = amount.get("ratio") {
        let (done, all) = value(ratio, base)?.text()?.split_once('/')?;
        return part(decimal(done.trim())?, decimal(all.trim())?);
    }
    if let Some(list) = amount.get("share") {
        let entries = entries(base.find(Some(list))?, amount, base)?;
        let is_done = |entry: &&(&str, &Json)| holds(amount.get("done"), base.of(entry.1));
        return part(float(entries.iter().filter(is_done).count()), float(entries.len()));
    }
    part(number(amount.get("done"), base)?, number(amount.get("of"), base)?)
}

fn part(done: f64, all: f64) -> Option<f64> {
    (all > 0.0).then(|| done / all * 100.0)
}

/// A list's length, which is far below 2^53.
#[allow(clippy::cast_precision_loss)]
const fn float(count: usize) -> f64 {
    count as f64
}
