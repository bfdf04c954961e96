//! An answer's body, read no further than a limit, and kept on the browser's side: what is decoded
//! crosses into the wasm once, field by field.

use js_sys::{JsString, Object, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{ReadableStream, ReadableStreamDefaultReader};

use super::{
    promise::then,
    property::{get, is, set},
};

/// The most bytes that are read of an answer, counted after the browser has unpacked it.
const MOST_BYTES: u32 = 8 * 1024 * 1024;

/// A whole body: a JavaScript string.
pub(super) struct Body(JsString);

/// Why there is no body.
pub(super) enum Unread {
    /// More than 8 MiB.
    TooLarge,
    /// The connection broke, or the request was aborted.
    Broken,
}

impl Body {
    /// Reads a body. The exceptions on the way are dropped: they may quote a header.
    pub(super) fn read(response: &JsValue, take: impl FnOnce(Result<Self, Unread>) + 'static) {
        let text = JsString::from("");
        let Some(stream) = get(response, "body").filter(|stream| stream.is_object()) else {
            return take(Ok(Self(text)));
        };
        // A page's own `fetch` may have begun to read it; asking for a reader would throw.
        if is(&stream, "locked") {
            return take(Err(Unread::Broken));
        }
        let reader = stream.unchecked_ref::<ReadableStream>().get_reader().unchecked_into();
        let decoder = TextDecoder::new();
        Reading { reader, decoder, text, bytes: 0, take: Box::new(take) }.go_on();
    }

    /// The body as a JavaScript value, if it is JSON.
    pub(super) fn json(&self) -> Option<JsValue> {
        parse(&self.0).ok()
    }

    /// The body as text.
    pub(super) fn text(&self) -> String {
        self.0.as_string().unwrap_or_default()
    }
}

/// A body of which a part has come.
struct Reading {
    reader: ReadableStreamDefaultReader,
    decoder: TextDecoder,
    text: JsString,
    bytes: u32,
    take: Box<dyn FnOnce(Result<Body, Unread>)>,
}

impl Reading {
    fn go_on(self) {
        then(&self.reader.read(), |answer| self.take_part(&answer));
    }

    fn take_part(mut self, answer: &JsValue) {
        if is(answer, "done") {
            let text =
                self.text.concat(&self.decoder.decode(&JsValue::UNDEFINED, &JsValue::UNDEFINED));
            return (self.take)(Ok(Body(text)));
        }
        let part = get(answer, "value").and_then(|part| part.dyn_into::<Uint8Array>().ok());
        let Some(part) = part else {
            return (self.take)(Err(Unread::Broken));
        };
        self.bytes = self.bytes.saturating_add(part.length());
        if self.bytes > MOST_BYTES {
            // The rest is not wanted. Whether the cancel succeeds does not matter, but a promise
            // that nobody looks at would end up on the page's console.
            then(&self.reader.cancel(), drop);
            return (self.take)(Err(Unread::TooLarge));
        }
        let goes_on = Object::new();
        set(&goes_on, "stream", &JsValue::TRUE);
        self.text = self.text.concat(&self.decoder.decode(&part, &goes_on));
        self.go_on();
    }
}

#[wasm_bindgen]
extern "C" {
    /// From bytes to text, part by part. A blob would do it, too, by way of another process.
    type TextDecoder;

    #[wasm_bindgen(constructor)]
    fn new() -> TextDecoder;

    /// Without a part: what is left of a text that was cut off.
    #[wasm_bindgen(method)]
    fn decode(this: &TextDecoder, part: &JsValue, options: &JsValue) -> JsValue;

    /// As [`js_sys::JSON::parse`], without a way through the wasm for the text.
    #[wasm_bindgen(catch, js_namespace = JSON)]
    fn parse(text: &JsValue) -> Result<JsValue, JsValue>;
}
