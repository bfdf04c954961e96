//! Times of an answer, and times that are reckoned from them.

use super::{
    number::number,
    value::{Base, value},
};
use crate::{
    job::Timestamp,
    provider::{json::Json, lenient_time},
};

/// A time, or one that is so many seconds or milliseconds after another. One before 1970 is how some
/// services write "none".
pub(super) fn time(spec: Option<&Json>, base: Base<'_>) -> Option<Timestamp> {
    let spec = spec?;
    let Some(start) = spec.get("after") else { return lenient_time::time(value(spec, base)?) };
    let start = time(Some(start), base)?;
    let millis = match spec.get("seconds") {
        Some(seconds) => number(Some(seconds), base)? * 1000.0,
        None => number(spec.get("millis"), base)?,
    };
    // The cast saturates. 0 and -1 are how some services write that they do not know.
    #[allow(clippy::cast_possible_truncation)]
    (millis > 0.0).then(|| start.shifted((millis + 0.5) as i64))
}
