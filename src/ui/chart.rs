//! The course of a job's progress as a small chart, with the same in words.

use super::ink::Ink;
use crate::{
    badge::Chart,
    job::{digits, joined},
};

/// The chart.
pub(super) fn chart<I: Ink>(ink: &mut I, chart: &Chart) {
    // Progress is first seen at a point and holds until the next: drawn as a line it rises
    // between them, which is what most likely happened.
    let mut line = String::new();
    for (x, y) in &chart.points {
        line.push_str(if line.is_empty() { "M" } else { "L" });
        line.push_str(&digits(u64::from(*x)));
        line.push(' ');
        line.push_str(&digits(u64::from(1000_u16.saturating_sub(*y))));
    }
    let start = chart.points.first().map_or(0, |(x, _)| *x);
    let area = joined(&[&line, "V1000H", &digits(u64::from(start)), "z"]);
    ink.open("figure|class=chart");
    ink.open("svg|viewBox=0 0 1000 1000|preserveAspectRatio=none|role=img");
    ink.set("aria-label", Some(&chart.text));
    for (what, path) in [("path|class=area", &area), ("path|class=course", &line)] {
        ink.open(what);
        ink.set("d", Some(path));
        ink.close();
    }
    ink.close();
    ink.leaf("figcaption|aria-hidden=true", &chart.text);
    ink.close();
}
