//! The figures above the table.

use job_badge::{
    browser::{Seconds, format_of},
    job::{JobState, Timestamp},
};
use yew::prelude::*;

use crate::admin::{
    asked,
    fleet::{Figures, Filter, FleetQuery},
    route::{Route, View},
    use_fleet::Fleet,
};

/// Properties of [`FiguresBar`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct FiguresBarProps {
    /// What is counted.
    pub fleet: Fleet,
}

/// The figures.
#[component]
pub(super) fn FiguresBar(props: &FiguresBarProps) -> Html {
    let render = use_force_update();
    use_effect_with((), move |()| {
        // The minute moves on, and at midnight the day.
        let seconds = Seconds::new(move || render.force_update());
        move || drop(seconds)
    });
    let fleet = &props.fleet;
    let figures = Figures::of(&fleet.rows, midnight());
    let roots = fleet.connections.iter().map(|one| one.connection.settings.root.as_str());
    let requests = asked::in_the_last_minute(roots);
    let shows = |states: &[JobState]| {
        let filter = Filter { states: states.to_vec(), ..Filter::default() };
        let query = FleetQuery { filter, ..FleetQuery::default() };
        Route { view: View::Jobs, query: query.query() }.hash()
    };
    let format = format_of("en");
    let number = |number: usize| format.number(number as u64);
    html! {
        <dl class="figures">
            <div class="figure running" data-any={(figures.running > 0).then_some("")}>
                <dt>{ "Running" }</dt>
                <dd><a href={shows(&[JobState::Running, JobState::Canceling])}
                    aria-label={format!("{} running: show them", figures.running)}>{ number(figures.running) }</a></dd>
            </div>
            <div class="figure failed" data-any={(figures.failed > 0).then_some("")}>
                <dt>{ "Failed" }</dt>
                <dd><a href={shows(&[JobState::Failed])}
                    aria-label={format!("{} failed: show them", figures.failed)}>{ number(figures.failed) }</a></dd>
            </div>
            <div class="figure"><dt>{ "Finished today" }</dt><dd>{ number(figures.finished_today) }</dd></div>
            <div class="figure" title="What this page has asked all APIs for in the last 60 seconds">
                <dt>{ "Requests a minute" }</dt><dd>{ number(requests) }</dd>
            </div>
        </dl>
    }
}

/// When the reader's day began.
fn midnight() -> Timestamp {
    let now = js_sys::Date::new_0();
    let day = js_sys::Date::new_with_year_month_day(
        now.get_full_year(),
        i32::try_from(now.get_month()).unwrap_or_default(),
        i32::try_from(now.get_date()).unwrap_or(1),
    );
    // The cast saturates.
    #[allow(clippy::cast_possible_truncation)]
    let millis = day.get_time() as i64;
    Timestamp::from_millis(millis).unwrap_or(Timestamp::EPOCH)
}
