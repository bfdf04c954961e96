//! Opening and closing a badge's details: click, tap, Enter, Space, Escape, a click elsewhere.
//!
//! The listeners are owned here and dropped with the badge; Yew's own handlers would keep its root
//! alive for good. What is shown at first is what is known already.

use core::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget, HtmlElement, KeyboardEvent, Window};

use super::action::Action;
use crate::{
    browser::{InView, Listener, of_page},
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

/// Tells how much a badge is looked at.
pub(super) fn in_view_of(root: &Root, tell: impl Fn(Attention) + 'static) -> InView {
    InView::new(root, tell)
}

/// The listeners of one badge.
pub(super) struct Clicks {
    latest: Latest,
    _listener: Listener,
}

/// Whether the details are open, and the job's id.
type Latest = Rc<RefCell<(bool, String)>>;

impl Clicks {
    /// Listens on the badge's root.
    pub(super) fn new(root: &Root, on_act: Rc<dyn Fn(Action)>) -> Option<Self> {
        let latest = Latest::default();
        let listener = listen(root.clone(), Rc::clone(&latest), on_act)?;
        Some(Self { latest, _listener: listener })
    }

    /// What is so now.
    pub(super) fn set(&self, is_open: bool, job: &str) {
        self.latest.replace((is_open, job.to_owned()));
    }
}

fn listen(root: Root, latest: Latest, on_act: Rc<dyn Fn(Action)>) -> Option<Listener> {
    let document = root.owner_document()?;
    let (root_target, page): (EventTarget, EventTarget) =
        (root.clone().into(), document.unchecked_into());
    let on = vec![(root_target, "click"), (page.clone(), "pointerdown"), (page, "keydown")];
    Some(Listener::new(on, move |event: Event| {
        let (is_open, job) = latest.borrow().clone();
        let clicked = crate::browser::clicked(&event);
        let clicked = clicked.as_deref();
        let act = match clicked {
            Some("refresh") => Some(Action::Refresh),
            _ if is_open => react(&root, &job, &event, clicked),
            Some("details") => Some(Action::Open(true)),
            _ => None,
        };
        if let Some(act) = act {
            on_act(act);
        }
    }))
}

/// What a reader did while the details are open: [`Later::Details`](crate::browser::Later) is there.
#[inline(never)]
fn react(root: &Root, job: &str, event: &Event, clicked: Option<&str>) -> Option<Action> {
    let escape = || event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape");
    match (event.type_().as_str(), clicked) {
        ("keydown", _) if escape() => {}
        ("pointerdown", _) if !event.composed_path().includes(root, 0) => {
            return Some(Action::Open(false));
        }
        (_, Some("details" | "close")) => {}
        (_, Some("copy")) => return Some(Action::Copied(copy(root, job))),
        _ => return None,
    }
    focus_on(root, "[data-action=details]");
    Some(Action::Open(false))
}

/// Puts the details into the top layer and the focus into them. In a card they are part of it.
#[inline(never)]
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

/// Copies the id. On an insecure page there is no clipboard: then the id is selected, for the
/// reader's own keys.
fn copy(root: &Element, job: &str) -> bool {
    let clipboard = of_page(&["navigator", "clipboard"]);
    if let Some(clipboard) = clipboard.as_ref().and_then(|it| it.dyn_ref::<web_sys::Clipboard>()) {
        let _ = clipboard.write_text(job);
        return true;
    }
    let id = root.query_selector(".id").ok().flatten();
    let window = of_page(&[]).map(JsCast::unchecked_into::<Window>);
    let selection = window.and_then(|window| window.get_selection().ok().flatten());
    if let (Some(id), Some(selection)) = (id, selection) {
        let _ = selection.select_all_children(&id);
    }
    false
}
