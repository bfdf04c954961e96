//! The job's id, and a button that copies it.

use yew::prelude::*;

use crate::admin::copying::use_copying;

/// Properties of [`CopyId`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct CopyIdProps {
    /// The id.
    pub id: AttrValue,
}

/// The id, and the button.
#[component]
pub(super) fn CopyId(props: &CopyIdProps) -> Html {
    let copying = use_copying(props.id.clone());
    html! {
        <div class="copy-id">
            <code dir="ltr">{ props.id.clone() }</code>
            <button type="button" class="secondary" onclick={copying.copy("Copied.", props.id.to_string())}>{ "Copy id" }</button>
            <span class="hint" role="status">{ copying.outcome() }</span>
        </div>
    }
}
