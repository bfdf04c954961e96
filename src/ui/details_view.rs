//! The details: drawn only while they are open.

use yew::{Html, html};

use super::bar::bar;
use super::chart::chart;
use super::icon::{cross, state_icon};
use super::note_view::note_text;
use crate::{
    badge::{Density, Details, FactRow, TaskRow, View},
    job::ErrorDetail,
};

/// The details of a view. A card has them inside; else they are a popover, so that no table clips
/// them: whoever opens them shows it (`showPopover()`).
pub(super) fn details_view(view: &View, details: &Details) -> Html {
    let floats = view.density != Density::Card;
    html! {
        <div part="details" role="group" tabindex="-1" class="details"
            aria-label={details.title.clone()} popover={floats.then_some("manual")}
            title={floats.then_some("")}>
            if floats {
                { head(view, details) }
            }
            { errors(&details.errors_heading, &details.errors) }
            { tasks(details) }
            if let Some(history) = &details.chart {
                <div class="heading">{ &history.heading }</div>
                { chart(history) }
            }
            <dl>
                { numbered(&details.facts, fact) }
                <div>
                    <dt>{ &details.id_heading }</dt>
                    <dd><bdi class="id">{ &view.job }</bdi></dd>
                </div>
            </dl>
            if view.buttons.is_some() || details.link.is_some() {
                { actions(view, details) }
            }
        </div>
    }
}

/// What the badge itself has no room for: its whole name, its state, and the service's own word.
fn head(view: &View, details: &Details) -> Html {
    let [_, _, close] = &details.buttons;
    html! {
        <>
            <div class="head">
                { state_icon(view.state) }
                <bdi class="label">{ &view.label }</bdi>
                <bdi class="state">{ &view.state_word }</bdi>
            </div>
            if view.buttons.is_some() {
                <button type="button" data-action="close" class="close" aria-label={close.clone()}>
                    { cross() }
                </button>
            }
            if let Some(note) = &view.note {
                <div class="note">{ note_text(view.freshness, note) }</div>
            }
        </>
    }
}

fn actions(view: &View, details: &Details) -> Html {
    let [check, copy, _] = &details.buttons;
    html! {
        <div class="actions">
            if let Some([name, url]) = &details.link {
                <a href={url.clone()} target="_blank" rel="noopener noreferrer"
                    referrerpolicy="no-referrer">
                    { name }
                </a>
            }
            if view.buttons.is_some() {
                if view.may_refresh() {
                    <button type="button" data-action="refresh">{ check }</button>
                }
                <button type="button" data-action="copy">{ copy }</button>
            }
        </div>
    }
}

/// Rows, each with its number as its key.
fn numbered<Row>(rows: &[Row], draw: impl Fn(usize, &Row) -> Html) -> Html {
    rows.iter().enumerate().map(|(index, row)| draw(index, row)).collect()
}

fn tasks(details: &Details) -> Html {
    if details.tasks.is_empty() {
        return Html::default();
    }
    let [heading, done] = &details.tasks_heading;
    html! {
        <>
            <div class="heading">{ heading }<small>{ done }</small></div>
            <ul class="tasks" aria-label={heading.clone()}>
                { numbered(&details.tasks, task) }
            </ul>
            if !details.more_tasks.is_empty() {
                <p class="more">{ &details.more_tasks }</p>
            }
        </>
    }
}

fn task(index: usize, row: &TaskRow) -> Html {
    html! {
        <li key={index} data-state={row.state.name()}>
            { state_icon(row.state) }
            <bdi class="label">{ &row.name }</bdi>
            <bdi class="state">{ &row.value_text }</bdi>
            { bar(row.bar, None, "known") }
            { numbered(&row.errors, error) }
        </li>
    }
}

fn errors(heading: &str, rows: &[ErrorDetail]) -> Html {
    if rows.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <div class="heading">{ heading }</div>
            <ul class="errors" aria-label={heading.to_owned()}>
                { numbered(rows, |index, row| html! { <li key={index}>{ error(index, row) }</li> }) }
            </ul>
        </>
    }
}

fn error(index: usize, row: &ErrorDetail) -> Html {
    html! {
        <p key={index} class="error">
            if !row.code.is_empty() {
                <bdi class="code">{ &row.code }</bdi>
            }
            <bdi>{ &row.message }</bdi>
        </p>
    }
}

fn fact(index: usize, row: &FactRow) -> Html {
    html! {
        <div key={index}>
            <dt>{ &row.name }</dt>
            <dd>
                if row.iso.is_empty() {
                    <bdi>{ &row.text }</bdi>
                } else {
                    <time datetime={row.iso.clone()} title={row.iso.clone()}>{ &row.text }</time>
                }
            </dd>
        </div>
    }
}
