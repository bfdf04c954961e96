//! The form: an API root, a token and a job's id make a badge.

use job_badge::provider::ApiRoot;
use web_sys::{HtmlInputElement, Url};
use yew::prelude::*;

/// What was typed into the form.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct FormValues {
    /// The API's root, checked.
    pub root: AttrValue,
    /// The bearer token.
    pub token: AttrValue,
    /// The job's id; empty for the newest jobs.
    pub job: AttrValue,
}

/// What stands in the form at first, and who gets what is typed.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct FormProps {
    /// What stands in the form at first.
    pub initial: FormValues,
    /// Called when the form is sent.
    pub on_submit: Callback<FormValues>,
}

/// The form.
#[component]
pub(super) fn Form(props: &FormProps) -> Html {
    let (endpoint, token, job) = (use_node_ref(), use_node_ref(), use_node_ref());
    let typed = use_state(|| props.initial.root.to_string());
    let root = check(&typed);
    let text = |node: &NodeRef| {
        node.cast::<HtmlInputElement>().map_or_else(String::new, |input| input.value())
    };
    let on_input = {
        let (endpoint, typed) = (endpoint.clone(), typed.clone());
        Callback::from(move |_: InputEvent| typed.set(text(&endpoint)))
    };
    let on_submit = {
        let (token, job) = (token.clone(), job.clone());
        let (root, on_values) = (root.clone(), props.on_submit.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Ok(root) = &root {
                on_values.emit(FormValues {
                    root: root.as_str().to_owned().into(),
                    token: text(&token).into(),
                    job: text(&job).trim().to_owned().into(),
                });
            }
        })
    };
    let (token_hint, remedy) = match &root {
        Ok(root) => (format!("Goes to {} and nowhere else.", root.origin()), None),
        Err(remedy) => ("Goes nowhere until the API root is right.".to_owned(), Some(*remedy)),
    };
    html! {
        <form id="watch" onsubmit={on_submit}>
            <label>
                { "API root" }
                <input ref={endpoint} name="endpoint" required=true spellcheck="false"
                    autocomplete="url" oninput={on_input} aria-describedby="endpoint-hint"
                    value={props.initial.root.clone()} />
                <span class={classes!("hint", remedy.map(|_| "wrong"))} id="endpoint-hint">
                    { remedy.unwrap_or("https, or http on this machine; for example https://…/api/") }
                </span>
            </label>
            <label>
                { "Bearer token" }
                <input ref={token} name="token" type="password" autocomplete="off"
                    spellcheck="false" aria-describedby="token-hint"
                    value={props.initial.token.clone()} />
                <span class="hint" id="token-hint">{ token_hint }</span>
            </label>
            <label>
                { "Job id" }
                <input ref={job} name="job" spellcheck="false" autocomplete="off"
                    placeholder="nb:jid:UUID:…" aria-describedby="job-hint"
                    value={props.initial.job.clone()} />
                <span class="hint" id="job-hint">{ "Leave it empty to list the newest jobs." }</span>
            </label>
            <div class="go"><button class="primary" type="submit">{ "Watch" }</button></div>
        </form>
    }
}

/// The root as the badge will take it, or the remedy.
fn check(typed: &str) -> Result<ApiRoot, &'static str> {
    let window = web_sys::window();
    let origin = window.as_ref().and_then(|window| window.location().origin().ok());
    let base = window.and_then(|window| window.location().href().ok()).unwrap_or_default();
    let (url, url_origin) = Url::new_with_base(typed.trim(), &base)
        .map_or_else(|_| Default::default(), |url| (url.href(), url.origin()));
    ApiRoot::of_url(typed, &url, &url_origin, origin.as_deref()).map_err(|refused| refused.remedy())
}
