//! A live region that speaks when typing pauses, not at each key.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// How long nothing is typed before it speaks.
const PAUSE: u32 = 700;

/// Properties of [`Spoken`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct SpokenProps {
    /// What is to be said.
    pub text: AttrValue,
}

/// The live region.
#[component]
pub(super) fn Spoken(props: &SpokenProps) -> Html {
    let said = use_state_eq(AttrValue::default);
    {
        let said = said.clone();
        // What stands there when the page opens is not news.
        let is_first = use_mut_ref(|| true);
        use_effect_with(props.text.clone(), move |text| {
            let is_news = !is_first.replace(false);
            let text = text.clone();
            let timeout = is_news.then(|| Timeout::new(PAUSE, move || said.set(text)));
            move || drop(timeout)
        });
    }
    html! { <p class="hidden" role="status">{ (*said).clone() }</p> }
}
