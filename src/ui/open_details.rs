//! Opening and closing a badge's details: click, tap, Enter, Space, Escape, a click elsewhere.
//!
//! The listeners are owned here and dropped with the badge; Yew's own handlers would keep its root
//! alive for good.

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event, EventTarget, HtmlElement, Node};

use super::action::Action;
use crate::{
    browser::{InView, copy_text, is_above, is_shadow_host, roots_of},
    poll::Attention,
};

/// The root of a badge that is drawn.
pub type Root = Element;

/// The root that a component drew.
pub(super) fn root_of(node: &yew::NodeRef) -> Option<Root> {
    node.cast()
}

/// Makes the document or shadow root that a badge lives in adopt its style sheet.
pub(super) fn adopt(root: &Root) {
    crate::browser::adopt_style_sheet(root, super::STYLE_SHEET);
}

/// Calls whenever a badge is looked at more or less.
pub(super) fn in_view_of(root: &Root, on_change: impl Fn(Attention) + 'static) -> InView {
    InView::new(root, on_change)
}

/// The listeners of one badge.
pub(super) struct Clicks {
    badge: Rc<Badge>,
    _on_click: EventListener,
    /// While the details are open: what is pressed anywhere on the page.
    while_open: RefCell<Vec<EventListener>>,
}

/// A badge that is drawn, and what to call with what a reader did in it.
struct Badge {
    root: Root,
    is_open: Cell<bool>,
    job: RefCell<String>,
    on_act: Rc<dyn Fn(Action)>,
}

impl Clicks {
    /// Listens on the badge's root.
    pub(super) fn new(root: &Root, on_act: Rc<dyn Fn(Action)>) -> Self {
        let badge = Rc::new(Badge {
            root: root.clone(),
            is_open: Cell::new(false),
            job: RefCell::default(),
            on_act,
        });
        let clicked = Rc::clone(&badge);
        let on_click = listen(root, "click", move |event| clicked.click(event));
        Self { badge, _on_click: on_click, while_open: RefCell::default() }
    }

    /// What is drawn now.
    pub(super) fn set(&self, is_open: bool, job: &str) {
        job.clone_into(&mut self.badge.job.borrow_mut());
        if is_open == self.badge.is_open.replace(is_open) {
            return;
        }
        let roots = if is_open { roots_of(&self.badge.root) } else { Vec::new() };
        let mut listeners = Vec::new();
        for root in &roots {
            let pressed = Rc::clone(&self.badge);
            listeners.push(listen(root, "pointerdown", move |event| pressed.press(event)));
        }
        if let Some(window) = roots.last() {
            let key = Rc::clone(&self.badge);
            listeners.push(listen(window, "keydown", move |event| key.key(event)));
        }
        let before = self.while_open.replace(listeners);
        drop(before);
    }
}

/// Listens while capturing, since a page's own listener may stop an event on its way.
fn listen(
    target: &EventTarget,
    name: &'static str,
    on_event: impl Fn(&Event) + 'static,
) -> EventListener {
    let options = EventListenerOptions {
        phase: gloo_events::EventListenerPhase::Capture,
        passive: name != "keydown",
    };
    EventListener::new_with_options(target, name, options, move |event| on_event(event))
}

impl Badge {
    fn click(self: &Rc<Self>, event: &Event) {
        match clicked(event).as_deref() {
            Some("refresh") => (self.on_act)(Action::Refresh),
            Some("copy") => self.copy(),
            Some("close") => self.close(),
            Some("details") if self.is_open.get() => self.close(),
            Some("details") => (self.on_act)(Action::Open(true)),
            _ => {}
        }
    }

    fn press(&self, event: &Event) {
        let path = event.composed_path();
        let target: Node = path.get(0).unchecked_into();
        // Outside a closed root its host stands for all that is inside; the listener inside decides.
        let is_hidden = target.is_object() && is_shadow_host(&self.root, &target);
        if !path.includes(&self.root, 0) && !is_hidden {
            (self.on_act)(Action::Open(false));
        }
    }

    fn key(&self, event: &Event) {
        // A browser that fills in a form dispatches such an event without a key.
        if Reflect::get(event, &"key".into()).is_ok_and(|key| key == "Escape")
            && !self.is_meant_for_another(event)
        {
            // One key closes one thing: not the dialog, too, that the badge is in.
            event.prevent_default();
            event.stop_propagation();
            self.close();
        }
    }

    /// Whether a key was pressed in what was opened above the badge.
    fn is_meant_for_another(&self, event: &Event) -> bool {
        let path = event.composed_path();
        // The window, which is no node, is alone in the path of its own events.
        path.get(1).is_object()
            && !path.includes(&self.root, 0)
            && is_above(&path.get(0).unchecked_into(), &self.root)
    }

    fn close(&self) {
        focus_on(&self.root, "[data-action=details]");
        (self.on_act)(Action::Open(false));
    }

    /// Copies the id. Where that does not work, the id is selected, for the reader's own keys.
    fn copy(self: &Rc<Self>) {
        let job = self.job.borrow().clone();
        let copied = copy_text(&job);
        let badge = Rc::clone(self);
        spawn_local(async move {
            let is_copied = copied.await;
            if !is_copied {
                badge.select_id();
            }
            (badge.on_act)(Action::Copied(is_copied));
        });
    }

    fn select_id(&self) {
        let id = self.root.query_selector(".id").ok().flatten();
        let selection = web_sys::window().and_then(|window| window.get_selection().ok()?);
        if let (Some(id), Some(selection)) = (id, selection) {
            let _ = selection.select_all_children(&id);
        }
    }
}

/// The action of the button that was clicked, or `details` for the badge's face, which opens as
/// well.
fn clicked(event: &Event) -> Option<String> {
    // Unchecked, since a node of a frame is no instance of this window's classes; `closest` throws,
    // and is caught, for what is no element.
    let target: Element = event.composed_path().get(0).unchecked_into();
    let found = target.closest("[data-action],.face").ok()??;
    Some(found.get_attribute("data-action").unwrap_or_else(|| "details".to_owned()))
}

/// Puts the details into the top layer and the focus into them. In a card they are part of it.
pub(crate) fn show_details(root: &Root) {
    let details = root.query_selector(".details").ok().flatten();
    let Some(details) = details.and_then(|details| details.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    if details.has_attribute("popover") {
        // It throws where it is shown already; then there is nothing to do.
        let _ = details.show_popover();
    }
    let _ = details.focus();
}

fn focus_on(root: &Element, selector: &str) {
    let found = root.query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
