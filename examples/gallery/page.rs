//! The pages of the gallery and their markup.

use std::rc::Rc;

use job_badge::badge::{Density, View, Words, is_rtl};
use job_badge::job::{Freshness, JobState, Progress, Status};
use job_badge::ui::{BadgeView, BadgeViewProps};
use yew::LocalServerRenderer;

use crate::cells;
use crate::words_file::Language;

/// What a page holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// Every state and freshness in every density.
    Cells,
    /// Some, with their details open.
    Details,
    /// Every state with every freshness, for the accessibility tree.
    Tree,
    /// Places of several widths, with names of several lengths and scripts.
    Widths,
}

/// A page.
pub struct Page {
    /// Its file, without `.html`; a class on its body, too.
    pub name: String,
    scheme: &'static str,
    direction: &'static str,
    language: Language,
    what: What,
    sheet: &'static str,
}

/// All pages: each theme and direction in English, each language in light.
pub fn all(languages: Vec<Language>) -> Vec<Page> {
    let english = || ("en".to_owned(), Words::default());
    let page = |name: &str, scheme, direction, what| Page {
        name: name.to_owned(),
        scheme,
        direction,
        language: english(),
        what,
        sheet: "badge.css",
    };
    let mut pages = vec![
        page("light", "light", "ltr", What::Cells),
        page("dark", "dark", "ltr", What::Cells),
        page("light-rtl", "light", "rtl", What::Cells),
        page("dark-rtl", "dark", "rtl", What::Cells),
        page("narrow", "light", "ltr", What::Cells),
        page("big", "light", "ltr", What::Cells),
        Page { sheet: "badge-printed.css", ..page("printed", "dark", "ltr", What::Cells) },
        page("details", "light", "ltr", What::Details),
        page("details-dark", "dark", "ltr", What::Details),
        page("details-rtl", "light", "rtl", What::Details),
        page("tree", "light", "ltr", What::Tree),
        page("widths", "light", "ltr", What::Widths),
        page("widths-rtl", "dark", "rtl", What::Widths),
    ];
    for language in languages {
        let direction = if is_rtl(&language.0) { "rtl" } else { "ltr" };
        let name = format!("language-{}", language.0);
        pages.push(Page { language, ..page(&name, "light", direction, What::Cells) });
    }
    pages
}

impl Page {
    /// The whole document.
    pub async fn markup(&self) -> String {
        let Self { name, scheme, direction, sheet, language: (tag, _), what } = self;
        let family = name.split('-').next().unwrap();
        let script = match what {
            What::Details => "<script defer src=\"gallery.js\"></script>",
            _ => "",
        };
        let mut page = format!(
            "<!doctype html>\n<html lang=\"{tag}\" dir=\"{direction}\">\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n\
             <meta name=\"color-scheme\" content=\"{scheme}\">\n<title>Gallery: {name}</title>\n\
             <link rel=\"stylesheet\" href=\"{sheet}\">\n\
             <link rel=\"stylesheet\" href=\"gallery.css\">\n{script}\n\
             <body class=\"page-{family}\">\n<main>\n<h1 lang=\"en\" dir=\"ltr\">job-badge: {name}</h1>\n"
        );
        match what {
            What::Cells => self.cells(&mut page).await,
            What::Details => self.details(&mut page).await,
            What::Tree => self.tree(&mut page).await,
            What::Widths => self.widths(&mut page).await,
        }
        page.push_str("</main>\n</body>\n</html>\n");
        page
    }

    fn view(&self, status: &Status, density: Density, details: bool) -> View {
        // A printed page has no use for buttons, but it must hide those that are there.
        cells::view_in(&self.language.1, status, density, details, true)
    }

    async fn row(&self, page: &mut String, title: &str, views: Vec<View>) {
        let class = views.first().map_or("", |view| match view.density {
            Density::Dot => " dots",
            Density::Pill => "",
            Density::Card => " cards",
        });
        page.push_str(&format!(
            "<h2 lang=\"en\" dir=\"ltr\">{title}</h2>\n<div class=\"cells{class}\">\n"
        ));
        for view in views {
            page.push_str("<div>");
            page.push_str(&draw(view).await);
            page.push_str("</div>\n");
        }
        page.push_str("</div>\n");
    }

    async fn cells(&self, page: &mut String) {
        let (states, fresh) = statuses();
        for (density, name) in
            [(Density::Dot, "Dots"), (Density::Pill, "Pills"), (Density::Card, "Cards")]
        {
            for (kind, statuses) in [("every state", &states), ("every freshness", &fresh)] {
                let views = statuses.iter().map(|status| self.view(status, density, false));
                self.row(page, &format!("{name}, {kind}"), views.collect()).await;
            }
        }
    }

    async fn details(&self, page: &mut String) {
        let views = [
            cells::status(JobState::Running),
            cells::status(JobState::Failed),
            cells::fresh(Freshness::Stale),
        ];
        let pill = self.view(&views[0], Density::Pill, true);
        self.row(page, "A pill with its details", vec![pill]).await;
        page.push_str("<div class=\"room\"></div>\n");
        let cards = views.iter().map(|status| self.view(status, Density::Card, true)).collect();
        self.row(page, "Cards with their details", cards).await;
    }

    async fn widths(&self, page: &mut String) {
        for density in [Density::Pill, Density::Card] {
            for width in cells::WIDTHS {
                page.push_str(&format!(
                    "<h2 lang=\"en\" dir=\"ltr\">A {} in {width}em</h2>\n<div class=\"cells\">\n",
                    density.name()
                ));
                for (script, name) in cells::NAMES {
                    for (case, status, timed) in cells::under_pressure() {
                        // A card has its words below each other: some tell all.
                        if density == Density::Card && !matches!(case, "running" | "stale") {
                            continue;
                        }
                        let view = cells::named(&status, density, name, timed, width > 8);
                        page.push_str(&format!(
                            "<div class=\"w{width}\" data-name=\"{script}\" data-case=\"{case}\">{}</div>\n",
                            draw(view).await
                        ));
                    }
                }
                page.push_str("</div>\n");
            }
        }
        page.push_str(
            "<h2 lang=\"en\" dir=\"ltr\">In a table that gives no width</h2>\n<table><tbody>\n",
        );
        for density in [Density::Card, Density::Pill] {
            for (script, name) in cells::NAMES {
                let view =
                    cells::named(&cells::status(JobState::Running), density, name, true, true);
                page.push_str(&format!(
                    "<tr><td lang=\"en\" dir=\"ltr\">{} {script}</td><td>{}</td></tr>\n",
                    density.name(),
                    draw(view).await
                ));
            }
        }
        page.push_str("</tbody></table>\n");
    }

    async fn tree(&self, page: &mut String) {
        for freshness in Freshness::ALL {
            let views = JobState::ALL.into_iter().map(|state| {
                let seen = cells::fresh(freshness);
                let status = cells::status(state);
                let status = Status {
                    freshness,
                    failure: seen.failure,
                    retry_at: seen.retry_at,
                    checked_at: seen.checked_at.or(status.checked_at),
                    ..status
                };
                self.view(&status, Density::Pill, false)
            });
            self.row(page, freshness.name(), views.collect()).await;
        }
        let nothing = Freshness::ALL.into_iter().map(cells::unknown);
        let nothing = nothing.map(|status| self.view(&status, Density::Pill, false)).collect();
        self.row(page, "nothing known", nothing).await;
        let card = self.view(&cells::status(JobState::Failed), Density::Card, true);
        self.row(page, "details", vec![card]).await;
    }
}

async fn draw(view: View) -> String {
    let props = yew::props!(BadgeViewProps { view: Rc::new(view) });
    LocalServerRenderer::<BadgeView>::with_props(props).hydratable(false).render().await
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
