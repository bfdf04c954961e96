//! A badge without a renderer: it watches its job, opens and closes its details, counts time, and
//! lets the page's live region know. Whoever renders it (the Yew component, the element) passes
//! messages on to it and draws its view when that looks different.

use core::cell::Cell;
use core::time::Duration;
use std::rc::Rc;

use super::{
    action::Action,
    badge_count::CountedBadge,
    open_details::{Clicks, Root, in_view_of},
    watched_job::{Pace, WatchedJob},
};
use crate::{
    badge::{Format, Language, Note, Phrase, ProgressHistory, Summary, View, ViewSettings, Words},
    browser::{InView, Seconds, Source, announce, format_of, say, utc_now},
    job::{Change, Status, Timestamp},
    poll::Attention,
};

/// What a page or an app sets on one badge.
#[derive(Clone, Debug, PartialEq)]
pub struct BadgeSettings {
    /// Where the job is, and with which credential.
    pub source: Source,
    /// The job's id, as its API spells it.
    pub job: String,
    /// From one look to the next; `None` is the API's own pace.
    pub interval: Option<Duration>,
    /// Whether it asks for nothing.
    pub paused: bool,
    /// Whether it has details to open.
    pub details: bool,
    /// Its name, how much room it takes, and its language.
    pub view: ViewSettings,
    /// Its words, in the language that `view` names.
    pub words: Words,
}

/// What happens to a badge.
#[derive(Clone, Debug)]
pub enum Message {
    /// The job's status is known, or differs.
    Status(Rc<Status>),
    /// What is shown may have changed by itself.
    Due,
    /// A reader did something.
    Action(Action),
    /// How much the badge is looked at, its details apart.
    InView(Attention),
}

/// Sends a message to a badge, as Yew's `Scope::send_message` does: it arrives in
/// [`LiveBadge::update`].
pub type Link = Rc<dyn Fn(Message)>;

/// What a renderer has to do after something happened to a badge.
#[derive(Debug)]
#[must_use]
pub struct Update {
    /// The view to draw, where it may look different.
    pub view: Option<View>,
    /// What the page or the app is notified of, if the status differs.
    pub change: Option<Change>,
}

/// A badge without a renderer.
pub struct LiveBadge {
    settings: BadgeSettings,
    link: Link,
    job: WatchedJob,
    history: ProgressHistory,
    open: bool,
    /// What is drawn of the job, which the page's live region knows. A whole view would be half a
    /// kilobyte, and a page may have a thousand badges.
    drawn: Option<Summary>,
    /// Whether the details are drawn.
    drawn_open: bool,
    /// Listens while there are details to open.
    clicks: Option<Clicks>,
    /// When the view may change by itself.
    next_tick: Rc<Cell<Option<Timestamp>>>,
    /// Runs while there is such a time; `true`: by minutes, since it is far away.
    seconds: Option<(bool, Seconds)>,
    /// Reports how much the badge is looked at.
    in_view: Option<InView>,
    attention: Attention,
    counted: CountedBadge,
}

impl LiveBadge {
    /// A badge of which nothing is known yet. It watches its job from [`LiveBadge::start`] on.
    pub fn new(settings: BadgeSettings, link: Link) -> Self {
        let job = WatchedJob::new(&settings.source, &settings.job);
        let history = ProgressHistory::default();
        Self {
            settings,
            link,
            job,
            history,
            open: false,
            drawn: None,
            drawn_open: false,
            clicks: None,
            next_tick: Rc::default(),
            seconds: None,
            in_view: None,
            attention: Attention::default(),
            counted: CountedBadge::new(),
        }
    }

    /// What is to be drawn now.
    pub fn view(&self) -> View {
        let settings = ViewSettings {
            details: self.open && self.settings.details,
            buttons: self.settings.details,
            still: !self.is_one_of_few(),
            ..self.settings.view.clone()
        };
        let (words, format) = (&self.settings.words, format_for(&self.settings));
        View::new(self.job.status(), &settings, &self.history, utc_now(), words, &*format)
    }

    /// Whether few badges began with it: then it may move, and is drawn, before anything is known.
    pub fn is_one_of_few(&self) -> bool {
        self.counted.is_one_of_few()
    }

    /// What is known of the job.
    pub const fn status(&self) -> &Rc<Status> {
        self.job.status()
    }

    /// What is wrong and what to do, in words; empty while all is well.
    pub fn advice(&self) -> String {
        Note::reason(self.job.status(), &self.settings.words)
    }

    /// What its source knows of the job now: the time of the last answer is newer than in
    /// [`LiveBadge::status`], all else is the same.
    pub fn latest(&self) -> Option<Rc<Status>> {
        self.job.latest()
    }

    /// When the job is expected to end, by this machine's clock; `None` while nobody knows.
    pub const fn expected_end(&self) -> Option<Timestamp> {
        self.history.expected_end()
    }

    /// Starts to watch the job. On a server nobody calls it.
    pub fn start(&mut self) -> Update {
        let change = self.watch();
        Update { view: Some(self.next_view()), change }
    }

    /// Takes new settings: nothing restarts unless the job or its source is another.
    pub fn set(&mut self, settings: BadgeSettings) -> Update {
        if self.job.set(&settings.source, &settings.job) {
            self.history = ProgressHistory::default();
            self.drawn = None;
        }
        self.settings = settings;
        self.start()
    }

    /// Asks for the job at once.
    pub fn refresh(&self) {
        self.job.refresh();
    }

    /// Handles a message.
    pub fn update(&mut self, message: Message) -> Update {
        let words = &self.settings.words;
        let mut change = None;
        match message {
            Message::Status(status) => change = self.observe(&status),
            // The id is selected instead: the reader's own keys copy it.
            Message::Due | Message::Action(Action::Copied(false)) => {}
            Message::Action(Action::Open(open)) => {
                self.open = open;
                change = self.watch();
            }
            // Nothing looks different for it.
            Message::InView(attention) => {
                if attention != core::mem::replace(&mut self.attention, attention) {
                    change = self.watch();
                }
                return Update { view: None, change };
            }
            Message::Action(Action::Refresh) => self.job.refresh(),
            Message::Action(Action::Copied(true)) => {
                say(words.get(Phrase::Copied), words, format_for(&self.settings));
            }
        }
        Update { view: Some(self.next_view()), change }
    }

    /// A renderer has drawn a view, with this as its root. Gives whether the details have just been
    /// opened: then the renderer calls `show_details`, with nothing borrowed,
    /// since a page's own code runs when they take the focus.
    #[must_use]
    pub fn rendered(&mut self, view: &View, root: &Root) -> bool {
        if !self.settings.details {
            self.clicks = None;
        } else if self.clicks.is_none() {
            let link = Rc::clone(&self.link);
            self.clicks =
                Some(Clicks::new(root, Rc::new(move |action| link(Message::Action(action)))));
        }
        if self.in_view.is_none() {
            let link = Rc::clone(&self.link);
            self.in_view =
                Some(in_view_of(root, move |attention| link(Message::InView(attention))));
        }
        let is_open = view.details.is_some();
        if let Some(clicks) = &self.clicks {
            clicks.set(is_open, &view.job);
        }
        if let Some(before) = self.drawn.replace(view.summary()) {
            announce(root, before, view, &self.settings.words, format_for(&self.settings));
        }
        !core::mem::replace(&mut self.drawn_open, is_open) && is_open
    }

    /// The badge may stand in another window now.
    pub fn moved(&self) {
        if let Some(in_view) = &self.in_view {
            in_view.follow();
        }
    }

    /// Watches the job as the settings say. A watch that is there is changed in place.
    fn watch(&mut self) -> Option<Change> {
        let link = Rc::clone(&self.link);
        let pace = Pace {
            interval: self.settings.interval,
            paused: self.settings.paused,
            attention: if self.open && self.settings.details {
                Attention::Open
            } else {
                self.attention
            },
        };
        // Others may have watched the job for long, or the source may be refused.
        let known = self.job.watch(pace, move |status| link(Message::Status(status)))?;
        self.observe(&known)
    }

    fn observe(&mut self, status: &Rc<Status>) -> Option<Change> {
        let change = self.job.observe(status)?;
        self.history.observe(&change.status);
        Some(change)
    }

    /// The view as it is now. Waits for the next time that it may change by itself.
    fn next_view(&mut self) -> View {
        // From answers that changed nothing the history learns that time has passed.
        if let Some(status) = self.job.latest() {
            self.history.observe(&status);
        }
        let view = self.view();
        self.next_tick.set(view.next_tick().map(|wait| utc_now().plus(wait)));
        let is_far = view.next_tick().map(|wait| wait > FAR);
        if is_far != self.seconds.as_ref().map(|(is_far, _)| *is_far) {
            self.seconds = is_far.map(|is_far| {
                let tick = tick_at(Rc::clone(&self.next_tick), Rc::clone(&self.link));
                (is_far, if is_far { Seconds::minutes(tick) } else { Seconds::new(tick) })
            });
        }
        view
    }
}

/// Numbers and times in the language of the words.
fn format_for(settings: &BadgeSettings) -> Rc<dyn Format> {
    format_of(settings.view.lang.as_deref().unwrap_or(Language::English.tag()))
}

/// What is further away than this need not be drawn to the second.
const FAR: Duration = Duration::from_secs(60);

fn tick_at(time: Rc<Cell<Option<Timestamp>>>, link: Link) -> impl Fn() + 'static {
    move || {
        // Timers may come a little early; half a second is not seen.
        let soon = utc_now().plus(Duration::from_millis(500));
        if time.get().is_some_and(|time| time <= soon) {
            link(Message::Due);
        }
    }
}

impl core::fmt::Debug for LiveBadge {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("LiveBadge")
    }
}
