//! A connection in short: what it is, how it is, and what can be done about it.

use job_badge::badge::{Note, Words};
use job_badge::job::FailureKind;
use yew::prelude::*;

use super::empty::Trouble;
use crate::admin::{
    connection_jobs::Listing,
    fleet::trouble,
    use_fleet::{Connected, Fleet},
};

/// Properties of [`ConnectionCard`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ConnectionCardProps {
    /// The connection.
    pub connected: Connected,
    /// What its provider is called.
    pub title: AttrValue,
    /// All jobs.
    pub fleet: Fleet,
    /// Called when it is to be set anew.
    pub on_edit: Callback<u32>,
    /// Called when it is to ask for nothing, or to go on.
    pub on_pause: Callback<(u32, bool)>,
}

/// The card.
#[component]
pub(super) fn ConnectionCard(props: &ConnectionCardProps) -> Html {
    let ConnectionCardProps { connected, fleet, on_edit, on_pause, .. } = props;
    let connection = &connected.connection;
    let (id, paused, name) = (connection.id, connection.paused, &connection.settings.name);
    let retry = {
        let fleet = fleet.clone();
        Callback::from(move |_: MouseEvent| fleet.refresh(id))
    };
    let (state, health) = health(connected, fleet);
    let edit = on_edit.reform(move |_: MouseEvent| id);
    html! {
        <li class="connection" data-health={state}>
            <div class="connection-name">
                <h3>{ name.clone() }</h3>
                <p class="hint">{ props.title.clone() }{ " · " }<bdi dir="ltr">{ connection.settings.root.origin().to_owned() }</bdi></p>
            </div>
            <div class="connection-health">
                if state == "trouble" {
                    <Trouble><bdi>{ health }</bdi></Trouble>
                } else {
                    <p><span class="dot" aria-hidden="true"></span><bdi>{ health }</bdi></p>
                }
            </div>
            <div class="connection-actions">
                if connection.lacks_token() {
                    <button type="button" class="secondary" onclick={edit} aria-label={format!("Give a token to {name}")}>{ "Give a token" }</button>
                } else {
                    if state == "trouble" {
                        <button type="button" class="secondary" onclick={retry} aria-label={format!("Ask again: {name}")}>{ "Ask again" }</button>
                    }
                    <button type="button" class="secondary" onclick={edit} aria-label={format!("Edit {name}")}>{ "Edit" }</button>
                }
                <button type="button" class="secondary" onclick={on_pause.reform(move |_: MouseEvent| (id, !paused))}
                    aria-label={if paused { format!("Go on: {name}") } else { format!("Pause {name}") }}>
                    { if paused { "Go on" } else { "Pause" } }
                </button>
            </div>
        </li>
    }
}

/// How it is: a word for its looks, and a sentence.
fn health(connected: &Connected, fleet: &Fleet) -> (&'static str, String) {
    let connection = &connected.connection;
    if connection.paused {
        return ("paused", "Paused: nothing is asked.".to_owned());
    }
    if connection.lacks_token() {
        return ("trouble", "Sign-in needed. Nothing is asked without a token.".to_owned());
    }
    let count = fleet.rows.iter().filter(|row| row.key.connection == connection.id).count();
    match (&connected.listing, trouble(&fleet.rows, connection.id)) {
        // A list that may not be read says less than jobs that may not be.
        (Listing::Failed(failure), None)
            if failure.kind != FailureKind::Forbidden || count == 0 =>
        {
            ("trouble", failure.message.clone())
        }
        (_, Some((status, wrong))) => {
            let why = Note::reason(&status, &Words::default());
            let of =
                if wrong < count { format!("{wrong} of {count} jobs: ") } else { String::new() };
            ("trouble", format!("{of}{why}"))
        }
        (Listing::Asked, None) => ("asked", "Asking for its jobs…".to_owned()),
        _ if count == 0 => ("idle", "No jobs yet.".to_owned()),
        _ if count == 1 => ("live", "1 job, kept fresh.".to_owned()),
        _ => ("live", format!("{count} jobs, kept fresh.")),
    }
}
