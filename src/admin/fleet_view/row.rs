//! A row of the table.

use std::rc::Rc;

use job_badge::{
    badge::{Density, TimeLeft, Width},
    browser::{Source, format_of, utc_now},
    job::{ErrorDetail, Timestamp},
    ui::JobBadge,
};
use yew::prelude::*;

use crate::admin::{
    fleet::{FleetQuery, Row, of_job},
    route::{Route, View},
};

/// How long a job will take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Left {
    /// Nobody knows.
    Unknown,
    /// About so long.
    About(TimeLeft),
    /// It should have ended.
    Over,
}

/// Properties of [`FleetRow`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct FleetRowProps {
    /// What is known of the job.
    pub row: Row,
    /// Its source.
    pub source: Source,
    /// Whether its connection is paused.
    pub paused: bool,
    /// What its connection is called, where there are several.
    pub connection: Option<AttrValue>,
    /// What the table shows, for the way back from the job's own page.
    pub table: Rc<FleetQuery>,
    /// How long it will take.
    pub left: Left,
}

impl Left {
    /// Of a row, at this time.
    pub(super) fn of(row: &Row, now: Timestamp) -> Self {
        match row.expected_end {
            _ if !row.is_live() => Self::Unknown,
            Some(end) if end > now => Self::About(TimeLeft::of(end.since(now))),
            Some(_) => Self::Over,
            None => Self::Unknown,
        }
    }

    fn words(self) -> String {
        match self {
            Self::Unknown => String::new(),
            Self::Over => "longer than expected".to_owned(),
            Self::About(TimeLeft::Moments) => "a few seconds".to_owned(),
            Self::About(TimeLeft::UnderAMinute) => "under a minute".to_owned(),
            Self::About(left) => left.duration().map_or_else(String::new, |left| {
                format!("about {}", format_of("en").duration(left, Width::Short))
            }),
        }
    }
}

/// The row. The roles say what it is where its looks are no table's.
#[component]
pub(super) fn FleetRow(props: &FleetRowProps) -> Html {
    let FleetRowProps { row, source, paused, connection, table, left } = props;
    let href = Route { view: View::Job, query: of_job(table, &row.key) }.hash();
    let errors: Vec<_> = row.errors().collect();
    html! {
        <tr role="row">
            <th scope="row" role="rowheader" class="name">
                <a href={href}><bdi>{ row.name().to_owned() }</bdi></a>
                if let Some(connection) = connection {
                    <bdi class="from-connection">{ connection }</bdi>
                }
            </th>
            <td role="cell" class="badge">
                <JobBadge source={source.clone()} job={row.key.job.as_str().to_owned()} density={Density::Pill}
                    paused={*paused} />
            </td>
            { cell("started", "Started", time(row.started())) }
            { cell("left", "Time left", text(left.words())) }
            { cell("tasks", "Tasks", text(row.tasks().map_or_else(String::new, |tasks| {
                format!("{} of {}", tasks.done, tasks.all)
            }))) }
            { cell("errors", "Errors", if errors.is_empty() { text(String::new()) } else { error(&errors) }) }
        </tr>
    }
}

fn cell(class: &'static str, label: &'static str, inside: Html) -> Html {
    html! { <td role="cell" class={class} data-label={label}>{ inside }</td> }
}

/// What is not known is said to those who hear it, and only marked for those who see it.
fn text(text: String) -> Html {
    if text.is_empty() {
        return html! { <><span class="none" aria-hidden="true">{ "–" }</span><span class="hidden">{ "none" }</span></> };
    }
    // English words stay in their order where the page runs from right to left.
    html! { <bdi>{ text }</bdi> }
}

fn time(at: Option<Timestamp>) -> Html {
    let Some(at) = at else { return text(String::new()) };
    let format = format_of("en");
    html! { <time datetime={at.to_iso()} title={format.date_time(at)}><bdi>{ format.clock(at, utc_now()) }</bdi></time> }
}

fn error(errors: &[&ErrorDetail]) -> Html {
    let mut first = errors.iter().flat_map(|error| [&error.message, &error.code]);
    let first = first.find(|text| !text.trim().is_empty()).cloned().unwrap_or_default();
    let more = errors.len().saturating_sub(1);
    html! {
        <span class="error" title={first.clone()}>
            <bdi>{ if first.is_empty() { "No reason given".to_owned() } else { first } }</bdi>
            if more > 0 {
                <span class="more">{ format!("+{more}") }</span>
            }
        </span>
    }
}
