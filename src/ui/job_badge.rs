//! `JobBadge`: a job's badge that keeps itself fresh. It wires a job to a face and draws nothing.

use core::{cell::Cell, time::Duration};
use std::rc::Rc;

use yew::prelude::*;

use super::{
    badge_view::draw,
    followed::Followed,
    open_details::{Act, Clicks, show},
};
use crate::{
    badge::{Course, Density, Format, Language, Phrase, View, ViewSettings, Words},
    browser::{Seconds, Source, announce, format_of, say, utc_now},
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
// A component with a state of its own, drawn without a component for the face: hooks and a second
// component would be 10 KB (brotli) more.
pub struct JobBadge {
    job: Followed,
    course: Course,
    open: bool,
    view: Rc<View>,
    /// What is drawn; the page's live region was told of it.
    drawn: Rc<View>,
    node: NodeRef,
    /// Listens while there are details to open.
    clicks: Option<Clicks>,
    /// When the view may change by itself.
    due: Rc<Cell<Option<Timestamp>>>,
    /// Runs while there is such a time.
    ticks: Option<Seconds>,
}

/// What [`JobBadge`] tells itself.
#[derive(Debug)]
pub enum Told {
    /// This is known now.
    Status(Rc<Status>),
    /// What is shown may have changed by itself.
    Due,
    /// A reader did something.
    Act(Act),
}

impl Component for JobBadge {
    type Message = Told;
    type Properties = JobBadgeProps;

    fn create(ctx: &Context<Self>) -> Self {
        let props = ctx.props();
        let job = Followed::new(&props.source, &props.job);
        let course = Course::default();
        let view = Rc::new(view(props, &job, &course, false));
        Self {
            job,
            course,
            open: false,
            drawn: Rc::clone(&view),
            view,
            node: NodeRef::default(),
            clicks: None,
            due: Rc::default(),
            ticks: None,
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, _old: &JobBadgeProps) -> bool {
        let props = ctx.props();
        if self.job.follow(&props.source, &props.job) {
            self.course = Course::default();
        }
        self.watch(ctx);
        self.look(ctx)
    }

    fn update(&mut self, ctx: &Context<Self>, told: Told) -> bool {
        let words = &ctx.props().words;
        match told {
            Told::Status(status) => self.take(ctx, &status),
            // The id is selected instead: the reader's own keys copy it.
            Told::Due | Told::Act(Act::Copied(false)) => {}
            Told::Act(Act::Open(open)) => self.open = open,
            Told::Act(Act::Refresh) => self.job.refresh(),
            Told::Act(Act::Copied(true)) => {
                say(words.get(Phrase::Copied), words, format(ctx.props()));
            }
        }
        self.look(ctx)
    }

    fn view(&self, _ctx: &Context<Self>) -> Html {
        draw(&self.view, &self.node)
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        let props = ctx.props();
        if first {
            adopt(&self.node);
            self.watch(ctx);
            if self.look(ctx) {
                ctx.link().send_message(Told::Due);
                return;
            }
        }
        if !props.details {
            self.clicks = None;
        } else if self.clicks.is_none() {
            self.clicks = Clicks::new(&self.node, ctx.link().callback(Told::Act));
        }
        let is_open = self.view.details.is_some();
        if let Some(clicks) = &self.clicks {
            clicks.set(is_open, &props.job);
        }
        let before = core::mem::replace(&mut self.drawn, Rc::clone(&self.view));
        if is_open && before.details.is_none() {
            show(&self.node);
        }
        if before.job == self.view.job {
            announce(&before, &self.view, &props.words, format(props));
        }
    }
}

impl JobBadge {
    /// Watches what the properties name. A watch that is there is changed in place.
    fn watch(&mut self, ctx: &Context<Self>) {
        let props = ctx.props();
        let link = ctx.link().clone();
        let known = self.job.watch(props.interval, props.paused, move |status| {
            link.send_message(Told::Status(status));
        });
        // Others may have watched the job for long, or the source may be refused.
        if let Some(status) = known {
            self.take(ctx, &status);
        }
    }

    fn take(&mut self, ctx: &Context<Self>, status: &Rc<Status>) {
        let Some(change) = self.job.take(status) else { return };
        self.course.observe(&change.status);
        let props = ctx.props();
        props.on_change.emit(change.clone());
        if change.is_done() {
            props.on_done.emit(change.status);
        }
    }

    /// Makes the view anew, and waits for the next time that it may change by itself. Whether it
    /// looks different.
    fn look(&mut self, ctx: &Context<Self>) -> bool {
        // Looks that changed nothing tell the course that time has passed.
        if let Some(status) = self.job.latest() {
            self.course.observe(&status);
        }
        let view = view(ctx.props(), &self.job, &self.course, self.open);
        self.due.set(view.next_tick().map(|wait| utc_now().plus(wait)));
        if self.due.get().is_none() {
            self.ticks = None;
        } else if self.ticks.is_none() {
            self.ticks = Some(ticks(Rc::clone(&self.due), ctx.link().callback(|()| Told::Due)));
        }
        let differs = view != *self.view;
        self.view = Rc::new(view);
        differs
    }
}

fn view(props: &JobBadgeProps, job: &Followed, course: &Course, open: bool) -> View {
    let settings = ViewSettings {
        label: props.label.as_ref().map(ToString::to_string),
        density: props.density,
        lang: props.lang.as_ref().map(ToString::to_string),
        details: open && props.details,
        buttons: props.details,
    };
    View::new(job.status(), &settings, course, utc_now(), &props.words, &*format(props))
}

/// Numbers and times in the language of the words.
fn format(props: &JobBadgeProps) -> Rc<dyn Format> {
    format_of(props.lang.as_deref().unwrap_or(Language::English.tag()))
}

fn ticks(due: Rc<Cell<Option<Timestamp>>>, on_due: Callback<()>) -> Seconds {
    Seconds::new(move || {
        // Timers may come a little early; half a second is not seen.
        if due.get().is_some_and(|due| due <= utc_now().plus(Duration::from_millis(500))) {
            on_due.emit(());
        }
    })
}

/// Makes the root that the badge lives in adopt its style sheet.
#[cfg(target_arch = "wasm32")]
fn adopt(node: &NodeRef) {
    if let Some(node) = node.get() {
        crate::browser::adopt_style_sheet(&node, super::STYLE_SHEET);
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn adopt(_node: &NodeRef) {}

impl core::fmt::Debug for JobBadge {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("JobBadge")
    }
}
