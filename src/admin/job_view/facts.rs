//! What is known of a job, one fact a line, in the words of the badge's details.

use job_badge::{
    badge::{Details, Note},
    job::ErrorDetail,
};
use yew::prelude::*;

use super::copy_id::CopyId;

/// Properties of [`Facts`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct FactsProps {
    /// The job's id.
    pub id: AttrValue,
    /// What its connection is called.
    pub connection: AttrValue,
    /// What is wrong and what to do, where it is not live.
    pub note: Option<Note>,
    /// What the badge would say in its details.
    pub details: Details,
}

/// The facts.
#[component]
pub(super) fn Facts(props: &FactsProps) -> Html {
    let FactsProps { note, details, .. } = props;
    html! {
        <section class="sheet" aria-labelledby="facts-title">
            <div class="head"><h2 id="facts-title">{ "Facts" }</h2></div>
            <dl class="job-facts">
                { fact("Job id", html! { <CopyId id={props.id.clone()} /> }) }
                { fact("Connection", html! { <bdi>{ props.connection.clone() }</bdi> }) }
                { for details.facts.iter().map(|row| fact(&row.name, if row.iso.is_empty() {
                    html! { <bdi>{ row.text.clone() }</bdi> }
                } else {
                    html! { <time datetime={row.iso.clone()}>{ row.text.clone() }</time> }
                })) }
                { fact("Freshness", match note {
                    None => html! { { "Live" } },
                    Some(note) => html! {
                        <>
                            <strong class="wrong">{ note.word.clone() }</strong>{ format!(". {}", note.advice()) }
                            if !note.cause.is_empty() {
                                <bdi class="hint">{ note.cause.clone() }</bdi>
                            }
                        </>
                    },
                }) }
                if let Some([title, href]) = &details.link {
                    { fact("Its own page", html! {
                        <a href={href.clone()} target="_blank" rel="noopener noreferrer">{ title.clone() }</a>
                    }) }
                }
            </dl>
            if !details.errors.is_empty() {
                <div class="job-errors">
                    <h3>{ details.errors_heading.clone() }</h3>
                    { for details.errors.iter().map(error) }
                </div>
            }
        </section>
    }
}

/// An error in the API's own words.
pub(super) fn error(error: &ErrorDetail) -> Html {
    html! {
        <p class="job-error">
            if !error.code.is_empty() {
                <bdi class="code">{ error.code.clone() }</bdi>
            }
            <bdi>{ error.message.clone() }</bdi>
        </p>
    }
}

fn fact(name: &str, text: Html) -> Html {
    html! { <div key={name.to_owned()}><dt>{ name.to_owned() }</dt><dd>{ text }</dd></div> }
}
