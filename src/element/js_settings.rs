//! The settings of an element as the class passes them: a plain object of its own making, with a text
//! for each attribute that is there, and `token`, `tokenProvider` and `words`.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::{browser::Credential, provider::Auth};

pub(super) struct JsSettings<'a>(pub(super) &'a JsValue);

impl JsSettings<'_> {
    /// What stands under a name; undefined where there is nothing.
    pub(super) fn get(&self, name: &str) -> JsValue {
        Reflect::get(self.0, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
    }

    /// A text.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.get(name).as_string()
    }

    /// How it signs in; where by a token, the token and who is asked for a new one.
    pub(super) fn credential(&self, auth: Auth) -> Credential {
        match auth {
            Auth::Bearer => {}
            Auth::Cookie => return Credential::cookie(),
            Auth::None => return Credential::public(),
        }
        let provider = self.get("tokenProvider").dyn_into::<Function>().ok();
        let credential = provider.map_or_else(Credential::none, Credential::script);
        match self.text("token") {
            Some(token) => credential.and_token(&token),
            None => credential,
        }
    }
}
