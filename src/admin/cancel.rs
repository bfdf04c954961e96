//! Canceling a job, after a question: the button, its dialog, and the request.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::ams_v2;

/// Properties of [`CancelJob`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct CancelJobProps {
    /// The API's root, checked.
    pub root: AttrValue,
    /// The bearer token.
    pub token: AttrValue,
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
    let dialog = use_node_ref();
    let trouble = use_state_eq(String::new);
    let open = {
        let (dialog, trouble) = (dialog.clone(), trouble.clone());
        Callback::from(move |_: MouseEvent| {
            trouble.set(String::new());
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                // It refuses only where it is open already.
                let _ = dialog.show_modal();
            }
        })
    };
    let close = {
        let dialog = dialog.clone();
        Callback::from(move |()| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        })
    };
    let keep = close.reform(|_: MouseEvent| ());
    let go = {
        let (props, trouble) = (props.clone(), trouble.clone());
        Callback::from(move |_: MouseEvent| {
            let (props, trouble, close) = (props.clone(), trouble.clone(), close.clone());
            spawn_local(async move {
                match cancel(&props.root, &props.token, &props.job).await {
                    Ok(()) => {
                        close.emit(());
                        props.on_canceled.emit(());
                    }
                    Err(sentence) => trouble.set(sentence),
                }
            });
        })
    };
    html! {
        <>
            <button type="button" class="secondary danger" onclick={open}>{ "Cancel job…" }</button>
            <dialog ref={dialog} aria-labelledby="cancel-title">
                <h2 id="cancel-title">{ "Cancel this job?" }</h2>
                <p><bdi>{ props.name.clone() }</bdi></p>
                <p class="hint">{ "What it has done so far is lost. This cannot be undone." }</p>
                if !trouble.is_empty() {
                    <p class="wrong" role="alert">{ (*trouble).clone() }</p>
                }
                <div class="choices">
                    <button type="button" class="secondary" onclick={keep}>{ "Keep it" }</button>
                    <button type="button" class="primary danger" onclick={go}>{ "Cancel the job" }</button>
                </div>
            </dialog>
        </>
    }
}

/// Asks the API to cancel a job. It is a GET with an effect (`CancelJob`), so it is sent once and never
/// again by itself.
async fn cancel(root: &str, token: &str, job: &str) -> Result<(), String> {
    let id = utf8_percent_encode(job, NON_ALPHANUMERIC);
    let answer = ams_v2::get(root, token, &format!("CancelJob?jobid='{id}'")).await?;
    match answer.status() {
        // 400: it has ended, or was canceled already.
        200..=299 | 400 => Ok(()),
        401 => Err("The API refused the token: sign in again and paste a new one.".into()),
        403 => Err("The token may not cancel jobs.".into()),
        404 => Err("The API knows no such job any more.".into()),
        status => Err(format!("The API answered {status}; the job goes on.")),
    }
}
