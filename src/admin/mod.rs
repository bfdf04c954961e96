//! The admin page. It uses the crate as any Yew app would; nothing here is in the package.

mod code_field;
mod copy_bar;
mod copying;
mod describe;
mod describe_section;
mod facts_list;
mod form;
mod in_page;
mod jobs;
mod list;
mod page;
mod playground;
mod playground_view;
mod read_badge;
mod route;
mod spoken;
mod texts;
mod use_route;

/// Installs the in-page emulator and draws the page.
pub(crate) fn start() {
    let emulator = in_page::install();
    let page = page::PageProps { in_page: emulator };
    yew::Renderer::<page::Page>::with_props(page).render();
}
