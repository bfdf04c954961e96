//! The details: drawn only while they are open.

use super::bar::{BAR_OF_TASK, bar};
use super::chart::chart;
use super::icon::{cross, state_icon};
use super::ink::Ink;
use super::note_view::note_text;
use crate::{
    badge::{Density, Details, FactRow, TaskRow, View},
    job::ErrorDetail,
};

/// The details of a view. A card has them inside; else they are a popover, so that no table clips
/// them: whoever opens them shows it (`showPopover()`).
#[inline(never)]
pub(super) fn details_view<I: Ink>(ink: &mut I, view: &View, details: &Details) {
    let floats = view.density != Density::Card;
    let [check, copy, close] = &details.buttons;
    let has_buttons = view.buttons.is_some();
    ink.open("div|part=details|role=group|tabindex=-1|class=details");
    ink.set("aria-label", Some(&details.title));
    ink.set("popover", floats.then_some("manual"));
    if floats {
        head(ink, view);
        if has_buttons {
            ink.open("button|type=button|data-action=close|class=close");
            ink.set("aria-label", Some(close));
            cross(ink);
            ink.close();
        }
        if let Some(note) = &view.note {
            ink.open("div|class=note");
            note_text(ink, view.freshness, note);
            ink.close();
        }
    }
    errors(ink, &details.errors_heading, &details.errors);
    tasks(ink, details);
    if let Some(history) = &details.chart {
        ink.leaf("div|class=heading", &history.heading);
        chart(ink, history);
    }
    ink.open("dl");
    for row in &details.facts {
        fact(ink, row);
    }
    ink.open("div");
    ink.leaf("dt", &details.id_heading);
    ink.open("dd");
    ink.leaf("bdi|class=id", &view.job);
    ink.close();
    ink.close();
    ink.close();
    if has_buttons {
        ink.open("div|class=actions");
        if view.may_refresh() {
            ink.leaf("button|type=button|data-action=refresh", check);
        }
        ink.leaf("button|type=button|data-action=copy", copy);
        ink.close();
    }
    ink.close();
}

/// What the badge itself has no room for: its whole name, its state, and the service's own word.
fn head<I: Ink>(ink: &mut I, view: &View) {
    ink.open("div|class=head");
    state_icon(ink, view.state);
    ink.leaf("bdi|class=label", &view.label);
    ink.leaf("bdi|class=state", &view.state_word);
    ink.close();
}

fn tasks<I: Ink>(ink: &mut I, details: &Details) {
    if details.tasks.is_empty() {
        return;
    }
    let [heading, done] = &details.tasks_heading;
    ink.open("div|class=heading");
    ink.text(heading);
    ink.leaf("small", done);
    ink.close();
    ink.open("ul|class=tasks");
    ink.set("aria-label", Some(heading));
    for row in &details.tasks {
        task(ink, row);
    }
    ink.close();
    ink.leaf_unless_empty("p|class=more", &details.more_tasks);
}

fn task<I: Ink>(ink: &mut I, row: &TaskRow) {
    ink.open("li");
    ink.set("data-state", Some(row.state.name()));
    state_icon(ink, row.state);
    ink.leaf("bdi|class=label", &row.name);
    ink.leaf("bdi|class=state", &row.value_text);
    bar(ink, row.bar, BAR_OF_TASK);
    for row in &row.errors {
        error(ink, row);
    }
    ink.close();
}

fn errors<I: Ink>(ink: &mut I, heading: &str, rows: &[ErrorDetail]) {
    if rows.is_empty() {
        return;
    }
    ink.leaf("div|class=heading", heading);
    ink.open("ul|class=errors");
    ink.set("aria-label", Some(heading));
    for row in rows {
        ink.open("li");
        error(ink, row);
        ink.close();
    }
    ink.close();
}

fn error<I: Ink>(ink: &mut I, row: &ErrorDetail) {
    ink.open("p|class=error");
    ink.leaf_unless_empty("bdi|class=code", &row.code);
    ink.leaf("bdi", &row.message);
    ink.close();
}

fn fact<I: Ink>(ink: &mut I, row: &FactRow) {
    ink.open("div");
    ink.leaf("dt", &row.name);
    ink.open("dd");
    if row.iso.is_empty() {
        ink.leaf("bdi", &row.text);
    } else {
        ink.open("time");
        ink.set("datetime", Some(&row.iso));
        ink.set("title", Some(&row.iso));
        ink.text(&row.text);
        ink.close();
    }
    ink.close();
    ink.close();
}
