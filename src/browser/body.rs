//! An answer's body, read no further than a limit, and kept on the browser's side: what is decoded
//! crosses into the wasm once, field by field.

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStreamDefaultReader, Response};

/// The most bytes that are read of an answer, counted after the browser has unpacked it.
const MOST_BYTES: f64 = 8.0 * 1024.0 * 1024.0;

/// A whole body.
pub(super) struct Body(Blob);

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
        let parts = Array::new();
        if let Some(stream) = response.body() {
            // A page's own `fetch` may have begun to read it; asking for a reader would throw.
            if stream.locked() {
                return Err(Unread::Broken);
            }
            let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
            let mut total = 0.0;
            while let Some(part) = next_part(&reader).await? {
                total += f64::from(part.length());
                if total > MOST_BYTES {
                    // The rest is not wanted. Whether the cancel succeeds does not matter, but a
                    // promise that nobody looks at would end up on the page's console.
                    drop(JsFuture::from(reader.cancel()));
                    return Err(Unread::TooLarge);
                }
                parts.push(&part);
            }
        }
        Blob::new_with_u8_array_sequence(&parts).map(Self).map_err(|_| Unread::Broken)
    }

    /// The body as a JavaScript value, if it is JSON.
    pub(super) async fn json(&self) -> Option<JsValue> {
        JsFuture::from(self.response()?.json().ok()?).await.ok()
    }

    /// The body as text.
    pub(super) async fn text(&self) -> Option<String> {
        JsFuture::from(self.response()?.text().ok()?).await.ok()?.as_string()
    }

    /// A blob has no decoder of its own for JSON; a response made from it has.
    fn response(&self) -> Option<Response> {
        Response::new_with_opt_blob(Some(&self.0)).ok()
    }
}

async fn next_part(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, Unread> {
    let part = JsFuture::from(reader.read()).await.map_err(|_| Unread::Broken)?;
    let field = |name| Reflect::get(&part, &JsValue::from_str(name)).map_err(|_| Unread::Broken);
    if field("done")?.is_truthy() {
        return Ok(None);
    }
    field("value")?.dyn_into().map(Some).map_err(|_| Unread::Broken)
}
