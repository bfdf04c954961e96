//! What was read, each with the places that it is from.

use yew::prelude::*;

use super::{
    code_field::select,
    describe::{Fact, place_of},
};

/// Entries of a list that are tried for one that has the member.
const TRIED_ENTRIES: usize = 50;

/// Properties of [`FactsList`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct FactsListProps {
    /// What was read.
    pub facts: Vec<Fact>,
    /// The answer's text, and its text area.
    pub answer: (AttrValue, NodeRef),
    /// The description's text, and its text area.
    pub description: (AttrValue, NodeRef),
}

/// The list.
#[component]
pub(super) fn FactsList(props: &FactsListProps) -> Html {
    let (found, missing): (Vec<_>, Vec<_>) =
        props.facts.iter().partition(|fact| !fact.lines.is_empty());
    let missing: Vec<_> = missing.into_iter().map(|fact| fact.title).collect();
    html! {
        <>
            <dl class="facts">
                { for found.into_iter().map(|fact| html! {
                    <div key={fact.title}>
                        <dt>{ fact.title }</dt>
                        <dd class="value">
                            { for fact.lines.iter().map(|line| html! { <p><bdi>{ line.replace(" %", "\u{a0}%") }</bdi></p> }) }
                        </dd>
                        <dd class="from">
                            { places("answer", &fact.answer, &props.answer) }
                            { places("description", &fact.description, &props.description) }
                        </dd>
                    </div>
                }) }
            </dl>
            if !missing.is_empty() {
                <p class="hint missing">{ format!("Not in this answer: {}.", missing.join(", ").to_lowercase()) }</p>
            }
        </>
    }
}

/// Places of a text, each a button that selects it.
fn places(of: &'static str, pointers: &[String], text: &(AttrValue, NodeRef)) -> Html {
    if pointers.is_empty() {
        return Html::default();
    }
    html! {
        <p>
            <span class="of">{ of }</span>
            <span class="chips">
            { for pointers.iter().map(|pointer| {
                let ((text, node), wanted) = (text.clone(), pointer.clone());
                let on_click = move |_| {
                    let mut entries = 0..TRIED_ENTRIES;
                    let place = entries.find_map(|index| place_of(&text, &wanted.replace('*', &index.to_string())));
                    if let Some(place) = place {
                        select(&node, place);
                    }
                };
                html! {
                    <button type="button" class="chip" onclick={on_click} dir="ltr"
                        aria-label={format!("{pointer}, show it in the {of}")}>{ pointer.clone() }</button>
                }
            }) }
            </span>
        </p>
    }
}
