//! `JobBadge`: a job's badge that keeps itself fresh. It wires a job to a face and draws nothing.

use core::{cell::RefCell, time::Duration};
use std::rc::Rc;

use yew::prelude::*;

use super::{
    BadgeView,
    use_job::{Pace, use_watched_job},
};
use crate::{
    badge::{Course, Density, View, ViewSettings, Words},
    browser::{Seconds, Source},
    job::{Change, Status, Timestamp},
};

/// Properties of [`JobBadge`].
#[derive(Clone, Debug, Properties, PartialEq)]
pub struct JobBadgeProps {
    /// Where the job is, and with which credential.
    pub source: Source,
    /// The job's id, as its API spells it.
    pub job: AttrValue,
    /// From one look to the next; the API's own pace where it is not given, never under a second.
    #[prop_or_default]
    pub interval: Option<Duration>,
    /// What the badge is called; the job's name where it is not given.
    #[prop_or_default]
    pub label: Option<AttrValue>,
    /// How much room it takes.
    #[prop_or_default]
    pub density: Density,
    /// Whether it opens its details.
    #[prop_or_default]
    pub details: bool,
    /// Whether it asks for nothing.
    #[prop_or_default]
    pub paused: bool,
    /// Own phrases, over English. A shipped language: `Words::read(badge::texts::GERMAN)`.
    #[prop_or_default]
    pub words: Words,
    /// The language of the words (a BCP 47 tag, for example `de-CH`): numbers and times are said in
    /// it, and the badge takes its direction. English where it is not given.
    #[prop_or_default]
    pub lang: Option<AttrValue>,
    /// Told of each real change.
    #[prop_or_default]
    pub on_change: Callback<Change>,
    /// Told once when the job is first seen final.
    #[prop_or_default]
    pub on_done: Callback<Rc<Status>>,
}

/// A job's badge that keeps itself fresh.
///
/// ```
/// use job_badge::{browser::Source, ui::JobBadge};
/// use yew::prelude::*;
///
/// #[component]
/// fn Encoding() -> Html {
///     let source = Source::ams_v2("https://example.test/api/", "the-bearer-token");
///     html! { <JobBadge {source} job="nb:jid:UUID:f3c43f94-327f-2347-90bb-3bf79f8559f1" /> }
/// }
/// ```
///
/// On a server it renders its waiting face and asks for nothing.
#[component]
pub fn JobBadge(props: &JobBadgeProps) -> Html {
    let course = use_mut_ref(|| (props.job.clone(), Course::default()));
    if course.borrow().0 != props.job {
        *course.borrow_mut() = (props.job.clone(), Course::default());
    }
    let on_change = {
        let (on_change, on_done) = (props.on_change.clone(), props.on_done.clone());
        let course = Rc::clone(&course);
        Callback::from(move |change: Change| {
            course.borrow_mut().1.observe(&change.status);
            on_change.emit(change.clone());
            if change.is_done() {
                on_done.emit(change.status);
            }
        })
    };
    let pace = Pace { interval: props.interval, paused: props.paused };
    let job = use_watched_job(&props.source, &props.job, pace, on_change);
    let node = use_node_ref();
    let settings = ViewSettings {
        label: props.label.as_ref().map(ToString::to_string),
        density: props.density,
        details: props.details,
        lang: props.lang.as_ref().map(ToString::to_string),
        buttons: false,
    };
    let view = view_now(&job.status, &settings, &course.borrow().1, &props.words);
    use_ticks(&view);
    use_style_sheet(&node);
    html! { <BadgeView view={Rc::new(view)} {node} /> }
}

/// Draws the badge again when its view may change by itself.
#[hook]
fn use_ticks(view: &View) {
    let render = use_force_update();
    let due = use_mut_ref(|| None::<Timestamp>);
    *due.borrow_mut() = view.next_tick().map(|wait| utc_now().plus(wait));
    use_effect_with(view.next_tick().is_some(), move |counts| {
        let ticks = counts.then(|| ticks(due, render));
        move || {
            let _ended = ticks;
        }
    });
}

fn ticks(due: Rc<RefCell<Option<Timestamp>>>, render: UseForceUpdateHandle) -> Seconds {
    Seconds::new(move || {
        // Timers may come a little early; half a second is not seen.
        if due.borrow().is_some_and(|due| due <= utc_now().plus(Duration::from_millis(500))) {
            render.force_update();
        }
    })
}

/// Makes the root that the badge lives in adopt its style sheet.
#[hook]
fn use_style_sheet(node: &NodeRef) {
    let node = node.clone();
    use_effect_with((), move |()| adopt(&node));
}

#[cfg(target_arch = "wasm32")]
fn adopt(node: &NodeRef) {
    if let Some(node) = node.get() {
        crate::browser::adopt_style_sheet(&node, super::STYLE_SHEET);
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn adopt(_node: &NodeRef) {}

#[cfg(target_arch = "wasm32")]
fn view_now(status: &Status, settings: &ViewSettings, course: &Course, words: &Words) -> View {
    let format = crate::browser::Intl::of(settings.lang.as_deref().unwrap_or("en"));
    View::new(status, settings, course, utc_now(), words, &*format)
}

#[cfg(not(target_arch = "wasm32"))]
fn view_now(status: &Status, settings: &ViewSettings, course: &Course, words: &Words) -> View {
    View::new(status, settings, course, utc_now(), words, &crate::badge::Plain)
}

#[cfg(target_arch = "wasm32")]
use crate::browser::utc_now;

/// On a server nothing is known yet, so nothing counts.
#[cfg(not(target_arch = "wasm32"))]
const fn utc_now() -> Timestamp {
    Timestamp::EPOCH
}
