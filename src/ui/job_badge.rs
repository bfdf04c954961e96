//! `JobBadge`: the Yew component that renders a live badge.

use core::time::Duration;
use std::rc::Rc;

use yew::prelude::*;

use super::{
    badge_view::badge_html,
    live_badge::{BadgeSettings, LiveBadge, Message, Update},
    open_details::{adopt, root_of, show_details},
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
    /// From one request to the next; the API's own pace where it is not given, never under a second.
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
    /// Called for each change of the status.
    #[prop_or_default]
    pub on_change: Callback<Change>,
    /// Called once, when the job is first seen final.
    #[prop_or_default]
    pub on_done: Callback<Rc<Status>>,
}

/// A job's badge that keeps itself fresh.
///
/// ```
/// use job_badge::{
///     browser::{Credential, Source},
///     ui::JobBadge,
/// };
/// use yew::prelude::*;
///
/// #[component]
/// fn Encoding() -> Html {
///     let source = Source::json("/jobs/", Credential::cookie());
///     html! { <JobBadge {source} job="42" /> }
/// }
/// ```
///
/// A service by its description:
///
/// ```
/// use job_badge::{
///     browser::{Credential, Source, describe},
///     provider::described::catalog,
/// };
///
/// let airflow = describe("airflow", catalog::AIRFLOW)?;
/// let token = Credential::token("the-bearer-token");
/// let source = Source::described(airflow, "https://airflow.example/api/v2/", token);
/// # assert_eq!(source.api().name(), "airflow");
/// # Ok::<(), job_badge::provider::DescriptionError>(())
/// ```
///
/// On a server it renders its waiting face and asks for nothing.
#[derive(Debug)]
pub struct JobBadge {
    badge: LiveBadge,
    /// What is drawn.
    view: View,
    node: NodeRef,
}

impl Component for JobBadge {
    type Message = Message;
    type Properties = JobBadgeProps;

    fn create(ctx: &Context<Self>) -> Self {
        let scope = ctx.link().clone();
        let link = Rc::new(move |message| scope.send_message(message));
        let badge = LiveBadge::new(settings(ctx.props()), link);
        Self { view: badge.view(), badge, node: NodeRef::default() }
    }

    fn changed(&mut self, ctx: &Context<Self>, _old: &JobBadgeProps) -> bool {
        let update = self.badge.set(settings(ctx.props()));
        self.apply(ctx, update)
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let update = self.badge.update(message);
        self.apply(ctx, update)
    }

    fn view(&self, _ctx: &Context<Self>) -> Html {
        badge_html(&self.view, &self.node)
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        let Some(root) = root_of(&self.node) else { return };
        if first {
            adopt(&root);
            // What the source knows already is drawn next: what is drawn now is the waiting face.
            let Update { view, change } = self.badge.start();
            self.apply(ctx, Update { view: None, change });
            if view.is_some_and(|view| view != self.view) {
                ctx.link().send_message(Message::Due);
            }
        }
        if self.badge.rendered(&self.view, &root) {
            show_details(&root);
        }
    }
}

impl JobBadge {
    /// Calls the app back for a change. Gives whether to render.
    fn apply(&mut self, ctx: &Context<Self>, update: Update) -> bool {
        let differs = update.view.filter(|view| *view != self.view).map(|view| self.view = view);
        if let Some(change) = update.change {
            let props = ctx.props();
            props.on_change.emit(change.clone());
            if change.is_done() {
                props.on_done.emit(change.status);
            }
        }
        differs.is_some()
    }
}

fn settings(props: &JobBadgeProps) -> BadgeSettings {
    BadgeSettings {
        source: props.source.clone(),
        job: props.job.to_string(),
        interval: props.interval,
        paused: props.paused,
        details: props.details,
        view: ViewSettings {
            label: props.label.as_ref().map(ToString::to_string),
            density: props.density,
            lang: props.lang.as_ref().map(ToString::to_string),
            ..ViewSettings::default()
        },
        words: props.words.clone(),
    }
}
