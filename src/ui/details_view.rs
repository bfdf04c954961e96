//! The details: drawn only while they are open.

use yew::{Html, html};

use super::bar::bar;
use super::chart::chart;
use super::icon::{cross, state_icon};
use super::note_view::note_text;
use crate::badge::{Density, Details, ErrorRow, FactRow, TaskRow, View};

/// The details of a view. A card has them inside; else they are a popover, so that no table clips
/// them: whoever opens them shows it (`showPopover()`).
pub(super) fn details_view(view: &View, details: &Details) -> Html {
    let popover = (view.density != Density::Card).then_some("manual");
    let [check, copy, close] = &details.buttons;
    let [heading, done] = &details.tasks_heading;
    let has_buttons = view.buttons.is_some();
    html! {
        <div
            class="details"
            part="details"
            role="group"
            aria-label={details.title.clone()}
            tabindex="-1"
            popover={popover}
        >
            if popover.is_some() {
                { head(view) }
            }
            if popover.is_some() && has_buttons {
                <button class="close" type="button" data-action="close" aria-label={close.clone()}>
                    { cross() }
                </button>
            }
            if let Some(note) = view.note.as_ref().filter(|_| popover.is_some()) {
                <div class="note">{ note_text(view.freshness, note) }</div>
            }
            { errors(&details.errors_heading, &details.errors) }
            if !details.tasks.is_empty() {
                <div class="heading">
                    { heading }
                    <small>{ done }</small>
                </div>
                <ul class="tasks" aria-label={heading.clone()}>{ for details.tasks.iter().map(task) }</ul>
                if !details.more_tasks.is_empty() {
                    <p class="more">{ &details.more_tasks }</p>
                }
            }
            if let Some(course) = &details.chart {
                <div class="heading">{ &course.heading }</div>
                { chart(course) }
            }
            <dl>
                { for details.facts.iter().map(fact) }
                <div>
                    <dt>{ &details.id_heading }</dt>
                    <dd><bdi class="id">{ &view.job }</bdi></dd>
                </div>
            </dl>
            if has_buttons {
                <div class="actions">
                    if view.may_refresh() {
                        <button type="button" data-action="refresh">{ check }</button>
                    }
                    <button type="button" data-action="copy">{ copy }</button>
                </div>
            }
        </div>
    }
}

/// What the badge itself has no room for: its whole name, its state, and the service's own word.
fn head(view: &View) -> Html {
    html! {
        <div class="head">
            { state_icon(view.state) }
            <bdi class="label">{ &view.label }</bdi>
            <bdi class="state">{ &view.state_word }</bdi>
        </div>
    }
}

fn task(row: &TaskRow) -> Html {
    html! {
        <li data-state={row.state.name()}>
            { state_icon(row.state) }
            <bdi class="label">{ &row.name }</bdi>
            <bdi class="state">{ &row.value_text }</bdi>
            { bar(row.bar, None) }
            { for row.errors.iter().map(error) }
        </li>
    }
}

fn errors(heading: &str, rows: &[ErrorRow]) -> Html {
    if rows.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <div class="heading">{ heading }</div>
            <ul class="errors" aria-label={heading.to_owned()}>
                { for rows.iter().map(|row| html! { <li>{ error(row) }</li> }) }
            </ul>
        </>
    }
}

fn error(row: &ErrorRow) -> Html {
    html! {
        <p class="error">
            if !row.code.is_empty() {
                <bdi class="code">{ &row.code }</bdi>
            }
            <bdi>{ &row.message }</bdi>
        </p>
    }
}

fn fact(row: &FactRow) -> Html {
    html! {
        <div>
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
