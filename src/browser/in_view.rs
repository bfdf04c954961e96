//! Whether somebody can see a badge, by one `IntersectionObserver` for the page. What follows from it
//! is the poller's to decide.

use core::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Map, Object, Reflect};
use litemap::LiteMap;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, IntersectionObserverEntry};

use super::bindings::IntersectionObserver;
use crate::poll::Attention;

/// What is so near the edge of the viewport counts as seen, since it will be, in a moment.
const MARGIN: &str = "200px";

type OnChange = Rc<dyn Fn(Attention)>;

struct Observed {
    observer: IntersectionObserver,
    /// The numbers of the elements.
    ids: Map,
    on_change: LiteMap<u32, OnChange>,
    next: u32,
    _callback: Closure<dyn Fn(Array)>,
}

thread_local! {
    /// `None` in a browser without observers.
    static OBSERVED: Option<RefCell<Observed>> = Observed::new().map(RefCell::new);
}

/// Calls with whether anybody can see an element and how far from the middle of the viewport it is,
/// from the next frame on: whenever it comes or goes, not while it moves. Dropping it ends that.
#[must_use = "dropping it ends the watch"]
#[derive(Debug)]
pub struct InView {
    element: Element,
    id: u32,
}

impl InView {
    /// Watches an element. A browser without observers never calls, and all counts as seen.
    pub fn new(element: &Element, on_change: impl Fn(Attention) + 'static) -> Self {
        let id = with(|observed| observed.insert(element, Rc::new(on_change))).unwrap_or_default();
        if let Some(observer) = with(|observed| observed.observer.clone()) {
            // Where it throws, the element counts as seen.
            let _ = observer.observe(element);
        }
        Self { element: element.clone(), id }
    }
}

impl Drop for InView {
    fn drop(&mut self) {
        let removed = with(|observed| {
            observed.ids.delete(&self.element);
            (observed.on_change.remove(&self.id), observed.observer.clone())
        });
        if let Some((on_change, observer)) = removed {
            let _ = observer.unobserve(&self.element);
            drop(on_change);
        }
    }
}

impl Observed {
    fn new() -> Option<Self> {
        let callback = Closure::<dyn Fn(Array)>::new(|entries: Array| {
            for entry in entries {
                changed(entry.unchecked_ref());
            }
        });
        let options = Object::new();
        Reflect::set(&options, &"rootMargin".into(), &MARGIN.into()).ok()?;
        let observer =
            IntersectionObserver::new(callback.as_ref().unchecked_ref(), &options).ok()?;
        Some(Self {
            observer,
            ids: Map::new(),
            on_change: LiteMap::new(),
            next: 0,
            _callback: callback,
        })
    }

    fn insert(&mut self, element: &Element, on_change: OnChange) -> u32 {
        let id = self.next;
        self.next = id.wrapping_add(1);
        self.ids.set(element, &id.into());
        self.on_change.insert(id, on_change);
        id
    }

    fn on_change(&self, element: &JsValue) -> Option<OnChange> {
        let id = self.ids.get(element).as_f64()?;
        // It is one of ours.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        self.on_change.get(&(id as u32)).cloned()
    }
}

fn with<T>(call: impl FnOnce(&mut Observed) -> T) -> Option<T> {
    OBSERVED.with(|observed| observed.as_ref().map(|observed| call(&mut observed.borrow_mut())))
}

fn changed(entry: &IntersectionObserverEntry) {
    let on_change = with(|observed| observed.on_change(&entry.target())).flatten();
    if let Some(on_change) = on_change {
        on_change(attention(entry));
    }
}

fn attention(entry: &IntersectionObserverEntry) -> Attention {
    if !entry.is_intersecting() {
        return Attention::Unseen;
    }
    // A frame of another origin is not given the viewport. Nothing is laid out to get these.
    let Some(viewport) = entry.root_bounds() else { return Attention::Seen { distance: 0 } };
    let rect = entry.bounding_client_rect();
    let x = rect.x() + rect.width() / 2.0 - viewport.x() - viewport.width() / 2.0;
    let y = rect.y() + rect.height() / 2.0 - viewport.y() - viewport.height() / 2.0;
    // The cast saturates.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    Attention::Seen { distance: (x * x + y * y).sqrt() as u32 }
}
