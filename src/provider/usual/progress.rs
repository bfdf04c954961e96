//! How far a job or a task is, by the usual members.

use super::{
    names::{members, number},
    tables::{
        DONE, FRACTIONS, LEFT, PERCENTS, PROGRESS, PROGRESS_IN_PROGRESS, PROGRESS_OBJECTS, TOTAL,
    },
};
use crate::{
    job::Progress,
    provider::{decimal::decimal, json::Json},
};

/// The progress that an object says. `None`: nothing that can be understood, such as 0 of 0.
pub(super) fn progress(json: &Json, is_final: bool) -> Option<Progress> {
    plain(json, PROGRESS, is_final).or_else(|| {
        let mut objects = members(json, PROGRESS_OBJECTS);
        objects.find_map(|object| plain(object, PROGRESS_IN_PROGRESS, is_final))
    })
}

fn plain(json: &Json, row: &'static str, is_final: bool) -> Option<Progress> {
    let percent = members(json, PERCENTS)
        .find_map(|value| amount(value, |percent| Some(percent)))
        .or_else(|| {
            members(json, FRACTIONS).find_map(|value| {
                amount(value, |fraction| (fraction <= 1.0).then_some(fraction * 100.0))
            })
        })
        .or_else(|| {
            members(json, row).find_map(|value| {
                amount(value, |progress| {
                    let is_fraction = progress < 1.0 || (is_final && progress <= 1.0);
                    Some(if is_fraction { progress * 100.0 } else { progress })
                })
            })
        })
        .or_else(|| {
            let total = number(json, TOTAL)?;
            let done = number(json, DONE).or_else(|| Some(total - number(json, LEFT)?))?;
            share(done, total)
        });
    percent.and_then(Progress::from_percent)
}

/// The percentage in a value: a number as `bare` means it, a text with a percent sign, or `3/5`.
fn amount(value: &Json, bare: impl Fn(f64) -> Option<f64>) -> Option<f64> {
    let percent = match value.number() {
        Some(number) => bare(number),
        None => {
            let text = value.text()?;
            match text.split_once('/') {
                Some((done, total)) => share(decimal(done.trim())?, decimal(total.trim())?),
                None => decimal(text.trim().strip_suffix('%')?.trim()),
            }
        }
    };
    // Below 0 stands for "not known".
    percent.filter(|percent| *percent >= 0.0)
}

fn share(done: f64, total: f64) -> Option<f64> {
    (total > 0.0 && done >= 0.0).then(|| done / total * 100.0)
}
