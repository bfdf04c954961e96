//! The buttons that copy a description.

use yew::prelude::*;

use super::{
    copying::use_copying,
    describe::{javascript, name_problem},
    fields::typed,
};

/// Properties of [`CopyBar`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct CopyBarProps {
    /// The name that the API is described under.
    pub name: AttrValue,
    /// The description.
    pub description: AttrValue,
    /// Whether it is right.
    pub is_right: bool,
    /// Called with another name.
    pub on_name: Callback<String>,
}

/// The buttons, and what came of it.
#[component]
pub(super) fn CopyBar(props: &CopyBarProps) -> Html {
    let copying = use_copying((props.name.clone(), props.description.clone()));
    let on_name = props.on_name.reform(|event: InputEvent| typed(&event));
    let refusal = name_problem(&props.name);
    let script = javascript(&props.name, &props.description);
    html! {
        <div class="copy">
            <label>
                { "Its name" }
                <input name="name" spellcheck="false" autocomplete="off" dir="ltr"
                    aria-describedby="name-hint" aria-invalid={refusal.map(|_| "true")}
                    oninput={on_name} value={props.name.clone()} />
            </label>
            <button type="button" class="secondary" disabled={!props.is_right || refusal.is_some()}
                onclick={copying.copy("Copied as JavaScript.", script)}>{ "Copy JavaScript" }</button>
            <button type="button" class="secondary" disabled={!props.is_right}
                onclick={copying.copy("Copied as JSON.", props.description.to_string())}>{ "Copy JSON" }</button>
            <p class={classes!("hint", refusal.map(|_| "wrong"))} id="name-hint" role="status">
                { refusal.map_or_else(|| copying.outcome(), AttrValue::Static) }
            </p>
        </div>
    }
}
