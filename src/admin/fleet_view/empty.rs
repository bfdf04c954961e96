//! What stands where there is nothing to show, or where something is wrong: what it is, and what to do.

use yew::prelude::*;

/// Properties of [`Empty`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct EmptyProps {
    /// What it is.
    pub title: AttrValue,
    /// What to do.
    pub children: Html,
}

/// A place with nothing in it.
#[component]
pub(crate) fn Empty(props: &EmptyProps) -> Html {
    html! {
        <div class="empty-place">
            // The mark of a badge of which nothing is known.
            <svg class="empty-mark" viewBox="0 0 48 48" width="48" height="48" aria-hidden="true">
                <circle cx="24" cy="24" r="20" />
                <path d="M16 24h16" />
            </svg>
            <h3>{ props.title.clone() }</h3>
            { props.children.clone() }
        </div>
    }
}

/// Properties of [`Trouble`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct TroubleProps {
    /// What is wrong and what to do.
    pub children: Html,
}

/// A note on what is wrong.
#[component]
pub(crate) fn Trouble(props: &TroubleProps) -> Html {
    html! {
        <p class="trouble"><span class="sign" aria-hidden="true">{ "!" }</span><span>{ props.children.clone() }</span></p>
    }
}
