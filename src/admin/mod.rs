//! The admin page. It uses the crate as any Yew app would; nothing here is in the package.

mod ams_v2;
mod asked;
mod cancel;
mod check_root;
mod code_field;
mod connection_dialog;
mod connection_jobs;
mod connections;
mod copy_bar;
mod copying;
mod describe;
mod describe_section;
mod ends;
mod facts_list;
mod fields;
mod fleet;
mod fleet_view;
mod in_page;
mod job_view;
mod newest_jobs;
mod notifications;
mod page;
mod playground;
mod playground_view;
mod read_badge;
mod route;
mod source_of;
mod spoken;
mod tab;
mod texts;
mod use_connections;
mod use_dialog;
mod use_fleet;
mod use_route;
mod use_tab;
mod watched_jobs;

/// Installs the in-page emulator and draws the page.
pub(crate) fn start() {
    let emulator = in_page::install();
    let page = page::PageProps { in_page: emulator };
    let place = web_sys::window().and_then(|window| window.document()?.get_element_by_id("page"));
    if let Some(place) = place {
        // What stands there until then goes.
        yew::Renderer::<page::Page>::with_root_and_props(place, page).render();
    }
}
