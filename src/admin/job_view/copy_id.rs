//! The job's id, and a button that copies it.

use job_badge::browser::copy_text;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Properties of [`CopyId`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct CopyIdProps {
    /// The id.
    pub id: AttrValue,
}

/// The id, and the button.
#[component]
pub(super) fn CopyId(props: &CopyIdProps) -> Html {
    let outcome = use_state_eq(|| "");
    let on_copy = {
        let (id, outcome) = (props.id.clone(), outcome.setter());
        Callback::from(move |_: MouseEvent| {
            let (outcome, copied) = (outcome.clone(), copy_text(&id));
            spawn_local(async move {
                outcome.set(if copied.await {
                    "Copied."
                } else {
                    "The browser does not let this page copy: select the id."
                });
            });
        })
    };
    html! {
        <div class="copy-id">
            <code dir="ltr">{ props.id.clone() }</code>
            <button type="button" class="secondary" onclick={on_copy}>{ "Copy id" }</button>
            <span class="hint" role="status">{ *outcome }</span>
        </div>
    }
}
