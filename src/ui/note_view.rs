//! What is said when what is shown is not live: what is so, why, what to do, when it is tried again.

use super::icon::freshness_mark;
use super::ink::Ink;
use crate::badge::{Note, View};
use crate::job::{Freshness, joined};

/// The note of a card, with a button to check now unless the details have it.
pub(super) fn note<I: Ink>(ink: &mut I, view: &View) {
    let Some(note) = &view.note else { return };
    ink.open("span|part=freshness|class=note");
    note_text(ink, view.freshness, note);
    if let Some(buttons) = &view.buttons
        && view.details.is_none()
        && view.may_refresh()
    {
        ink.leaf("button|type=button|data-action=refresh", &buttons.refresh);
    }
    ink.close();
}

/// The text of a note with its mark.
pub(super) fn note_text<I: Ink>(ink: &mut I, freshness: Freshness, note: &Note) {
    freshness_mark(ink, freshness);
    ink.open("span");
    ink.leaf("b", &note.word);
    ink.leaf_unless_empty("span|class=age", &note.age);
    ink.leaf("span|class=why", &joined(&[&note.why, " ", &note.remedy, " ", &note.retry]));
    ink.leaf_unless_empty("bdi|class=cause", &note.cause);
    ink.close();
}
