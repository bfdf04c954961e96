//! Which API the attribute `provider` names, with the description that the class found for it.

use core::cell::RefCell;
use std::rc::Rc;

use crate::{
    browser::describe,
    provider::{Api, Unknown},
};

/// More descriptions than this are read anew each time.
const MOST: usize = 64;

struct Described {
    name: String,
    text: String,
    api: Api,
}

thread_local! {
    static READ: RefCell<Vec<Described>> = const { RefCell::new(Vec::new()) };
}

/// The API of this name. One without a description that is not built in is unknown, and a
/// description that cannot be used says why on the badge: neither asks anything.
pub(super) fn api(name: &str, description: Option<String>) -> Api {
    match (name, description) {
        (_, Some(text)) => described(name, text),
        ("ams-v2", None) => Api::AmsV2,
        ("json", None) => Api::Json,
        _ => Api::Unknown(Rc::new(Unknown::name(name))),
    }
}

/// A page may have a thousand badges of one description: it is read once.
fn described(name: &str, text: String) -> Api {
    READ.with_borrow_mut(|read| {
        let is_same = |known: &&Described| known.name == name && known.text == text;
        if let Some(known) = read.iter().find(is_same) {
            return known.api.clone();
        }
        let api = match describe(name, &text) {
            Ok(description) => Api::Described(Rc::new(description)),
            Err(error) => Api::Unknown(Rc::new(Unknown::refused(name, error.to_string()))),
        };
        if read.len() < MOST {
            read.push(Described { name: name.to_owned(), text, api: api.clone() });
        }
        api
    })
}
