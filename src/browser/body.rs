//! An answer's body, read no further than a limit, and kept on the browser's side: what is decoded
//! crosses into the wasm once, field by field.

use js_sys::{Array, Object, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, Response};

use super::property::{get, set};

/// The most bytes that are read of an answer, counted after the browser has unpacked it.
const MOST_BYTES: f64 = 8.0 * 1024.0 * 1024.0;

/// A whole body: a JavaScript string.
pub(super) struct Body(JsValue);

/// Why there is no body.
pub(super) enum Unread {
    /// More than 8 MiB.
    TooLarge,
    /// The connection broke, or the request was aborted.
    Broken,
}

impl Body {
    /// Reads a body. The exceptions on the way are dropped: they may quote a header.
    pub(super) async fn read(response: &Response) -> Result<Self, Unread> {
        let texts = Array::new();
        let (decoder, goes_on) = (TextDecoder::new(), Object::new());
        set(&goes_on, "stream", &JsValue::TRUE);
        if let Some(stream) = response.body() {
            // A page's own `fetch` may have begun to read it; asking for a reader would throw.
            if stream.locked() {
                return Err(Unread::Broken);
            }
            let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
            let mut total = 0.0;
            loop {
                let answer = JsFuture::from(reader.read()).await.map_err(|_| Unread::Broken)?;
                let Some(part) = part(&answer)? else { break };
                total += f64::from(part.length());
                if total > MOST_BYTES {
                    // The rest is not wanted. Whether the cancel succeeds does not matter, but a
                    // promise that nobody looks at would end up on the page's console.
                    drop(JsFuture::from(reader.cancel()));
                    return Err(Unread::TooLarge);
                }
                texts.push(&decoder.decode(&part, &goes_on));
            }
        }
        texts.push(&decoder.end());
        Ok(Self(texts.join("").into()))
    }

    /// The body as a JavaScript value, if it is JSON.
    pub(super) fn json(&self) -> Option<JsValue> {
        parse(&self.0).ok()
    }

    /// The body as text.
    pub(super) fn text(&self) -> Option<String> {
        self.0.as_string()
    }
}

#[wasm_bindgen]
extern "C" {
    /// From bytes to text, part by part. A blob would do it, too, by way of another process.
    type TextDecoder;

    #[wasm_bindgen(constructor)]
    fn new() -> TextDecoder;

    #[wasm_bindgen(method)]
    fn decode(this: &TextDecoder, part: &Uint8Array, options: &Object) -> JsValue;

    /// What is left of a text that was cut off.
    #[wasm_bindgen(method, js_name = decode)]
    fn end(this: &TextDecoder) -> JsValue;

    /// As [`js_sys::JSON::parse`], without a way through the wasm for the text.
    #[wasm_bindgen(catch, js_namespace = JSON)]
    fn parse(text: &JsValue) -> Result<JsValue, JsValue>;
}

/// What a reader answers with; `None` at the end.
fn part(answer: &JsValue) -> Result<Option<Uint8Array>, Unread> {
    let field = |name| get(answer, name).ok_or(Unread::Broken);
    if field("done")?.is_truthy() {
        return Ok(None);
    }
    field("value")?.dyn_into().map(Some).map_err(|_| Unread::Broken)
}
