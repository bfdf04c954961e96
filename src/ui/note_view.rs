//! What is said when what is shown is not live: what is so, why, what to do, when it is tried again.

use yew::{Html, html};

use super::icon::freshness_mark;
use crate::badge::{Note, View};
use crate::job::Freshness;

/// The note of a card, with a button to check now unless the details have it.
pub(super) fn note(view: &View) -> Html {
    let Some(note) = &view.note else { return Html::default() };
    let button = view.buttons.as_ref().filter(|_| view.details.is_none() && view.may_refresh());
    html! {
        <span part="freshness" class="note">
            { note_text(view.freshness, note) }
            if let Some(buttons) = button {
                <button type="button" data-action="refresh">{ &buttons.refresh }</button>
            }
        </span>
    }
}

/// The text of a note with its mark.
pub(super) fn note_text(freshness: Freshness, note: &Note) -> Html {
    html! {
        <>
            { freshness_mark(freshness) }
            <span>
                <b>{ &note.word }</b>
                if !note.age.is_empty() {
                    <span class="age">{ &note.age }</span>
                }
                <span class="why">{ note.advice() }</span>
                if !note.cause.is_empty() {
                    <bdi class="cause">{ &note.cause }</bdi>
                }
            </span>
        </>
    }
}
