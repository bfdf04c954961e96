//! The form: a provider, an API root, a sign-in and a job's id make a badge.

use job_badge::provider::{ApiRoot, Auth};
use web_sys::{HtmlInputElement, HtmlSelectElement, Url};
use yew::prelude::*;

use super::describe::Choice;

/// What was typed into the form for one provider.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct FormValues {
    /// The API's root, as it was typed.
    pub root: AttrValue,
    /// How it is signed in.
    pub auth: Auth,
    /// The bearer token. It is kept in memory alone.
    pub token: AttrValue,
    /// The job's id; empty for the newest jobs.
    pub job: AttrValue,
}

/// What stands in the form, and who gets what is typed.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct FormProps {
    /// The providers, by title.
    pub choices: Vec<Choice>,
    /// The one that is chosen.
    pub choice: Choice,
    /// What was typed for it.
    pub values: FormValues,
    /// What is wrong with the chosen provider; empty where nothing is.
    pub refusal: AttrValue,
    /// Called when another provider is chosen.
    pub on_provider: Callback<String>,
    /// Called when something is typed.
    pub on_values: Callback<FormValues>,
    /// Called with the API's root, checked, when the form is sent.
    pub on_submit: Callback<String>,
}

/// The form.
#[component]
pub(super) fn Form(props: &FormProps) -> Html {
    let FormProps { choices, choice, values, refusal, .. } = props;
    let root = check(&values.root);
    let on_provider = props.on_provider.reform(|event: Event| chosen(&event));
    let typed = |set: fn(&mut FormValues, String)| {
        let values = values.clone();
        props.on_values.reform(move |event: InputEvent| {
            let input = event.target_dyn_into::<HtmlInputElement>();
            let mut values = values.clone();
            set(&mut values, input.map_or_else(String::new, |input| input.value()));
            values
        })
    };
    let on_auth = {
        let values = values.clone();
        props.on_values.reform(move |event: Event| FormValues {
            auth: Auth::named(&chosen(&event)).unwrap_or_default(),
            ..values.clone()
        })
    };
    let on_submit = {
        let (root, refusal) = (root.clone(), refusal.clone());
        let on_submit = props.on_submit.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let (Ok(root), "") = (&root, &*refusal) {
                on_submit.emit(root.as_str().to_owned());
            }
        })
    };
    let (token_hint, remedy) = match &root {
        Ok(root) => (format!("Goes to {} and nowhere else.", root.origin()), None),
        Err(remedy) => ("Goes nowhere until the API root is right.".to_owned(), Some(*remedy)),
    };
    // Nothing is wrong with a field in which nothing stands yet.
    let remedy = remedy.filter(|_| !values.root.trim().is_empty());
    let lists_jobs = choice.name == "ams-v2";
    html! {
        <form id="watch" onsubmit={on_submit}>
            <label class="two">
                { "Provider" }
                <select name="provider" onchange={on_provider} aria-describedby="provider-hint">
                    { for choices.iter().filter(|one| one.description.is_none()).map(|one| option(one, choice)) }
                    <optgroup label="Shipped descriptions">
                        { for choices.iter().filter(|one| one.description.is_some()).map(|one| option(one, choice)) }
                    </optgroup>
                </select>
                <span class={classes!("hint", (!refusal.is_empty()).then_some("wrong"))} id="provider-hint">
                    if refusal.is_empty() { { provider_hint(choice) } } else { { refusal.clone() } }
                </span>
            </label>
            <label class="four">
                { "API root" }
                <input name="endpoint" required=true spellcheck="false" autocomplete="url" dir="ltr"
                    oninput={typed(|values, text| values.root = text.into())}
                    aria-describedby="endpoint-hint" aria-invalid={remedy.map(|_| "true")}
                    placeholder={choice.endpoint} value={values.root.clone()} />
                <span class={classes!("hint", remedy.map(|_| "wrong"))} id="endpoint-hint">
                    { remedy.map_or_else(|| format!("https, or http on this machine; for example {}", choice.endpoint), str::to_owned) }
                </span>
            </label>
            <label class="two">
                { "Sign-in" }
                <select name="auth" onchange={on_auth} aria-describedby="auth-hint">
                    { for Auth::ALL.into_iter().map(|auth| html! {
                        <option value={auth.name()} selected={auth == values.auth}>{ auth_title(auth) }</option>
                    }) }
                </select>
                <span class="hint" id="auth-hint">{ auth_hint(values.auth) }</span>
            </label>
            if values.auth == Auth::Bearer {
                <label class="two">
                    { "Bearer token" }
                    <input name="token" type="password" autocomplete="off" spellcheck="false" dir="ltr"
                        oninput={typed(|values, text| values.token = text.into())}
                        aria-describedby="token-hint" value={values.token.clone()} />
                    <span class="hint" id="token-hint">{ token_hint }</span>
                </label>
            }
            <label class={if values.auth == Auth::Bearer { "two" } else { "four" }}>
                { "Job id" }
                <input name="job" spellcheck="false" autocomplete="off" dir="ltr" required={!lists_jobs}
                    oninput={typed(|values, text| values.job = text.into())}
                    placeholder={choice.job.clone()} aria-describedby="job-hint"
                    value={values.job.clone()} />
                <span class="hint" id="job-hint">
                    if lists_jobs {
                        { "Leave it empty to list the newest jobs." }
                    } else {
                        { if choice.name == "json" { "Such as " } else { "Of the form " } }
                        <code dir="ltr">{ choice.job.clone() }</code>
                    }
                </span>
            </label>
            <div class="go"><button class="primary" type="submit">{ "Watch" }</button></div>
        </form>
    }
}

/// What a select has been set to.
pub(super) fn chosen(event: &Event) -> String {
    let select = event.target_dyn_into::<HtmlSelectElement>();
    select.map_or_else(String::new, |select| select.value())
}

/// A provider in a select.
pub(super) fn option(one: &Choice, chosen: &Choice) -> Html {
    html! {
        <option value={one.name} selected={one.name == chosen.name}>{ one.title.clone() }</option>
    }
}

fn provider_hint(choice: &Choice) -> String {
    match &*choice.get {
        "" if choice.name == "ams-v2" => "At first an emulator inside this page.".to_owned(),
        // By several rules.
        "" => format!("provider=\"{}\"", choice.name),
        // Which members are asked for may be long.
        get => get
            .split_once('?')
            .map_or_else(|| format!("GET {get}"), |(path, _)| format!("GET {path}?…")),
    }
}

const fn auth_title(auth: Auth) -> &'static str {
    match auth {
        Auth::Bearer => "Bearer token",
        Auth::Cookie => "This page's session (cookie)",
        Auth::None => "None (public)",
    }
}

const fn auth_hint(auth: Auth) -> &'static str {
    match auth {
        Auth::Bearer => "The token stays in this page's memory.",
        Auth::Cookie => "At this page's own origin only.",
        Auth::None => "Nothing is sent along.",
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
