//! A live badge, drawn in an element's shadow root.

use core::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement};
use yew::NodeRef;

use super::{callbacks::Callbacks, dom_root::DomRoot, events, shadow_root};
use crate::{
    badge::View,
    browser::adopt_style_sheet,
    ui::{BadgeSettings, LiveBadge, STYLE_SHEET, Update, badge_html, show_details},
};

/// How many milliseconds a badge waits for its first answer where there are many.
const FIRST_ANSWER: u32 = 750;

thread_local! {
    /// Badges that wait for their first answer, and what they then draw.
    static WAITING: RefCell<Vec<(Weak<MountedBadge>, Update)>> = const { RefCell::new(Vec::new()) };
}

/// A live badge, drawn in an element's shadow root.
pub(super) struct MountedBadge {
    callbacks: Rc<Callbacks>,
    container: Element,
    pub(super) badge: RefCell<LiveBadge>,
    dom: RefCell<DomRoot>,
}

impl MountedBadge {
    /// Starts a badge. `None` where another shadow root is in the way.
    pub(super) fn new(
        host: &HtmlElement,
        settings: BadgeSettings,
        callbacks: &Rc<Callbacks>,
    ) -> Option<Rc<Self>> {
        let container = shadow_root::add_container(host).ok()?;
        let mounted = Rc::new_cyclic(|mounted: &Weak<Self>| {
            let mounted = Weak::clone(mounted);
            let link = Rc::new(move |message| {
                if let Some(mounted) = mounted.upgrade() {
                    let update = mounted.badge.borrow_mut().update(message);
                    mounted.apply(update);
                }
            });
            Self {
                callbacks: Rc::clone(callbacks),
                badge: RefCell::new(LiveBadge::new(settings, link)),
                dom: RefCell::new(DomRoot::new(container.clone())),
                container,
            }
        });
        mounted.start();
        Some(mounted)
    }

    /// Takes new settings.
    pub(super) fn set(&self, settings: BadgeSettings) {
        let update = self.badge.borrow_mut().set(settings);
        self.apply(update);
    }

    /// Makes the root that the element is in now adopt the style sheet, and watches from its window.
    pub(super) fn take_place(&self) {
        adopt_style_sheet(&self.container, STYLE_SHEET);
        self.badge.borrow().moved();
    }

    /// Draws at the end of the task, after the source has sent its request there: the answer is on
    /// its way while a thousand badges are drawn. Of many badges, those of which nothing is known
    /// wait for their first answer, or all would be drawn twice.
    fn start(self: &Rc<Self>) {
        let update = self.badge.borrow_mut().start();
        let mounted = Rc::downgrade(self);
        if update.change.is_some() || self.badge.borrow().is_one_of_few() {
            spawn_local(async move {
                if let Some(mounted) = mounted.upgrade() {
                    mounted.apply(update);
                }
            });
            return;
        }
        let is_first = WAITING.with_borrow_mut(|waiting| {
            waiting.push((mounted, update));
            waiting.len() == 1
        });
        if is_first {
            Timeout::new(FIRST_ANSWER, draw_waiting).forget();
        }
    }

    /// Draws what looks different, and notifies the page of what changed. Nothing is borrowed while
    /// the page's own code runs.
    fn apply(&self, update: Update) {
        if let Some(view) = update.view {
            self.draw(&view);
        }
        if let Some(change) = update.change {
            let eta = self.badge.borrow().expected_end();
            let advice = || self.badge.borrow().advice();
            events::dispatch(&self.callbacks, &change, eta, advice);
        }
    }

    fn is_drawn(&self) -> bool {
        self.dom.borrow().is_rendered()
    }

    fn draw(&self, view: &View) {
        let html = badge_html(view, &NodeRef::default());
        let is_first = !self.is_drawn();
        let root = self.dom.borrow_mut().render(&html);
        if let Some(root) = root {
            if is_first {
                shadow_root::hide_children(&self.container);
            }
            let has_opened = self.badge.borrow_mut().rendered(view, &root);
            if has_opened {
                show_details(&root);
            }
        }
    }
}

fn draw_waiting() {
    for (mounted, update) in WAITING.take() {
        if let Some(mounted) = mounted.upgrade().filter(|mounted| !mounted.is_drawn()) {
            mounted.apply(update);
        }
    }
}
