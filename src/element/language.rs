//! The words and the tag of the language that holds for an element. The class loads the files; they
//! are read once for the page and shared by its badges.

use core::cell::RefCell;

use js_sys::{Array, Object};
use wasm_bindgen::{JsCast, JsValue};

use super::callbacks::Callbacks;
use crate::badge::{Language, Words};

thread_local! {
    static LOADED: RefCell<Vec<(Language, Words)>> = const { RefCell::new(Vec::new()) };
}

/// For a language tag of the page: the words, and the tag that numbers and times go by. English,
/// both of them, until the language's file is there.
pub(super) fn words_in(tag: &str, callbacks: &Callbacks) -> (Words, String) {
    let language = Language::of(tag);
    let words = match language {
        Language::English => Some(Words::default()),
        language => loaded(language, callbacks),
    };
    match words {
        Some(words) => (words, language.locale(tag).to_owned()),
        None => (Words::default(), Language::English.tag().to_owned()),
    }
}

fn loaded(language: Language, callbacks: &Callbacks) -> Option<Words> {
    LOADED.with_borrow_mut(|loaded| {
        if let Some((_, words)) = loaded.iter().find(|(known, _)| *known == language) {
            return Some(words.clone());
        }
        let file = callbacks.texts_of(language.tag());
        file.is_object().then(|| {
            let words = words_from(&file);
            loaded.push((language, words.clone()));
            words
        })
    })
}

/// Phrases by key, from a plain object; none from anything else.
pub(super) fn words_from(object: &JsValue) -> Words {
    let Some(object) = object.dyn_ref::<Object>() else { return Words::default() };
    Words::new(Object::entries(object).into_iter().filter_map(|entry| {
        let entry: Array = entry.dyn_into().ok()?;
        Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
    }))
}
