//! The hook that opens a `<dialog>` in front of all else. The browser keeps the focus inside, closes it
//! with Escape, and gives the focus back.

use gloo_events::EventListener;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// Opens the dialog when it is drawn first, and calls when it has closed. What it returns closes it.
#[hook]
pub(super) fn use_dialog(dialog: &NodeRef, on_close: &Callback<()>) -> Callback<()> {
    let (opened, on_close) = (dialog.clone(), on_close.clone());
    use_effect_with((), move |()| {
        let listener = opened.cast::<HtmlDialogElement>().map(|dialog| {
            // One that is in the page and not open yet opens.
            let _ = dialog.show_modal();
            EventListener::new(&dialog, "close", move |_| on_close.emit(()))
        });
        move || drop(listener)
    });
    let dialog = dialog.clone();
    Callback::from(move |()| {
        if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
            dialog.close();
        }
    })
}
