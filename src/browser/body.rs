//! An answer's body as text, read as a stream and no further than a limit. The text stays on the
//! browser's side, where it becomes JSON.

use js_sys::{JsString, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ReadableStream, ReadableStreamDefaultReader, ReadableStreamReadResult};

use super::bindings::TextDecoder;

/// The most bytes that are read of an answer, counted after the browser has unpacked it.
const MAX_BYTES: u32 = 8 * 1024 * 1024;

/// Why a body could not be read to its end.
pub(super) enum BodyError {
    /// It has more than [`MAX_BYTES`].
    TooLong,
    /// The connection broke, or a page's own `fetch` has begun to read it.
    Broken,
}

impl From<JsValue> for BodyError {
    fn from(_: JsValue) -> Self {
        Self::Broken
    }
}

/// Reads a body as UTF-8. (`Response.text` cannot be stopped, and a `Blob` would be read by way of
/// another process.)
pub(super) async fn read_text(body: Option<ReadableStream>) -> Result<JsString, BodyError> {
    let mut text = JsString::from("");
    let Some(body) = body else { return Ok(text) };
    let reader = ReadableStreamDefaultReader::new(&body)?;
    let decoder = TextDecoder::new()?;
    let more_follows = Object::new();
    Reflect::set(&more_follows, &"stream".into(), &true.into())?;
    let mut bytes = 0_u32;
    loop {
        let result = JsFuture::from(reader.read()).await?;
        let result: ReadableStreamReadResult = result.unchecked_into();
        if result.get_done() == Some(true) {
            let rest = decoder.decode(&JsValue::UNDEFINED, &Object::new())?;
            return Ok(text.concat(&rest));
        }
        let chunk: Uint8Array = result.get_value().dyn_into()?;
        bytes = bytes.saturating_add(chunk.length());
        if bytes > MAX_BYTES {
            let canceled = reader.cancel();
            spawn_local(ignore(canceled));
            return Err(BodyError::TooLong);
        }
        let more = decoder.decode(&chunk, &more_follows)?;
        text = text.concat(&more);
    }
}

/// Waits for a promise whose outcome does not matter: nobody else would look at its rejection, which
/// the browser then writes to the console.
pub(super) async fn ignore(promise: Promise) {
    let _ = JsFuture::from(promise).await;
}
