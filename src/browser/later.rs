//! Code that the npm package loads when it is first needed: parts of the wasm with files of their
//! own, which few pages use. `xtask/src/package/split` says what is in them.
//!
//! Everywhere else (a Yew app, a test) nobody sets a loader, and all of the code is there from the
//! start.

use core::cell::{Cell, RefCell};

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// A part of the wasm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Later {
    /// What a badge shows when it is opened.
    Details = 1,
    /// What tabs say to each other.
    Tabs = 2,
}

thread_local! {
    static LOADER: RefCell<Option<Function>> = const { RefCell::new(None) };
    /// A bit for each part that is there.
    static THERE: Cell<u8> = const { Cell::new(0) };
}

/// Loads parts through this from now on: a part's name in, a promise out that is fulfilled when the
/// part is there.
pub fn load_through(loader: Function) {
    LOADER.set(Some(loader));
}

impl Later {
    const fn name(self) -> &'static str {
        match self {
            Self::Details => "details",
            Self::Tabs => "tabs",
        }
    }

    /// Whether its functions can be called. Where they cannot yet, it is loaded, and `then` is
    /// called once they can; never, if it cannot be loaded.
    pub fn is_there(self, then: impl FnOnce() + 'static) -> bool {
        let part = self as u8;
        let loader = LOADER.with_borrow(Clone::clone);
        let Some(loader) = loader.filter(|_| THERE.get() & part == 0) else { return true };
        let loaded = loader.call1(&JsValue::UNDEFINED, &JsValue::from_str(self.name()));
        spawn_local(async move {
            let Ok(loaded) = loaded else { return };
            if JsFuture::from(Promise::resolve(&loaded)).await.is_ok() {
                THERE.set(THERE.get() | part);
                then();
            }
        });
        false
    }
}
