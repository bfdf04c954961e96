//! A badge that lives: it follows its job, opens and closes its details, counts time, and lets the
//! page's live region know. Whoever draws it (the Yew component, the element) hands on what it is
//! told and draws its view when that looks different.

use core::cell::Cell;
use core::time::Duration;
use std::rc::Rc;

use super::{
    calm::{OneMore, is_calm},
    followed::{Followed, Pace},
    open_details::{Act, Clicks, Root, in_view_of, show},
};
use crate::{
    badge::{Format, Language, Phrase, ProgressHistory, Summary, View, ViewSettings, Words},
    browser::{InView, Seconds, Source, announce, format_of, say, utc_now},
    job::{Change, Status, Timestamp},
    poll::Attention,
};

/// What one badge is to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
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
    pub settings: ViewSettings,
    /// Its words, in the language that the settings name.
    pub words: Words,
}

/// What a badge is told.
#[derive(Clone, Debug)]
pub enum Message {
    /// This is known now.
    Status(Rc<Status>),
    /// What is shown may have changed by itself.
    Due,
    /// A reader did something.
    Act(Act),
    /// How much the badge is looked at, its details apart.
    InView(Attention),
}

/// Whom to tell.
pub type Tell = Rc<dyn Fn(Message)>;

/// What follows from what a badge was told.
#[derive(Debug)]
#[must_use]
pub struct Outcome {
    /// What is to be drawn, where it may look different.
    pub view: Option<View>,
    /// What the page is told of, if anything really changed.
    pub change: Option<Change>,
}

/// A badge that lives.
pub struct Live {
    wanted: Wanted,
    tell: Tell,
    job: Followed,
    history: ProgressHistory,
    open: bool,
    /// What is drawn of the job; the page's live region was told of it. A whole view would be half
    /// a kilobyte, and a page may have a thousand.
    drawn: Option<Summary>,
    /// Whether the details are drawn.
    drawn_open: bool,
    /// Listens while there are details to open.
    clicks: Option<Clicks>,
    /// When the view may change by itself.
    due: Rc<Cell<Option<Timestamp>>>,
    /// Runs while there is such a time.
    ticks: Option<Seconds>,
    /// Tells how much it is looked at.
    in_view: Option<InView>,
    attention: Attention,
    _one: OneMore,
}

impl Live {
    /// A badge of which nothing is known yet. It begins to live with [`Live::begin`].
    pub fn new(wanted: Wanted, tell: Tell) -> Self {
        let job = Followed::new(&wanted.source, &wanted.job);
        let history = ProgressHistory::default();
        Self {
            wanted,
            tell,
            job,
            history,
            open: false,
            drawn: None,
            drawn_open: false,
            clicks: None,
            due: Rc::default(),
            ticks: None,
            in_view: None,
            attention: Attention::default(),
            _one: OneMore::new(),
        }
    }

    /// What is to be drawn now.
    pub fn view(&self) -> View {
        let settings = ViewSettings {
            details: self.open && self.wanted.details,
            buttons: self.wanted.details,
            still: !is_calm(),
            ..self.wanted.settings.clone()
        };
        let format = format(&self.wanted);
        let now = utc_now();
        View::new(self.job.status(), &settings, &self.history, now, &self.wanted.words, &*format)
    }

    /// What is known of the job.
    pub const fn status(&self) -> &Rc<Status> {
        self.job.status()
    }

    /// What its source knows of the job now: the time of the last look is newer than in
    /// [`Live::status`], all else is the same.
    pub fn latest(&self) -> Option<Rc<Status>> {
        self.job.latest()
    }

    /// When the job is expected to end, by this machine's clock; `None` while nobody knows.
    pub const fn expected_end(&self) -> Option<Timestamp> {
        self.history.expected_end()
    }

    /// Begins to watch the job. On a server nobody calls it.
    pub fn begin(&mut self) -> Outcome {
        let change = self.watch();
        Outcome { view: Some(self.look()), change }
    }

    /// Becomes another badge, in place: nothing restarts unless the job or its source is another.
    pub fn want(&mut self, wanted: Wanted) -> Outcome {
        if self.job.follow(&wanted.source, &wanted.job) {
            self.history = ProgressHistory::default();
            self.drawn = None;
        }
        self.wanted = wanted;
        self.begin()
    }

    /// Asks for the job at once.
    pub fn refresh(&self) {
        self.job.refresh();
    }

    /// Takes in what it is told.
    pub fn take(&mut self, told: Message) -> Outcome {
        let words = &self.wanted.words;
        let mut change = None;
        match told {
            Message::Status(status) => change = self.take_status(&status),
            // The id is selected instead: the reader's own keys copy it.
            Message::Due | Message::Act(Act::Copied(false)) => {}
            Message::Act(Act::Open(open)) => {
                self.open = open;
                change = self.watch();
            }
            // Nothing looks different for it.
            Message::InView(attention) => {
                if attention != core::mem::replace(&mut self.attention, attention) {
                    change = self.watch();
                }
                return Outcome { view: None, change };
            }
            Message::Act(Act::Refresh) => self.job.refresh(),
            Message::Act(Act::Copied(true)) => {
                say(words.get(Phrase::Copied), words, format(&self.wanted));
            }
        }
        Outcome { view: Some(self.look()), change }
    }

    /// A view is drawn, with this as its root.
    pub fn drawn(&mut self, view: &View, root: &Root) {
        if !self.wanted.details {
            self.clicks = None;
        } else if self.clicks.is_none() {
            let tell = Rc::clone(&self.tell);
            self.clicks = Some(Clicks::new(root, Rc::new(move |act| tell(Message::Act(act)))));
        }
        if self.in_view.is_none() {
            let tell = Rc::clone(&self.tell);
            self.in_view =
                Some(in_view_of(root, move |attention| tell(Message::InView(attention))));
        }
        let is_open = view.details.is_some();
        if let Some(clicks) = &self.clicks {
            clicks.set(is_open, &view.job);
        }
        if !core::mem::replace(&mut self.drawn_open, is_open) && is_open {
            show(root);
        }
        if let Some(before) = self.drawn.replace(view.summary()) {
            announce(before, view, &self.wanted.words, format(&self.wanted));
        }
    }

    /// Watches what is wanted. A watch that is there is changed in place.
    fn watch(&mut self) -> Option<Change> {
        let tell = Rc::clone(&self.tell);
        let pace = Pace {
            interval: self.wanted.interval,
            paused: self.wanted.paused,
            attention: if self.open && self.wanted.details {
                Attention::Open
            } else {
                self.attention
            },
        };
        // Others may have watched the job for long, or the source may be refused.
        let known = self.job.watch(pace, move |status| tell(Message::Status(status)))?;
        self.take_status(&known)
    }

    fn take_status(&mut self, status: &Rc<Status>) -> Option<Change> {
        let change = self.job.take(status)?;
        self.history.observe(&change.status);
        Some(change)
    }

    /// Makes the view anew, and waits for the next time that it may change by itself.
    fn look(&mut self) -> View {
        // Looks that changed nothing tell the course that time has passed.
        if let Some(status) = self.job.latest() {
            self.history.observe(&status);
        }
        let view = self.view();
        self.due.set(view.next_tick().map(|wait| utc_now().plus(wait)));
        if self.due.get().is_none() {
            self.ticks = None;
        } else if self.ticks.is_none() {
            self.ticks = Some(ticks(Rc::clone(&self.due), Rc::clone(&self.tell)));
        }
        view
    }
}

/// Numbers and times in the language of the words.
fn format(wanted: &Wanted) -> Rc<dyn Format> {
    format_of(wanted.settings.lang.as_deref().unwrap_or(Language::English.tag()))
}

fn ticks(due: Rc<Cell<Option<Timestamp>>>, tell: Tell) -> Seconds {
    Seconds::new(move || {
        // Timers may come a little early; half a second is not seen.
        if due.get().is_some_and(|due| due <= utc_now().plus(Duration::from_millis(500))) {
            tell(Message::Due);
        }
    })
}

impl core::fmt::Debug for Live {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Live")
    }
}
