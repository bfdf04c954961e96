//! The course of a job's progress as a small chart, with the same in words.

use yew::{Html, html};

use crate::badge::Chart;

/// The chart.
pub(super) fn chart(chart: &Chart) -> Html {
    // Progress is first seen at a point and holds until the next: drawn as a line it rises
    // between them, which is what most likely happened.
    let points = chart.points.iter().map(|(x, y)| format!("{x} {}", 1000_u16.saturating_sub(*y)));
    let line = format!("M{}", points.collect::<Vec<_>>().join("L"));
    let start = chart.points.first().map_or(0, |(x, _)| *x);
    let area = format!("{line}V1000H{start}z");
    html! {
        <figure class="chart">
            <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" role="img"
                aria-label={chart.text.clone()}>
                <path class="area" d={area} />
                <path class="course" d={line} />
            </svg>
            <figcaption aria-hidden="true">{ &chart.text }</figcaption>
        </figure>
    }
}
