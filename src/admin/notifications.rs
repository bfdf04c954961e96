//! The browser's notifications of jobs that end: whether the reader wants them, and showing them.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Notification, NotificationOptions, NotificationPermission};
use yew::prelude::*;

use super::{
    ends::{Ends, Notice, notices},
    fleet::{FleetQuery, of_job},
    route::{Route, View},
    use_fleet::Fleet,
};

/// Tells of jobs that end while `on`. All connections are then asked in the background, too, where
/// nobody sees the page.
#[hook]
pub(super) fn use_notifications(fleet: &Fleet, on: bool) {
    let ends = use_mut_ref(Ends::default);
    use_effect_with((fleet.rows.clone(), on), move |(rows, on)| {
        let ended = ends.borrow_mut().observe(rows);
        for notice in notices(&ended).iter().filter(|_| *on) {
            show(notice);
        }
    });
    let sources: Vec<_> = fleet.connections.iter().map(|one| one.source.clone()).collect();
    use_effect_with((sources, on), |(sources, on)| {
        for source in sources {
            source.set_background(*on);
        }
    });
}

/// Properties of [`NotificationSwitch`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct NotificationSwitchProps {
    /// Whether the reader is told when a job ends.
    pub on: bool,
    /// Called when that changes.
    pub on_change: Callback<bool>,
}

/// A button that asks the browser for its permission when it is pressed, never before.
#[component]
pub(super) fn NotificationSwitch(props: &NotificationSwitchProps) -> Html {
    let NotificationSwitchProps { on, on_change } = props;
    let refused = use_state_eq(|| false);
    if !is_there() {
        return Html::default();
    }
    let on_click = {
        let (on, on_change, refused) = (*on, on_change.clone(), refused.clone());
        Callback::from(move |_: MouseEvent| {
            let (on_change, refused) = (on_change.clone(), refused.clone());
            if on {
                on_change.emit(false);
                return;
            }
            spawn_local(async move {
                let granted = ask().await;
                refused.set(!granted);
                on_change.emit(granted);
            });
        })
    };
    html! {
        <span class="notify">
            <button type="button" class="secondary" aria-pressed={if *on { "true" } else { "false" }}
                aria-describedby={refused.then_some("notify-hint")} onclick={on_click}>
                { if *on { "Notifications are on" } else { "Notify me when a job ends" } }
            </button>
            if *refused {
                <span class="hint" id="notify-hint" role="status">
                    { "The browser does not allow it. Its site settings do." }
                </span>
            }
        </span>
    }
}

/// Shows a notice. A click on it leads to its job.
fn show(notice: &Notice) {
    let options = NotificationOptions::new();
    options.set_body(&notice.text);
    options.set_icon("icon.svg");
    if let Some(key) = &notice.about {
        // A job that ends, is started again and ends replaces what was said of it.
        options.set_tag(&format!("job-badge {} {}", key.connection, key.job));
    }
    // Where only a service worker may show them (Chrome on Android) there are none.
    let Ok(notification) = Notification::new_with_options(&notice.title, &options) else { return };
    let route = match &notice.about {
        Some(key) => Route { view: View::Job, query: of_job(&FleetQuery::default(), key) },
        None => Route::to(View::Jobs),
    };
    let shown = notification.clone();
    let on_click = Closure::once_into_js(move |_: JsValue| {
        if let Some(window) = web_sys::window() {
            // A browser that refuses either leaves the reader where they are.
            let _ = window.focus();
            let _ = window.location().set_hash(&route.hash());
        }
        shown.close();
    });
    notification.set_onclick(on_click.dyn_ref());
}

/// Whether the browser has notifications: an insecure page may have none.
fn is_there() -> bool {
    Reflect::has(&js_sys::global(), &"Notification".into()).unwrap_or(false)
}

/// Asks for permission, which the browser may have from another time.
async fn ask() -> bool {
    if Notification::permission() == NotificationPermission::Granted {
        return true;
    }
    let Ok(asked) = Notification::request_permission() else { return false };
    JsFuture::from(asked).await.is_ok_and(|answer| answer == "granted")
}
