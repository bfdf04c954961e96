//! The badge's face.

use std::rc::Rc;

use yew::{Html, NodeRef, Properties, component};

use super::bar::{BAR, BAR_OF_WAITING, bar, ring};
use super::details_view::details_view;
use super::icon::{chevron, freshness_mark, icon};
use super::ink::Ink;
use super::note_view::note;
use super::yew_ink::YewInk;
use crate::{
    badge::{Bar, Density, View, is_rtl},
    job::{digits, joined},
};

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
    html_of(&props.view, &props.node)
}

/// The nodes of a view, for Yew.
pub(super) fn html_of(view: &View, node: &NodeRef) -> Html {
    let mut ink = YewInk::default();
    draw(&mut ink, view);
    ink.into_html(node)
}

/// Draws a view.
pub(crate) fn draw<I: Ink>(ink: &mut I, view: &View) {
    let open = view.details.is_some();
    ink.open("span|part=badge|class=job-badge");
    ink.set("lang", view.lang.as_deref());
    ink.set("dir", direction(view));
    ink.set("data-state", Some(view.state.name()));
    ink.set("data-empty", view.waiting.then_some(""));
    ink.set("data-freshness", Some(view.freshness.name()));
    ink.set("data-density", Some(view.density.name()));
    ink.set("data-open", open.then_some(""));
    ink.set("title", hint(view).as_deref());
    face(ink, view);
    if view.density == Density::Card {
        note(ink, view);
    }
    if let Some(buttons) = &view.buttons {
        ink.open("button|type=button|data-action=details|class=open");
        ink.set("aria-expanded", Some(if open { "true" } else { "false" }));
        ink.set("aria-label", Some(&buttons.details));
        chevron(ink);
        ink.close();
    }
    if let Some(details) = &view.details {
        details_view(ink, view, details);
    }
    ink.close();
}

/// The direction goes with the words, not with the page, so that sentences end where they should.
fn direction(view: &View) -> Option<&'static str> {
    view.lang.as_deref().map(|lang| if is_rtl(lang) { "rtl" } else { "ltr" })
}

/// A dot has no room for words, so they are a tooltip. It stands on the root, which has no role, so
/// that nobody hears it twice.
fn hint(view: &View) -> Option<String> {
    let is_dot = view.density == Density::Dot;
    is_dot.then(|| joined(&[&view.label, "\n", &view.value_text]))
}

fn face<I: Ink>(ink: &mut I, view: &View) {
    let now = match view.bar {
        Bar::Determinate(permille) => Some(digits(u64::from(permille / 10))),
        Bar::Indeterminate | Bar::Still | Bar::None => None,
    };
    ink.open("span|role=progressbar|aria-valuemin=0|aria-valuemax=100|class=face");
    ink.set("aria-label", Some(&view.label));
    ink.set("aria-valuenow", now.as_deref());
    ink.set("aria-valuetext", Some(&view.value_text));
    if view.density == Density::Dot && !view.state.is_final() {
        ring(ink, view.bar);
    }
    icon(ink, view);
    match view.density {
        Density::Dot => dot(ink, view),
        Density::Pill => pill(ink, view),
        Density::Card => card(ink, view),
    }
    ink.close();
}

const LABEL: &str = "bdi|part=label|class=label";
/// An unknown state's word is the API's own, so it is kept from turning its neighbours.
const STATE: &str = "bdi|part=state|class=state";
/// The first answer brings a name of another length. What stands behind it is then another element:
/// browsers count one that moves as a layout shift.
const STATE_OF_WAITING: &str = "bdi|class=state|part=state";
const FRESH: &str = "span|part=freshness|class=fresh";
const VALUE: &str = "span|part=value|class=value";
const TIME: &str = "span|class=time";

fn dot<I: Ink>(ink: &mut I, view: &View) {
    if view.note.is_some() && !view.waiting {
        ink.open(FRESH);
        freshness_mark(ink, view.freshness);
        ink.close();
    }
}

fn pill<I: Ink>(ink: &mut I, view: &View) {
    ink.leaf(LABEL, &view.label);
    ink.leaf(if view.waiting { STATE_OF_WAITING } else { STATE }, &view.state_word);
    // What has ended needs no bar and no percentage: its word says it all.
    if !view.state.is_final() {
        bar(ink, view.bar, if view.waiting { BAR_OF_WAITING } else { BAR });
        ink.leaf_unless_empty(VALUE, &view.value);
        ink.leaf_unless_empty(TIME, &view.until);
    }
    if let Some(note) = view.note.as_ref().filter(|_| !view.waiting) {
        ink.open(FRESH);
        freshness_mark(ink, view.freshness);
        ink.leaf("span", note.short(view.freshness));
        ink.close();
    }
}

fn card<I: Ink>(ink: &mut I, view: &View) {
    ink.leaf(LABEL, &view.label);
    bar(ink, view.bar, BAR);
    // Where only the note has something to say, it is said once.
    if !(view.waiting && view.note.is_some()) {
        ink.open("span|class=row");
        ink.leaf(STATE, &view.state_word);
        ink.leaf(VALUE, &view.value);
        ink.leaf(TIME, &view.elapsed);
        ink.leaf("span|class=time until", &view.until);
        ink.close();
    }
}
