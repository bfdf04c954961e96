//! The dialog that adds a connection or sets one anew: a provider, an API root, a sign-in and jobs.

use job_badge::provider::{Api, Auth};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{
    check_root::check_root,
    connections::{Connection, Draft, Refusal, Settings, Token, TokenAfter},
    describe::Choice,
    fields::{checked, chosen, options, typed, written},
    use_dialog::use_dialog,
};

/// Properties of [`ConnectionDialog`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct ConnectionDialogProps {
    /// The providers that can be chosen, each with its API, where that can be asked.
    pub choices: Vec<(Choice, Option<Api>)>,
    /// The connection that is set anew; none for a new one.
    pub connection: Option<Connection>,
    /// Called with what was set, and with a token where one was typed.
    pub on_save: Callback<(Settings, Option<Token>)>,
    /// Called when the connection is to go.
    pub on_remove: Callback<()>,
    /// Called when the dialog has closed.
    pub on_close: Callback<()>,
}

/// The dialog. It is open for as long as it is there.
#[component]
pub(super) fn ConnectionDialog(props: &ConnectionDialogProps) -> Html {
    let ConnectionDialogProps { choices, connection, .. } = props;
    let (dialog, token_field) = (use_node_ref(), use_node_ref());
    let close = use_dialog(&dialog, &props.on_close);
    let draft = use_state(|| match connection {
        Some(connection) => Draft::of(connection),
        None => Draft { provider: "ams-v2".to_owned(), ..Draft::default() },
    });
    // Nothing is called wrong before somebody has tried to save it, or typed it.
    let was_sent = use_state_eq(|| connection.is_some());
    let found = choices.iter().find(|(choice, _)| choice.name == draft.provider);
    let Some((choice, api)) = found.or(choices.first()) else { return Html::default() };
    let root = check_root(&draft.root);
    let settings =
        api.clone().map(|api| draft.settings(choice.name, &choice.title, api, root.clone()));
    let set = |set: fn(&mut Draft, String)| {
        let draft = draft.clone();
        move |text: String| {
            let mut new = (*draft).clone();
            set(&mut new, text);
            draft.set(new);
        }
    };
    let on_input = |to: fn(&mut Draft, String)| {
        let set = set(to);
        Callback::from(move |event: InputEvent| set(typed(&event)))
    };
    let on_provider = {
        let set = set(|draft, text| draft.provider = text);
        Callback::from(move |event: Event| set(chosen(&event)))
    };
    let on_auth = {
        let set = set(|draft, text| draft.auth = Auth::named(&text).unwrap_or_default());
        Callback::from(move |event: Event| set(chosen(&event)))
    };
    let on_jobs = {
        let set = set(|draft, text| draft.jobs = text);
        Callback::from(move |event: InputEvent| set(written(&event)))
    };
    let on_may_cancel = {
        let draft = draft.clone();
        Callback::from(move |event: Event| {
            draft.set(Draft { may_cancel: checked(&event), ..(*draft).clone() });
        })
    };
    let on_submit = {
        let (settings, was_sent, close) = (settings.clone(), was_sent.clone(), close.clone());
        let (on_save, token_field) = (props.on_save.clone(), token_field.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            was_sent.set(true);
            let Some(Ok(settings)) = settings.clone() else { return };
            let field = token_field.cast::<HtmlInputElement>();
            let token = field.and_then(|field| Token::typed(&field.value()));
            on_save.emit((settings, token));
            close.emit(());
        })
    };
    let on_remove = {
        let (on_remove, close) = (props.on_remove.clone(), close.clone());
        Callback::from(move |_: MouseEvent| {
            on_remove.emit(());
            close.emit(());
        })
    };
    let refusal = settings.as_ref().and_then(|settings| settings.as_ref().err());
    let (root_wrong, job_wrong) = match refusal {
        Some(Refusal::Root(refused)) if *was_sent || !draft.root.trim().is_empty() => {
            (Some(refused.remedy()), None)
        }
        Some(Refusal::Job(line, remedy)) => (None, Some(format!("Line {line}: {remedy}"))),
        _ => (None, None),
    };
    let lists = choice.name == "ams-v2";
    let title = if connection.is_some() { "Edit connection" } else { "Add a connection" };
    html! {
        <dialog ref={dialog} class="dialog" aria-labelledby="connection-title">
            <form id="connection" onsubmit={on_submit} novalidate=true>
                <h2 id="connection-title">{ title }</h2>
                <label class="half">
                    { "Provider" }
                    <select name="provider" onchange={on_provider} aria-describedby="provider-hint">
                        { options(choices.iter().map(|(choice, _)| choice), choice) }
                    </select>
                    <span class={classes!("hint", api.is_none().then_some("wrong"))} id="provider-hint">
                        if api.is_some() { { provider_hint(choice) } } else {
                            { "The description on this page has a mistake: mend it first." }
                        }
                    </span>
                </label>
                <label class="half">
                    { "Name" }
                    <input name="name" autocomplete="off" placeholder={choice.title.clone()}
                        oninput={on_input(|draft, text| draft.name = text)}
                        value={draft.name.clone()} aria-describedby="name-hint" />
                    <span class="hint" id="name-hint">{ "What the table calls it." }</span>
                </label>
                <label>
                    { "API root" }
                    <input name="endpoint" spellcheck="false" autocomplete="url" dir="ltr"
                        oninput={on_input(|draft, text| draft.root = text)}
                        aria-describedby="endpoint-hint" aria-invalid={root_wrong.map(|_| "true")}
                        aria-required="true" placeholder={choice.endpoint} value={draft.root.clone()} />
                    <span class={classes!("hint", root_wrong.map(|_| "wrong"))} id="endpoint-hint">
                        { root_wrong.map_or_else(|| format!("https, or http on this machine; for example {}", choice.endpoint), str::to_owned) }
                    </span>
                </label>
                <label class="half">
                    { "Sign-in" }
                    <select name="auth" onchange={on_auth} aria-describedby="auth-hint">
                        { for Auth::ALL.into_iter().map(|auth| html! {
                            <option value={auth.name()} selected={auth == draft.auth}>{ auth_title(auth) }</option>
                        }) }
                    </select>
                    <span class="hint" id="auth-hint">{ auth_hint(draft.auth) }</span>
                </label>
                if draft.auth == Auth::Bearer {
                    <label class="half">
                        { "Bearer token" }
                        <input ref={token_field} name="token" type="password" autocomplete="off"
                            spellcheck="false" dir="ltr" aria-describedby="token-hint" />
                        <span class="hint" id="token-hint">
                            { token_hint(connection.as_ref(), root.as_ref().ok().map(|root| root.origin()), TokenAfter::of(connection.as_ref(), root.as_ref().ok())) }
                        </span>
                    </label>
                }
                <label>
                    { if lists { "More jobs, by id" } else { "Jobs, by id" } }
                    <textarea name="jobs" rows="3" spellcheck="false" autocomplete="off" dir="ltr" wrap="off"
                        autocapitalize="off" oninput={on_jobs} placeholder={choice.job.clone()}
                        aria-describedby="jobs-hint" aria-invalid={job_wrong.as_ref().map(|_| "true")}
                        value={draft.jobs.clone()} />
                    <span class={classes!("hint", job_wrong.as_ref().map(|_| "wrong"))} id="jobs-hint">
                        if let Some(wrong) = &job_wrong {
                            { wrong.clone() }
                        } else {
                            { if choice.name == "json" { "One a line, such as " } else { "One a line, of the form " } }
                            <code dir="ltr">{ choice.job.clone() }</code>
                            { if lists { ". The newest 1,000 are listed by themselves." } else { "." } }
                        }
                    </span>
                </label>
                if lists {
                    <label class="check">
                        <input name="may-cancel" type="checkbox" checked={draft.may_cancel} onchange={on_may_cancel} />
                        { "Its jobs can be canceled from this page, after a question" }
                    </label>
                }
                <div class="go">
                    if connection.is_some() {
                        <button type="button" class="secondary danger" onclick={on_remove}>{ "Remove" }</button>
                    }
                    <button type="button" class="secondary cancel" onclick={close.reform(|_: MouseEvent| ())}>{ "Cancel" }</button>
                    <button type="submit" class="primary">{ if connection.is_some() { "Save" } else { "Add" } }</button>
                </div>
            </form>
        </dialog>
    }
}

fn provider_hint(choice: &Choice) -> String {
    match &*choice.get {
        // By several rules.
        "" => format!("provider=\"{}\"", choice.name),
        // Which members are asked for may be long.
        get => get
            .split_once('?')
            .map_or_else(|| format!("GET {get}"), |(path, _)| format!("GET {path}?…")),
    }
}

fn token_hint(connection: Option<&Connection>, origin: Option<&str>, after: TokenAfter) -> String {
    let Some(origin) = origin else {
        return "Goes nowhere until the API root is right.".to_owned();
    };
    match (after, connection) {
        (TokenAfter::Kept, _) => format!("Leave it empty to keep the one for {origin}."),
        (TokenAfter::Dropped, Some(connection)) => format!(
            "The one for {} is dropped; this one goes to {origin} and nowhere else.",
            connection.settings.root.origin()
        ),
        _ => format!("Goes to {origin} and nowhere else; kept in memory only."),
    }
}

const fn auth_title(auth: Auth) -> &'static str {
    match auth {
        Auth::Bearer => "Bearer token",
        Auth::Cookie => "This page’s session (cookie)",
        Auth::None => "None (public)",
    }
}

const fn auth_hint(auth: Auth) -> &'static str {
    match auth {
        Auth::Bearer => "The token stays in this page’s memory.",
        Auth::Cookie => "At this page’s own origin only.",
        Auth::None => "Nothing is sent along.",
    }
}
