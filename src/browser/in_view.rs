//! How much a badge is looked at: one IntersectionObserver for the page.

use core::cell::RefCell;

use js_sys::{Array, Function, Map, Object};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, IntersectionObserver};

use super::{
    property::{get, is, number, set_texts},
    whole::natural,
};
use crate::poll::Attention;

/// What is so near the edge counts as seen: it will be, in a moment.
const MARGIN: &str = "200px";

/// Tells whether anybody can see an element and how far from the middle of the viewport it is, from
/// the next frame on: whenever it comes or goes, not while it moves. Dropping it ends that.
#[must_use = "dropping it ends the watch"]
#[derive(Debug)]
pub struct InView {
    element: Element,
    _tell: Closure<dyn Fn(JsValue)>,
}

struct Watched {
    observer: IntersectionObserver,
    /// From element to who is told: comparing elements one by one would be a thousand times a
    /// thousand.
    tells: Map,
    _call: Closure<dyn Fn(JsValue)>,
}

thread_local! {
    static WATCHED: RefCell<Option<Watched>> = const { RefCell::new(None) };
}

impl InView {
    /// Watches an element. A browser without observers never tells: all counts as seen.
    pub fn new(element: &Element, tell: impl Fn(Attention) + 'static) -> Self {
        let tell = Closure::<dyn Fn(JsValue)>::new(move |entry| tell(attention(&entry)));
        WATCHED.with_borrow_mut(|watched| {
            if watched.is_none() {
                *watched = Watched::new();
            }
            if let Some(watched) = watched {
                watched.tells.set(element, tell.as_ref());
                watched.observer.observe(element);
            }
        });
        Self { element: element.clone(), _tell: tell }
    }
}

impl Drop for InView {
    fn drop(&mut self) {
        let last = WATCHED.with_borrow_mut(|watched| {
            let its = watched.as_mut()?;
            its.observer.unobserve(&self.element);
            its.tells.delete(&self.element);
            if its.tells.size() == 0 { watched.take() } else { None }
        });
        drop(last);
    }
}

impl Watched {
    fn new() -> Option<Self> {
        let call = Closure::<dyn Fn(JsValue)>::new(|entries: JsValue| see(entries.unchecked_ref()));
        let init = Object::new();
        set_texts(&init, &[("rootMargin", MARGIN)]);
        let callback = call.as_ref().unchecked_ref();
        let observer =
            IntersectionObserver::new_with_options(callback, init.unchecked_ref()).ok()?;
        Some(Self { observer, tells: Map::new(), _call: call })
    }
}

/// Tells those whose elements came or went. Nothing is borrowed while they are told, and who went
/// meanwhile is told nothing.
fn see(entries: &Array) {
    let Some(tells) = WATCHED.with_borrow(|watched| Some(watched.as_ref()?.tells.clone())) else {
        return;
    };
    for entry in entries.iter() {
        let target = get(&entry, "target").unwrap_or(JsValue::UNDEFINED);
        if let Ok(tell) = tells.get(&target).dyn_into::<Function>() {
            let _ = tell.call1(&JsValue::UNDEFINED, &entry);
        }
    }
}

/// Both rectangles come with the entry: nothing is laid out to get them.
fn attention(entry: &JsValue) -> Attention {
    if !is(entry, "isIntersecting") {
        return Attention::Unseen;
    }
    let (Some(its), Some(view)) = (get(entry, "boundingClientRect"), get(entry, "rootBounds"))
    else {
        return Attention::default();
    };
    let from_middle = |start: &str, size: &str| {
        let middle = |of: &JsValue| number(of, start) + number(of, size) / 2.0;
        middle(&its) - middle(&view)
    };
    let (x, y) = (from_middle("x", "width"), from_middle("y", "height"));
    // In a frame of another origin the viewport is not told: then it is not a number, and 0.
    Attention::Seen { distance: natural((x * x + y * y).sqrt()) }
}
