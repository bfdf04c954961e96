//! A Web Lock: of all tabs that want it, one has it, and a tab that goes away gives it back.

use core::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::AbortController;

use crate::browser::bindings::request_lock;

/// A lock that is waited for, and then held. Dropping it gives it back, or ends the wait.
#[must_use = "dropping it gives it back"]
pub(super) struct Lock {
    wait: AbortController,
    release: Rc<RefCell<Option<Function>>>,
    _granted: Closure<dyn Fn() -> Promise>,
}

impl Lock {
    /// Whether there are Web Locks: not in old browsers, and not on an insecure page.
    pub(super) fn is_supported() -> bool {
        let navigator = web_sys::window().map(|window| window.navigator());
        navigator.is_some_and(|navigator| {
            Reflect::get(&navigator, &"locks".into()).is_ok_and(|locks| locks.is_object())
        })
    }

    /// Waits for the lock of this name. `None` where there are no Web Locks.
    pub(super) fn request(name: &str, on_granted: Box<dyn Fn()>) -> Option<Self> {
        let wait = AbortController::new().ok()?;
        let release: Rc<RefCell<Option<Function>>> = Rc::default();
        let granted = {
            let release = Rc::clone(&release);
            Closure::<dyn Fn() -> Promise>::new(move || {
                // It is held until this is resolved.
                let held = Promise::new(&mut |resolve, _| {
                    release.replace(Some(resolve));
                });
                on_granted();
                held
            })
        };
        let options = Object::new();
        Reflect::set(&options, &"signal".into(), &wait.signal()).ok()?;
        let ended = request_lock(name, &options, granted.as_ref().unchecked_ref()).ok()?;
        // Ending the wait rejects it, and a rejection that nobody looks at is written to the page's
        // console.
        spawn_local(async move {
            let _ = JsFuture::from(Promise::resolve(&ended)).await;
        });
        Some(Self { wait, release, _granted: granted })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.wait.abort();
        let release = self.release.take();
        if let Some(release) = release {
            // It only throws when it is no function.
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}
