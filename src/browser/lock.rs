//! A Web Lock: of all tabs that want it, one has it, and a tab that goes away gives it back.

use core::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise};
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::AbortController;

use super::{
    promise::then,
    property::{get, of_page, set},
};

#[wasm_bindgen]
extern "C" {
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(
        this: &LockManager,
        name: &str,
        options: &Object,
        granted: &Function,
    ) -> Result<Promise, JsValue>;
}

/// A lock that is waited for, and then held. Dropping it gives it back, or ends the wait.
#[must_use = "dropping it gives it back"]
pub(super) struct Lock {
    wait: AbortController,
    held: Rc<RefCell<Option<Function>>>,
    _granted: Closure<dyn Fn() -> Promise>,
}

impl Lock {
    /// The browser's Web Locks, where it has them.
    pub(super) fn there_are() -> Option<JsValue> {
        let locks = of_page(&["navigator", "locks"])?;
        (!locks.is_undefined()).then_some(locks)
    }

    /// Waits for the lock of this name. `None` where there are no Web Locks: in old browsers, and
    /// on an insecure page.
    pub(super) fn request(name: &str, on_granted: Box<dyn Fn()>) -> Option<Self> {
        let locks = Self::there_are()?;
        let wait = AbortController::new().ok()?;
        let held: Rc<RefCell<Option<Function>>> = Rc::default();
        let granted = {
            let held = Rc::clone(&held);
            Closure::<dyn Fn() -> Promise>::new(move || {
                // It is held until this is settled.
                let until = Promise::new(&mut |release, _| {
                    held.replace(Some(release));
                });
                on_granted();
                until
            })
        };
        let options = Object::new();
        set(&options, "signal", &get(&wait, "signal").unwrap_or(JsValue::UNDEFINED));
        let asked = locks
            .unchecked_ref::<LockManager>()
            .request(name, &options, granted.as_ref().unchecked_ref())
            .ok()?;
        // Ending the wait rejects it, and a promise that nobody looks at would end up on the page's
        // console.
        then(&asked, drop);
        Some(Self { wait, held, _granted: granted })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.wait.abort();
        let held = self.held.take();
        if let Some(release) = held {
            // It only throws when it is no function.
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}
