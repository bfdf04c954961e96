//! `JobBadge`: a job's badge that keeps itself fresh. It wires a job to a face and draws nothing.

use core::{cell::RefCell, time::Duration};
use std::rc::Rc;

use yew::prelude::*;

use super::{
    BadgeView,
    open_details::{Act, use_open_details},
    use_job::{Pace, use_watched_job},
};
use crate::{
    badge::{Course, Density, Phrase, View, ViewSettings, Words},
    browser::{Seconds, Source, announce, format_of, say, utc_now},
    job::{Change, Status, Timestamp},
};

/// The language of the built-in words.
const ENGLISH: &str = "en";

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
    /// Own phrases, over English.
    #[prop_or_default]
    pub words: Words,
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
    let on_act = {
        let (job, words) = (job.clone(), props.words.clone());
        Callback::from(move |act| match act {
            Act::Refresh => job.refresh(),
            Act::Copied(true) => say(words.get(Phrase::Copied), &words, format_of(ENGLISH)),
            // The id is selected instead: the reader's own keys copy it.
            Act::Copied(false) => {}
        })
    };
    let open = use_open_details(&node, props.details, &props.job, on_act);
    let settings = ViewSettings {
        label: props.label.as_ref().map(ToString::to_string),
        density: props.density,
        details: open,
        buttons: props.details,
    };
    let mut course = course.borrow_mut();
    // Looks that changed nothing tell the course that time has passed.
    if let Some(status) = props.source.status(&job.status.job) {
        course.1.observe(&status);
    }
    let format = format_of(ENGLISH);
    let view = View::new(&job.status, &settings, &course.1, utc_now(), &props.words, &*format);
    let view = Rc::new(view);
    use_ticks(&view);
    use_style_sheet(&node);
    use_announcements(&view, &props.words);
    html! { <BadgeView {view} {node} /> }
}

/// Lets the page's live region know of each milestone.
#[hook]
fn use_announcements(view: &Rc<View>, words: &Words) {
    let before = use_mut_ref(|| Rc::clone(view));
    let words = words.clone();
    use_effect_with(Rc::clone(view), move |view| {
        let before = before.replace(Rc::clone(view));
        if before.job == view.job {
            announce(&before, view, &words, format_of(ENGLISH));
        }
    });
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
