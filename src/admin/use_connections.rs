//! The hook that holds the connections for as long as the page is open.

use std::rc::Rc;

use job_badge::provider::{Api, Auth};
use web_sys::UrlSearchParams;
use yew::prelude::*;

use super::{
    check_root::check_root,
    connections::{Change, Connections, Settings, Token},
    in_page::InPage,
};

impl Reducible for Connections {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        Rc::new((*self).clone().after(change))
    }
}

/// The connections. The first is the emulator in the page; an address may name an API, which makes a
/// new one without a token and changes none that is there.
#[hook]
pub(super) fn use_connections(in_page: &InPage) -> UseReducerHandle<Connections> {
    let in_page = in_page.clone();
    use_reducer(move || {
        let first = settings("Emulator in this page", &in_page.root);
        let mut connections = Connections::none();
        if let Some(first) = first {
            connections = connections.after(Change::Add(first, Token::typed(&in_page.token)));
        }
        if let Some(new) = api_in_address().and_then(|root| settings("From the address", &root)) {
            connections = connections.after(Change::Add(new, None));
        }
        connections
    })
}

fn settings(name: &str, root: &str) -> Option<Settings> {
    Some(Settings {
        name: name.to_owned(),
        provider: "ams-v2",
        api: Api::AmsV2,
        root: check_root(root).ok()?,
        auth: Auth::Bearer,
        jobs: Vec::new(),
    })
}

fn api_in_address() -> Option<String> {
    let search = web_sys::window()?.location().search().ok()?;
    UrlSearchParams::new_with_str(&search).ok()?.get("api").filter(|api| !api.trim().is_empty())
}
