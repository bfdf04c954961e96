//! The icons: one shape for each state and each kind of freshness, told apart without colour.
//!
//! Each is two paths in a square of 16: one that is filled and one that is drawn as a line. Where
//! the filled path is the ground of the other, the line is drawn in the colour of the surface.

use yew::{Html, html};

use crate::badge::View;
use crate::job::{Freshness, JobState};

/// One shape.
struct Shape {
    /// The filled path.
    fill: &'static str,
    /// The line.
    line: &'static str,
    /// Whether the filled path is the ground of the line.
    solid: bool,
}

const fn hollow(fill: &'static str, line: &'static str) -> Shape {
    Shape { fill, line, solid: false }
}

const fn solid(fill: &'static str, line: &'static str) -> Shape {
    Shape { fill, line, solid: true }
}

const fn of_state(state: JobState) -> Shape {
    match state {
        // A ring with three dots.
        JobState::Queued => {
            hollow("M5 7h1.6v2H5zM7.2 7h1.6v2H7.2zM9.4 7H11v2H9.4z", "M8 1.5a6.5 6.5 0 1 0 .01 0z")
        }
        // A clock.
        JobState::Scheduled => hollow("", "M8 1.5a6.5 6.5 0 1 0 .01 0zM8 4.5V8l2.5 1.5"),
        // A ring with the mark of playing.
        JobState::Running => hollow("M6.3 4.9v6.2L11.3 8z", "M8 1.5a6.5 6.5 0 1 0 .01 0z"),
        // A ring with the mark of stopping.
        JobState::Canceling => hollow("M5.7 5.7h4.6v4.6H5.7z", "M8 1.5a6.5 6.5 0 1 0 .01 0z"),
        // A disc with a tick.
        JobState::Succeeded => solid("M8 .8a7.2 7.2 0 1 0 .01 0z", "M4.8 8.3l2.2 2.2 4.3-4.7"),
        // A triangle with an exclamation mark.
        JobState::Partial => solid("M8 .9L15.6 14.6H.4z", "M8 6v3.8M8 12.1v.1"),
        // An octagon with a cross.
        JobState::Failed => {
            solid("M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z", "M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2")
        }
        // A ring, struck out.
        JobState::Canceled => hollow("", "M8 1.5a6.5 6.5 0 1 0 .01 0zM3.6 3.6l8.8 8.8"),
        // The mark of skipping, without a ring.
        JobState::Skipped => hollow("", "M2.5 4l4 4-4 4M7.5 4l4 4-4 4M13.5 4v8"),
        // A diamond with the mark of a pause.
        JobState::Blocked => solid("M8 .2L15.8 8 8 15.8.2 8z", "M6.3 5.6v4.8M9.7 5.6v4.8"),
        // A question mark in a broken ring.
        JobState::Unknown => hollow(
            "",
            "M1.6 6.6A6.5 6.5 0 0 1 14.4 6.6M1.6 9.4a6.5 6.5 0 0 0 12.8 0M6.2 6.5a1.8 1.8 0 1 1 2.5 1.7c-.5.2-.7.5-.7 1M8 11.4v.1",
        ),
    }
}

/// Nothing is known yet: three dots.
const LOADING: Shape = hollow("M2 7h2v2H2zM7 7h2v2H7zM12 7h2v2h-2z", "");

const fn of_freshness(freshness: Freshness) -> Shape {
    hollow(
        "",
        match freshness {
            Freshness::Live => "",
            // A clock that goes back.
            Freshness::Stale => "M2.4 5.2A6.3 6.3 0 1 1 1.7 8M2 1.8v3.6h3.6M8 4.8V8l2.2 1.5",
            // Waves, struck out.
            Freshness::Offline => {
                "M1.5 6.5a9.2 9.2 0 0 1 13 0M4.2 9.3a5.4 5.4 0 0 1 7.6 0M8 12.6v.1M2.5 1.8l11 12.4"
            }
            // An hourglass.
            Freshness::Waiting => {
                "M3.5 1.8h9M3.5 14.2h9M4.8 2c0 5 6.4 7 6.4 12M11.2 2c0 5-6.4 7-6.4 12"
            }
            // The way in.
            Freshness::SignedOut => "M9 2h4.5v12H9M1.8 8h7.4M6.4 5l3 3-3 3",
            // A lock.
            Freshness::Forbidden => "M3 7.2h10v6.6H3zM5 7V4.8a3 3 0 0 1 6 0V7",
            // Two sliders.
            Freshness::Misconfigured => {
                "M1.5 5h5M11 5h3.5M1.5 11H5M9.5 11h5M8.8 2.8v4.4M7.2 8.8v4.4"
            }
            // A plug that is out.
            Freshness::Unreachable => {
                "M5.5 1.8v3.4M10.5 1.8v3.4M3.5 5.4h9v2a4.5 4.5 0 0 1-9 0zM8 12v2.4"
            }
            // A magnifying glass that finds nothing.
            Freshness::Gone => "M7 2a5 5 0 1 0 .01 0zM10.8 10.8l3.6 3.6M5 7h4",
        },
    )
}

/// The shape of a state inside the details. It is no part: that name is the badge's own icon's.
pub(super) fn state_icon(state: JobState) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">{ paths(&of_state(state)) }</svg>
    }
}

/// The shape of a view: that of its state, else of why nothing is known.
pub(super) fn icon(view: &View) -> Html {
    let shape = match (view.waiting, view.freshness) {
        (false, _) => of_state(view.state),
        (true, Freshness::Live) => LOADING,
        (true, freshness) => of_freshness(freshness),
    };
    html! {
        <svg part="icon" class="icon" viewBox="0 0 16 16" aria-hidden="true">
            { paths(&shape) }
        </svg>
    }
}

/// The mark of a kind of freshness.
pub(super) fn freshness_mark(freshness: Freshness) -> Html {
    mark(&of_freshness(freshness))
}

/// A mark that points to what opens.
pub(super) fn chevron() -> Html {
    mark(&hollow("", "M4 6.2l4 4 4-4"))
}

/// A cross, for closing.
pub(super) fn cross() -> Html {
    mark(&hollow("", "M4 4l8 8M12 4l-8 8"))
}

fn mark(shape: &Shape) -> Html {
    html! { <svg class="mark" viewBox="0 0 16 16" aria-hidden="true">{ paths(shape) }</svg> }
}

fn paths(shape: &Shape) -> Html {
    html! {
        <>
            if !shape.fill.is_empty() {
                <path class="fill" d={shape.fill} />
            }
            if !shape.line.is_empty() {
                if shape.solid {
                    <path class="line on" d={shape.line} />
                } else {
                    <path class="line" d={shape.line} />
                }
            }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_is_small_and_differs_from_all_others() {
        let mut shapes: Vec<_> = JobState::ALL.into_iter().map(of_state).collect();
        let marks = Freshness::ALL.into_iter().filter(|freshness| *freshness != Freshness::Live);
        shapes.extend(marks.map(of_freshness));
        shapes.push(LOADING);
        let mut drawn: Vec<_> = shapes.iter().map(|shape| (shape.fill, shape.line)).collect();
        for (fill, line) in &drawn {
            assert!((10..=120).contains(&(fill.len() + line.len())), "{fill} {line}");
        }
        drawn.sort_unstable();
        let count = drawn.len();
        drawn.dedup();
        assert_eq!(drawn.len(), count);
    }
}
