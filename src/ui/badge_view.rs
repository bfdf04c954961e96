//! The badge's face.

use std::rc::Rc;

use yew::{Html, NodeRef, Properties, component, html};

use super::bar::{bar, ring};
use super::details_view::details_view;
use super::icon::{chevron, freshness_mark, icon};
use super::note_view::note;
use crate::badge::{Bar, Density, Note, View, is_rtl};

/// What [`BadgeView`] draws.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct BadgeViewProps {
    /// The view.
    pub view: Rc<View>,
    /// Gets the badge's root, for whoever listens there.
    #[prop_or_default]
    pub node: NodeRef,
}

/// Draws a view. It has no handlers and no state.
///
/// The root is `.job-badge` (part `badge`) with `data-state`, `data-freshness` and `data-density`,
/// with `lang` and `dir` where the view names a language,
/// with `data-empty` while nothing is known and `data-open` while the details are open.
/// The face is a `progressbar`, whose children assistive technology does not see; so all that it
/// should say stands in the name and the value text, and buttons stand beside it.
#[component]
pub fn BadgeView(props: &BadgeViewProps) -> Html {
    badge_html(&props.view, &props.node)
}

/// The nodes of a view: elements and texts alone, since the element draws them without Yew.
pub(crate) fn badge_html(view: &View, root: &NodeRef) -> Html {
    let open = view.details.is_some();
    html! {
        <span ref={root.clone()} part="badge" class="job-badge"
            lang={view.lang.clone()} dir={direction(view)}
            data-state={view.state.name()} data-empty={view.waiting.then_some("")}
            data-freshness={view.freshness.name()} data-density={view.density.name()}
            data-open={open.then_some("")} title={hint(view)}>
            { face(view) }
            if view.density == Density::Card {
                { note(view) }
            }
            if let Some(buttons) = &view.buttons {
                <button type="button" data-action="details" class="open"
                    aria-expanded={if open { "true" } else { "false" }}
                    aria-label={buttons.details.clone()}>
                    { chevron() }
                </button>
            }
            if let Some(details) = &view.details {
                { details_view(view, details) }
            }
        </span>
    }
}

/// The direction goes with the words, not with the page, so that sentences end where they should.
fn direction(view: &View) -> Option<&'static str> {
    view.lang.as_deref().map(|lang| if is_rtl(lang) { "rtl" } else { "ltr" })
}

/// A tooltip for what has no room: the whole name, the state, and what to do. It stands on the root,
/// which has no role, so that nobody hears it twice. A card has room for all but a long name.
fn hint(view: &View) -> Option<String> {
    if view.density == Density::Card {
        return None;
    }
    let mut hint = format!("{}\n{}", view.label, view.value_text);
    if let Some(note) = &view.note {
        hint = format!("{hint}\n{}\n{}", note.advice(), note.cause);
    }
    Some(hint.trim_end().to_owned())
}

fn face(view: &View) -> Html {
    let percent = match view.bar {
        Bar::Determinate(permille) => Some((permille / 10).to_string()),
        Bar::Indeterminate | Bar::Still | Bar::None => None,
    };
    // A card says it in its note.
    let advice = view.note.as_ref().filter(|_| view.density != Density::Card).map(Note::advice);
    html! {
        <span role="progressbar" aria-valuemin="0" aria-valuemax="100" class="face"
            aria-label={view.label.clone()} aria-valuenow={percent}
            aria-valuetext={view.value_text.clone()} aria-description={advice}>
            if view.density == Density::Dot && !view.state.is_final() {
                { ring(view.bar) }
            }
            { icon(view) }
            { match view.density {
                Density::Dot => dot(view),
                Density::Pill => pill(view),
                Density::Card => card(view),
            } }
        </span>
    }
}

fn dot(view: &View) -> Html {
    html! {
        if view.note.is_some() && !view.waiting {
            <span part="freshness" class="fresh">{ freshness_mark(view.freshness) }</span>
        }
    }
}

fn label(view: &View) -> Html {
    let whole = (view.density == Density::Card).then(|| view.label.clone());
    html! { <bdi part="label" class="label" title={whole}>{ &view.label }</bdi> }
}

/// An unknown state's word is the API's own, so it is kept from turning its neighbours.
fn state(view: &View) -> Html {
    html! {
        <bdi key={key_behind_label(view)} part="state" class="state">{ &view.state_word }</bdi>
    }
}

/// The first answer brings a name of another length. What stands behind it is then another element:
/// browsers count one that moves as a layout shift.
const fn key_behind_label(view: &View) -> &'static str {
    if view.waiting { "waiting" } else { "known" }
}

fn pill(view: &View) -> Html {
    let note = view.note.as_ref().filter(|_| !view.waiting);
    let line = html! {
        <>
            { label(view) }
            { state(view) }
            // What has ended needs no bar and no percentage: its word says it all.
            if !view.state.is_final() {
                if !view.value.is_empty() {
                    <span part="value" class="value">{ &view.value }</span>
                }
                { bar(view.bar, Some("bar"), key_behind_label(view)) }
            }
        </>
    };
    html! {
        <>
            if has_wide_letters(&view.label) {
                <span class="main wide">{ line }</span>
            } else {
                <span class="main">{ line }</span>
            }
            if let Some(note) = note {
                <span part="freshness" class="fresh">
                    { freshness_mark(view.freshness) }
                    <span>{ note.short(view.freshness) }</span>
                </span>
            } else if !view.state.is_final() && !view.until.is_empty() {
                <span class="time">{ &view.until }</span>
            }
        </>
    }
}

/// Whether six letters need room for six squares: those of Chinese, Japanese and Korean, and
/// pictures.
fn has_wide_letters(name: &str) -> bool {
    name.chars().take(6).any(|letter| letter >= '\u{2e80}')
}

fn card(view: &View) -> Html {
    html! {
        <>
            { label(view) }
            { bar(view.bar, Some("bar"), key_behind_label(view)) }
            // Where only the note has something to say, it is said once.
            if !(view.waiting && view.note.is_some()) {
                <span class="row">
                    { state(view) }
                    <span part="value" class="value">{ &view.value }</span>
                    <span class="time passed">{ &view.elapsed }</span>
                    <span class="time">{ &view.until }</span>
                </span>
            }
        </>
    }
}
