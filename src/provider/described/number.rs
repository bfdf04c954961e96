//! Numbers: as they stand in an answer, sums of them, and one in place of a missing one.

use super::value::{Base, value};
use crate::provider::json::Json;

/// A JSON number or a decimal number as text; the sum of several, nothing if one of them is nothing;
/// or the number that stands for a missing one. What is no number is nothing.
pub(super) fn number(spec: Option<&Json>, base: Base<'_>) -> Option<f64> {
    let spec = spec?;
    if let Some(parts) = spec.get("sum") {
        let mut sum = 0.0;
        for part in parts.list()? {
            sum += number(Some(part), base)?;
        }
        return Some(sum);
    }
    if let Some(inner) = spec.get("value") {
        return value(inner, base).map_or_else(|| spec.get("else"), Some)?.number();
    }
    value(spec, base)?.number()
}
