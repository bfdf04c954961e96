//! The buttons that copy a description.

use job_badge::browser::copy_text;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::describe::{javascript, name_problem};

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
    let outcome = use_state_eq(AttrValue::default);
    {
        let outcome = outcome.clone();
        // What was copied is not what stands there any more.
        use_effect_with((props.name.clone(), props.description.clone()), move |_| {
            outcome.set(AttrValue::default());
        });
    }
    let on_name = props.on_name.reform(|event: InputEvent| {
        let input = event.target_dyn_into::<HtmlInputElement>();
        input.map_or_else(String::new, |input| input.value())
    });
    let copy = |what: &'static str, text: String| {
        let outcome = outcome.clone();
        Callback::from(move |_: MouseEvent| {
            let (outcome, copied) = (outcome.clone(), copy_text(&text));
            spawn_local(async move {
                let said = if copied.await {
                    format!("Copied as {what}.")
                } else {
                    "The browser does not let this page copy: select the text.".to_owned()
                };
                outcome.set(said.into());
            });
        })
    };
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
                onclick={copy("JavaScript", script)}>{ "Copy JavaScript" }</button>
            <button type="button" class="secondary" disabled={!props.is_right}
                onclick={copy("JSON", props.description.to_string())}>{ "Copy JSON" }</button>
            <p class={classes!("hint", refusal.map(|_| "wrong"))} id="name-hint" role="status">
                { refusal.map_or_else(|| (*outcome).clone(), AttrValue::Static) }
            </p>
        </div>
    }
}
