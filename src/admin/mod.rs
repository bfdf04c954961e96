//! The admin page. It uses the crate as any Yew app would; nothing here is in the package.

mod ams_v2;
mod cancel;
mod code_field;
mod copy_bar;
mod describe;
mod describe_section;
mod ends;
mod facts_list;
mod form;
mod in_page;
mod jobs;
mod list;
mod notifications;
mod page;
mod read_badge;
mod route;
mod spoken;
mod tab;
mod texts;
mod use_route;
mod use_tab;

/// Installs the in-page emulator and draws the page.
pub(crate) fn start() {
    let emulator = in_page::install();
    let page = page::PageProps { in_page: emulator };
    yew::Renderer::<page::Page>::with_props(page).render();
}
