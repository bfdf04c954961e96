//! The course of a job's progress as a small chart, with the same in words.

use yew::{Html, html};

use crate::badge::Chart;

/// The chart.
pub(super) fn chart(chart: &Chart) -> Html {
    // Progress is first seen at a point and holds until the next: drawn as a line it rises
    // between them, which is what most likely happened.
    let mut line = String::new();
    for (x, y) in &chart.points {
        line.push_str(if line.is_empty() { "M" } else { "L" });
        line.push_str(&x.to_string());
        line.push(' ');
        line.push_str(&(1000_u16.saturating_sub(*y)).to_string());
    }
    let start = chart.points.first().map_or(0, |(x, _)| *x);
    let mut area = line.clone();
    area.push_str("V1000H");
    area.push_str(&start.to_string());
    area.push('z');
    html! {
        <figure class="chart">
            <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" role="img" aria-label={chart.text.clone()}>
                <path class="area" d={area} />
                <path class="course" d={line} />
            </svg>
            <figcaption aria-hidden="true">{ &chart.text }</figcaption>
        </figure>
    }
}
