//! Canceling a job, after a question: the button, its dialog, and the request.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{ams_v2, connections::Connection, use_dialog::use_dialog};

/// Properties of [`CancelJob`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct CancelJobProps {
    /// Where the job is.
    pub connection: Connection,
    /// The job's id.
    pub job: AttrValue,
    /// What the job is called.
    pub name: AttrValue,
    /// Called when the API has taken it, or says that the job has ended: its badge is to look again.
    pub on_canceled: Callback<()>,
}

/// A button that asks before it cancels.
#[component]
pub(super) fn CancelJob(props: &CancelJobProps) -> Html {
    let is_open = use_state_eq(|| false);
    let open = {
        let is_open = is_open.setter();
        Callback::from(move |_: MouseEvent| is_open.set(true))
    };
    let on_close = {
        let is_open = is_open.setter();
        Callback::from(move |()| is_open.set(false))
    };
    html! {
        <>
            <button type="button" class="secondary danger" onclick={open}>{ "Cancel job…" }</button>
            if *is_open {
                <Question ..QuestionProps { about: props.clone(), on_close } />
            }
        </>
    }
}

/// Properties of [`Question`].
#[derive(Clone, Debug, PartialEq, Properties)]
struct QuestionProps {
    about: CancelJobProps,
    on_close: Callback<()>,
}

/// The dialog. It is open for as long as it is there.
#[component]
fn Question(props: &QuestionProps) -> Html {
    let dialog = use_node_ref();
    let close = use_dialog(&dialog, &props.on_close);
    let trouble = use_state_eq(|| None::<String>);
    let cancel_it = {
        let (about, trouble, close) = (props.about.clone(), trouble.setter(), close.clone());
        Callback::from(move |_: MouseEvent| {
            let (about, trouble, close) = (about.clone(), trouble.clone(), close.clone());
            spawn_local(async move {
                match cancel(&about.connection, &about.job).await {
                    Ok(()) => {
                        close.emit(());
                        about.on_canceled.emit(());
                    }
                    Err(sentence) => trouble.set(Some(sentence)),
                }
            });
        })
    };
    html! {
        <dialog ref={dialog} class="dialog question" aria-labelledby="cancel-title" aria-describedby="cancel-hint">
            <h2 id="cancel-title">{ "Cancel this job?" }</h2>
            <p><bdi>{ props.about.name.clone() }</bdi></p>
            <p class="hint" id="cancel-hint">{ "What it has done so far is lost. This cannot be undone." }</p>
            if let Some(trouble) = &*trouble {
                <p class="wrong" role="alert">{ trouble.clone() }</p>
            }
            <div class="go">
                <button type="button" class="secondary" onclick={close.reform(|_: MouseEvent| ())}>{ "Keep it" }</button>
                <button type="button" class="primary danger" onclick={cancel_it}>{ "Cancel the job" }</button>
            </div>
        </dialog>
    }
}

/// Asks the API to cancel a job. `CancelJob` is a GET with an effect, so it is sent once and never again
/// by itself.
async fn cancel(connection: &Connection, job: &str) -> Result<(), String> {
    let id = utf8_percent_encode(job, NON_ALPHANUMERIC);
    let answer = ams_v2::get(connection, &format!("CancelJob?jobid='{id}'")).await;
    match answer.map(|answer| answer.status()) {
        // 400: it has ended, or was canceled already.
        Some(200..=299 | 400) => Ok(()),
        Some(401) => Err("The API refused the token: sign in again and set a new one.".to_owned()),
        Some(403) => Err("The token may not cancel jobs.".to_owned()),
        Some(404) => Err("The API knows no such job any more.".to_owned()),
        Some(status) => Err(format!("The API answered {status}; the job goes on.")),
        None => Err("No answer came, so nobody knows whether the job goes on.".to_owned()),
    }
}
