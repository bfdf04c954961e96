//! How much a badge is looked at: one IntersectionObserver for the page.

use core::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Map};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

use super::whole::natural;
use crate::{job::Sorted, poll::Attention};

/// What is so near the edge counts as seen: it will be, in a moment.
const MARGIN: &str = "200px";

/// Tells whether anybody can see an element and how far from the middle of the viewport it is, from
/// the next frame on: whenever it comes or goes, not while it moves. Dropping it ends that.
#[must_use = "dropping it ends the watch"]
#[derive(Debug)]
pub struct InView {
    element: Element,
    id: u32,
}

type Tell = Rc<dyn Fn(Attention)>;

struct Watched {
    observer: IntersectionObserver,
    /// From element to id: comparing elements one by one would be a thousand times a thousand.
    ids: Map,
    tell: Sorted<u32, Tell>,
    next: u32,
    _call: Closure<dyn Fn(JsValue)>,
}

thread_local! {
    static WATCHED: RefCell<Option<Watched>> = const { RefCell::new(None) };
}

impl InView {
    /// Watches an element. A browser without observers never tells: all counts as seen.
    pub fn new(element: &Element, tell: impl Fn(Attention) + 'static) -> Self {
        let id = WATCHED.with(|watched| {
            let mut watched = watched.borrow_mut();
            if watched.is_none() {
                *watched = Watched::new();
            }
            watched.as_mut().map_or(0, |watched| watched.add(element, Rc::new(tell)))
        });
        Self { element: element.clone(), id }
    }
}

impl Drop for InView {
    fn drop(&mut self) {
        let ended = WATCHED.with(|watched| {
            let mut watched = watched.borrow_mut();
            let its = watched.as_mut()?;
            its.observer.unobserve(&self.element);
            its.ids.delete(&self.element);
            let tell = its.tell.remove(&self.id);
            let last = if its.tell.is_empty() { watched.take() } else { None };
            Some((tell, last))
        });
        drop(ended);
    }
}

impl Watched {
    fn new() -> Option<Self> {
        let call = Closure::<dyn Fn(JsValue)>::new(|entries: JsValue| see(entries.unchecked_ref()));
        let init = IntersectionObserverInit::new();
        init.set_root_margin(MARGIN);
        let callback = call.as_ref().unchecked_ref();
        let observer = IntersectionObserver::new_with_options(callback, &init).ok()?;
        Some(Self { observer, ids: Map::new(), tell: Sorted::new(), next: 0, _call: call })
    }

    fn add(&mut self, element: &Element, tell: Tell) -> u32 {
        self.next = self.next.wrapping_add(1);
        self.tell.insert(self.next, tell);
        self.ids.set(element, &JsValue::from_f64(f64::from(self.next)));
        self.observer.observe(element);
        self.next
    }
}

/// Tells those whose elements came or went. Nothing is borrowed while they are told.
fn see(entries: &Array) {
    let mut news: Vec<(Tell, Attention)> = Vec::new();
    WATCHED.with(|watched| {
        let watched = watched.borrow();
        let Some(watched) = &*watched else { return };
        for entry in entries.iter() {
            let entry: IntersectionObserverEntry = entry.unchecked_into();
            let id = natural(watched.ids.get(&entry.target()).as_f64().unwrap_or(0.0));
            if let Some(tell) = watched.tell.get(&id) {
                news.push((Rc::clone(tell), attention(&entry)));
            }
        }
    });
    for (tell, attention) in news {
        tell(attention);
    }
}

/// Both rectangles come with the entry: nothing is laid out to get them.
fn attention(entry: &IntersectionObserverEntry) -> Attention {
    if !entry.is_intersecting() {
        return Attention::Unseen;
    }
    // In a frame of another origin the viewport is not told.
    let Some(view) = entry.root_bounds() else { return Attention::default() };
    let its = entry.bounding_client_rect();
    let middle = |from: f64, size: f64| from + size / 2.0;
    let x = middle(its.x(), its.width()) - middle(view.x(), view.width());
    let y = middle(its.y(), its.height()) - middle(view.y(), view.height());
    Attention::Seen { distance: natural((x * x + y * y).sqrt()) }
}
