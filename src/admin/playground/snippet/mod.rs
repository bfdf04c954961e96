//! The code that makes the chosen badge in a page of one's own. What only a page knows stands there as
//! a placeholder: an endpoint of its own, a job's id, and where its token comes from.

mod angular;
mod badge;
mod escape;
mod html;
mod react;
mod style;
mod svelte;
mod vue;
mod yew;

use super::{looks::Framework, query::PlaygroundQuery};

/// A file of code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    /// Its name.
    pub name: &'static str,
    /// Its text.
    pub text: String,
}

/// The files for a choice, the one that matters first.
pub(crate) fn files(query: &PlaygroundQuery) -> Vec<File> {
    let badge = badge::Badge::of(query);
    let style = style::style(query);
    let mut files = match query.framework {
        Framework::Html => html::files(&badge, style.is_some()),
        Framework::React => react::files(&badge),
        Framework::Vue => vue::files(&badge),
        Framework::Angular => angular::files(&badge),
        Framework::Svelte => svelte::files(&badge),
        Framework::Yew => yew::files(&badge, query),
    };
    files.extend(style.map(|text| File { name: "page.css", text }));
    files
}
