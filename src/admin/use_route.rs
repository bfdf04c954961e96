//! The hook that follows the address, and changes it.

use gloo_events::EventListener;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::route::Route;

/// The address, and how to change it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct UseRoute {
    /// What it says.
    pub route: Route,
    /// Goes to another place; "back" leads here again.
    pub go: Callback<Route>,
    /// Changes what the place says, as somebody types: "back" leads to where one came from.
    pub change: Callback<Route>,
}

/// Follows the address. The component is rendered whenever it changes.
#[hook]
pub(super) fn use_route() -> UseRoute {
    let route = use_state_eq(in_address);
    {
        let setter = route.setter();
        use_effect_with((), move |()| {
            let listener = web_sys::window().map(|window| {
                EventListener::new(&window, "hashchange", move |_| setter.set(in_address()))
            });
            move || drop(listener)
        });
    }
    let go = Callback::from(|route: Route| {
        if let Some(window) = web_sys::window() {
            // A browser that refuses stays where it is.
            let _ = window.location().set_hash(&route.hash());
        }
    });
    let change = {
        let setter = route.setter();
        Callback::from(move |route: Route| {
            let history = web_sys::window().and_then(|window| window.history().ok());
            if let Some(history) = history {
                let hash = route.hash();
                let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&hash));
            }
            setter.set(route);
        })
    };
    UseRoute { route: (*route).clone(), go, change }
}

fn in_address() -> Route {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok());
    Route::of_hash(&hash.unwrap_or_default())
}
