//! The values of JavaScript that `JSON.parse` and other tabs give, as serde reads them.
//!
//! serde_wasm_bindgen's deserializer costs 6.9 KB (brotli) more of the package: it also reads what no
//! JSON has (`Map`, iterables, bytes, `BigInt`), and its errors bring the text of floats along.

use core::fmt;

use js_sys::{Array, Object};
use serde::{
    de::{
        self, Deserializer, IntoDeserializer, Visitor,
        value::{MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};
use wasm_bindgen::{JsCast, JsValue};

/// Reads a value and all that is in it. What is no JSON counts as null.
#[derive(Debug)]
pub struct JsDeserializer(pub JsValue);

impl<'de> Deserializer<'de> for JsDeserializer {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        let Self(value) = self;
        if let Some(text) = value.as_string() {
            visitor.visit_string(text)
        } else if let Some(number) = value.as_f64() {
            visitor.visit_f64(number)
        } else if let Some(flag) = value.as_bool() {
            visitor.visit_bool(flag)
        } else if let Some(list) = value.dyn_ref::<Array>() {
            visitor.visit_seq(SeqDeserializer::new(list.iter().map(Self)))
        } else if value.is_object() {
            let entries = Object::entries(value.unchecked_ref());
            visitor.visit_map(MapDeserializer::new(entries.iter().map(name_and_value)))
        } else {
            visitor.visit_unit()
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
    }
}

impl IntoDeserializer<'_, Unreadable> for JsDeserializer {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

fn name_and_value(entry: JsValue) -> (JsDeserializer, JsDeserializer) {
    let entry: Array = entry.unchecked_into();
    (JsDeserializer(entry.get(0)), JsDeserializer(entry.get(1)))
}

/// Why is not kept: no caller says it.
#[derive(Debug)]
pub struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unreadable")
    }
}

impl core::error::Error for Unreadable {}

impl de::Error for Unreadable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}
