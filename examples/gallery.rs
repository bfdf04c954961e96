//! Writes the gallery: one page of every state and freshness in every density, drawn by the same
//! view code as the badge, with fixed data.
//!
//! `cargo run --example gallery -- FILE [light|dark] [ltr|rtl] [cells|narrow|big|details]`

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a page for developers may fail loudly"
)]

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
#[path = "../tests/cells/mod.rs"]
mod cells;

#[cfg(not(target_arch = "wasm32"))]
#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let word = |at: usize, default: &'static str| given.get(at).map_or(default, String::as_str);
    let page = page::page(word(1, "light"), word(2, "ltr"), word(3, "cells")).await;
    std::fs::write(word(0, "gallery.html"), page)
}

#[cfg(not(target_arch = "wasm32"))]
mod page {
    use std::rc::Rc;

    use job_badge::badge::{Density, View};
    use job_badge::job::{Freshness, JobState, Progress, Status};
    use job_badge::ui::{BadgeView, BadgeViewProps};
    use yew::LocalServerRenderer;

    use super::cells;

    const SHEET: &str = include_str!("../src/ui/badge.css");
    const PAGE: &str = "
        body { margin: 1.5rem; font: 16px/1.4 system-ui, sans-serif; background: Canvas; color: CanvasText; }
        h2 { margin: 1.6rem 0 .6rem; font-size: 1rem; font-weight: 600; }
        .cells { display: flex; flex-wrap: wrap; gap: .75rem; align-items: start; }
        .cells > div { inline-size: 24rem; max-inline-size: 100%; }
        .page-narrow .cells > * { inline-size: 13rem; }
        .page-big { font-size: 200%; }";

    async fn draw(view: View) -> String {
        let props = yew::props!(BadgeViewProps { view: Rc::new(view) });
        LocalServerRenderer::<BadgeView>::with_props(props).hydratable(false).render().await
    }

    async fn row(page: &mut String, title: &str, views: Vec<View>) {
        page.push_str(&format!("<h2>{title}</h2><div class=\"cells\">"));
        for view in views {
            let card = view.density == Density::Card;
            page.push_str(if card { "<div>" } else { "<span>" });
            page.push_str(&draw(view).await);
            page.push_str(if card { "</div>" } else { "</span>" });
        }
        page.push_str("</div>");
    }

    fn statuses() -> (Vec<Status>, Vec<Status>) {
        let mut states: Vec<_> = JobState::ALL.into_iter().map(cells::status).collect();
        let mut indeterminate = cells::status(JobState::Running);
        indeterminate.progress = None;
        let mut finishing = cells::status(JobState::Running);
        finishing.progress = Some(Progress::FULL);
        states.extend([indeterminate, finishing, cells::unknown(Freshness::Live)]);
        let mut fresh: Vec<_> = Freshness::ALL.into_iter().map(cells::fresh).collect();
        fresh.push(cells::unknown(Freshness::SignedOut));
        (states, fresh)
    }

    pub async fn page(scheme: &str, direction: &str, what: &str) -> String {
        let mut page = format!(
            "<!doctype html><html lang=\"en\" dir=\"{direction}\"><meta charset=\"utf-8\">\
             <meta name=\"color-scheme\" content=\"{scheme}\"><title>Gallery</title>\
             <style>{SHEET}{PAGE}</style><body class=\"page-{what}\">"
        );
        let (states, fresh) = statuses();
        if what == "details" {
            let shown = [
                cells::status(JobState::Running),
                cells::status(JobState::Failed),
                cells::fresh(Freshness::Stale),
            ];
            let views = |density| shown.iter().map(move |s| cells::view(s, density, true, true));
            row(&mut page, "Cards with details", views(Density::Card).collect()).await;
            row(&mut page, "A pill with details", views(Density::Pill).take(1).collect()).await;
            page.push_str("<div class=\"space\"></div><script>document.querySelectorAll('[popover]').forEach(p => p.showPopover())</script>");
            return page;
        }
        for density in Density::ALL {
            for (name, statuses) in [("states", &states), ("freshness", &fresh)] {
                let title = format!("{}: {name}", density.name());
                let views = statuses.iter().map(|s| cells::view(s, density, false, true));
                row(&mut page, &title, views.collect()).await;
            }
        }
        page
    }
}
