//! How far a job or a task is, by the usual members.

use super::{
    names::{all_members, members, number},
    tables::{
        DONE, FRACTIONS, LEFT, PERCENTS, PROGRESS, PROGRESS_IN_PROGRESS, PROGRESS_OBJECTS, TOTAL,
    },
};
use crate::{
    job::Progress,
    provider::{decimal::decimal, json::Json},
};

/// The progress that an object says. `None`: nothing that can be understood, such as 0 of 0.
pub(super) fn progress(all: &[(&str, &Json)], is_final: bool) -> Option<Progress> {
    plain(all, PROGRESS, is_final).or_else(|| {
        let mut objects = members(all, PROGRESS_OBJECTS).into_iter();
        objects.find_map(|object| plain(&all_members(object), PROGRESS_IN_PROGRESS, is_final))
    })
}

/// What a number without a sign means.
#[derive(Clone, Copy)]
enum Scale {
    /// 0 to 100.
    Percent,
    /// 0 to 1.
    Fraction,
    /// 0 to 1 below 1, else 0 to 100.
    Either,
    /// As `Either`, of a job that has ended: 1 is all of it.
    EitherAtEnd,
}

fn plain(all: &[(&str, &Json)], row: &str, is_final: bool) -> Option<Progress> {
    let either = if is_final { Scale::EitherAtEnd } else { Scale::Either };
    let rows = [(PERCENTS, Scale::Percent), (FRACTIONS, Scale::Fraction), (row, either)];
    let percent = rows.into_iter().find_map(|(row, scale)| {
        members(all, row).into_iter().find_map(|value| percent(value, scale))
    });
    let percent = percent.or_else(|| {
        let total = number(all, TOTAL)?;
        share(number(all, DONE).or_else(|| Some(total - number(all, LEFT)?))?, total)
    });
    percent.and_then(Progress::from_percent)
}

/// The percentage in a value: a number, a text with a percent sign, or `3/5`.
fn percent(value: &Json, scale: Scale) -> Option<f64> {
    let percent = match value.number() {
        Some(number) => {
            let is_fraction = match scale {
                Scale::Percent => false,
                Scale::Fraction if number > 1.0 => return None,
                Scale::Fraction => true,
                Scale::Either => number < 1.0,
                Scale::EitherAtEnd => number <= 1.0,
            };
            if is_fraction { number * 100.0 } else { number }
        }
        None => {
            let text = value.text()?;
            match text.split_once('/') {
                Some((done, total)) => share(decimal(done.trim())?, decimal(total.trim())?)?,
                None => decimal(text.trim().strip_suffix('%')?.trim())?,
            }
        }
    };
    // Below 0 stands for "not known".
    (percent >= 0.0).then_some(percent)
}

fn share(done: f64, total: f64) -> Option<f64> {
    (total > 0.0 && done >= 0.0).then(|| done / total * 100.0)
}
