//! Descriptions as JSON texts: the browser parses them, and where there is none `serde_json`.

use crate::provider::{Description, DescriptionError};

/// Reads the description of an API from its JSON text, under this name.
///
/// # Errors
/// Where it breaks the grammar, and how; or that it is no JSON.
pub fn describe(name: &str, text: &str) -> Result<Description, DescriptionError> {
    #[cfg(target_arch = "wasm32")]
    {
        // What is no JSON is undefined, which no description is.
        let json = super::bindings::parse_json(&text.into()).unwrap_or_default();
        Description::read(name, super::js_deserializer::JsDeserializer(json))
    }
    #[cfg(not(target_arch = "wasm32"))]
    Description::read(name, &mut serde_json::Deserializer::from_str(text))
}
