//! The hook behind buttons that copy a text: it copies, and says what came of it.

use job_badge::browser::copy_text;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Copies texts and says what came of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Copying {
    outcome: UseStateHandle<AttrValue>,
}

/// What was copied last is said until `of` is another.
#[hook]
pub(super) fn use_copying<T: PartialEq + 'static>(of: T) -> Copying {
    let outcome = use_state_eq(AttrValue::default);
    {
        let outcome = outcome.clone();
        use_effect_with(of, move |_| outcome.set(AttrValue::default()));
    }
    Copying { outcome }
}

impl Copying {
    /// What came of it.
    pub(super) fn outcome(&self) -> AttrValue {
        (*self.outcome).clone()
    }

    /// Copies a text when it is called, and then says this.
    pub(super) fn copy(&self, said: impl Into<AttrValue>, text: String) -> Callback<MouseEvent> {
        let (outcome, said) = (self.outcome.clone(), said.into());
        Callback::from(move |_: MouseEvent| {
            let (outcome, said, copied) = (outcome.clone(), said.clone(), copy_text(&text));
            spawn_local(async move {
                outcome.set(if copied.await {
                    said
                } else {
                    "The browser does not let this page copy: select the text.".into()
                });
            });
        })
    }
}
