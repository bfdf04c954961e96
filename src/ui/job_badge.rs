//! `JobBadge`: a job's badge that keeps itself fresh. It wires a job to a face and draws nothing.

use core::time::Duration;
use std::rc::Rc;

use yew::prelude::*;

use super::{
    badge_view::html_of,
    live::{Live, Message, Outcome, Wanted},
    open_details::{adopt, root_of},
};
use crate::{
    badge::{Density, View, ViewSettings, Words},
    browser::Source,
    job::{Change, Status},
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
    /// Message of each real change.
    #[prop_or_default]
    pub on_change: Callback<Change>,
    /// Message once when the job is first seen final.
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
// component were 5 KB (brotli) more.
#[derive(Debug)]
pub struct JobBadge {
    live: Live,
    /// What is drawn.
    view: View,
    node: NodeRef,
}

impl Component for JobBadge {
    type Message = Message;
    type Properties = JobBadgeProps;

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link().clone();
        let tell = Rc::new(move |told| link.send_message(told));
        let live = Live::new(wanted(ctx.props()), tell);
        Self { view: live.view(), live, node: NodeRef::default() }
    }

    fn changed(&mut self, ctx: &Context<Self>, _old: &JobBadgeProps) -> bool {
        let outcome = self.live.want(wanted(ctx.props()));
        self.follow_up(ctx, outcome)
    }

    fn update(&mut self, ctx: &Context<Self>, told: Message) -> bool {
        let outcome = self.live.take(told);
        self.follow_up(ctx, outcome)
    }

    fn view(&self, _ctx: &Context<Self>) -> Html {
        html_of(&self.view, &self.node)
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        let Some(root) = root_of(&self.node) else { return };
        if first {
            adopt(&root);
            let outcome = self.live.begin();
            if self.follow_up(ctx, outcome) {
                ctx.link().send_message(Message::Due);
            }
        }
        self.live.drawn(&self.view, &root);
    }
}

impl JobBadge {
    /// Tells the app what changed. Whether to draw anew.
    fn follow_up(&mut self, ctx: &Context<Self>, outcome: Outcome) -> bool {
        let differs = outcome.view.filter(|view| *view != self.view).map(|view| self.view = view);
        if let Some(change) = outcome.change {
            let props = ctx.props();
            props.on_change.emit(change.clone());
            if change.is_done() {
                props.on_done.emit(change.status);
            }
        }
        differs.is_some()
    }
}

fn wanted(props: &JobBadgeProps) -> Wanted {
    Wanted {
        source: props.source.clone(),
        job: props.job.to_string(),
        interval: props.interval,
        paused: props.paused,
        details: props.details,
        settings: ViewSettings {
            label: props.label.as_ref().map(ToString::to_string),
            density: props.density,
            lang: props.lang.as_ref().map(ToString::to_string),
            ..ViewSettings::default()
        },
        words: props.words.clone(),
    }
}
