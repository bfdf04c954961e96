//! Draws the face for `paint.js`: as one text, so that a badge that looks as before costs nothing,
//! and one that does not is one call.
//!
//! The element shares every line of the face with the Yew component, but not Yew's scheduler,
//! component life cycle and event delegation: 25 KB (brotli) that a page with one tag need not
//! load.

use js_sys::Promise;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use web_sys::{Element, HtmlElement};

use crate::{job::around, ui::Ink};

#[wasm_bindgen(module = "/src/element/paint.js")]
extern "C" {
    /// Draws strokes in a room, over what was drawn there before. The first element in it.
    pub(super) fn paint(room: &Element, strokes: &str) -> Option<Element>;

    /// An empty room in an element's shadow root, in place of what was there. The element's own
    /// children are shown until something is drawn in it.
    #[wasm_bindgen(catch)]
    pub(super) fn room(host: &HtmlElement) -> Result<Element, JsValue>;

    /// A promise that is kept three quarters of a second after the first who asked for it.
    #[wasm_bindgen(catch, js_name = inAMoment)]
    pub(super) fn in_a_moment() -> Result<Promise, JsValue>;

    /// Shows an element's own children again.
    #[wasm_bindgen(catch)]
    pub(super) fn leave(host: &HtmlElement) -> Result<(), JsValue>;
}

/// Strokes: for each a sign, what it says, and a NUL. `<` begins an element and `>` ends it, `=` sets
/// an attribute (`name=value`), `-` takes one away, `'` is a text.
#[derive(Default)]
pub(super) struct Strokes(String);

impl Strokes {
    /// All of them.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// What tells them from others: 64 bits (FNV-1a). A copy would be a kilobyte for each badge, and
    /// two that differ look alike once in 2^64.
    pub(super) fn fingerprint(&self) -> u64 {
        self.0.bytes().fold(0xcbf2_9ce4_8422_2325, |print, byte| {
            (print ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    }

    fn push(&mut self, sign: char, said: &[&str]) {
        self.0.push(sign);
        for mut text in said.iter().copied() {
            // A name that a service gives may hold anything, but no stroke of its own.
            while let Some((before, after)) = around(text, "\0") {
                self.0.push_str(before);
                text = after;
            }
            self.0.push_str(text);
        }
        self.0.push('\0');
    }
}

impl Ink for Strokes {
    fn open(&mut self, what: &'static str) {
        self.push('<', &[what]);
    }

    fn set(&mut self, name: &'static str, value: Option<&str>) {
        match value {
            Some(value) => self.push('=', &[name, "=", value]),
            None => self.push('-', &[name]),
        }
    }

    fn text(&mut self, text: &str) {
        self.push('\'', &[text]);
    }

    fn close(&mut self) {
        self.push('>', &[]);
    }
}
