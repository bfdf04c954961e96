//! The playground: a living badge, what can be chosen of it, and the code that makes it elsewhere.

mod canvas;
mod code;
mod inspector;
mod segments;

use core::time::Duration;

use job_badge::{
    browser::{Credential, Share, Source},
    provider::Api,
};
use yew::prelude::*;

use self::{canvas::Canvas, code::Code, inspector::Inspector};
use super::{
    in_page::{InPage, mint_token, now},
    playground::{Fault, PlaygroundQuery, job_api},
    route::{Query, Route, View},
};

/// From one request of the badge to the next: nobody wants to wait long for what was chosen.
const INTERVAL: Duration = Duration::from_secs(1);

/// Properties of [`PlaygroundView`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct PlaygroundViewProps {
    /// The APIs in the page.
    pub in_page: InPage,
    /// What the address says.
    pub query: Query,
    /// Changes the address.
    pub change: Callback<Route>,
}

/// The view.
#[component]
pub(super) fn PlaygroundView(props: &PlaygroundViewProps) -> Html {
    let query = use_memo(props.query.clone(), PlaygroundQuery::read);
    let turn = use_state_eq(|| 0_u32);
    let token = use_mut_ref(|| 0_u32);
    let playground = props.in_page.playground.clone();
    let job = {
        let playground = playground.clone();
        use_memo((query.asked.clone(), *turn), move |(asked, _)| {
            AttrValue::from(playground.0.borrow_mut().show(now(), asked))
        })
    };
    // With another token the badge asks at once, whatever it was told to wait for.
    let source = use_memo(
        (query.asked.clone(), *turn, query.fault, query.at_once),
        |(asked, _, fault, at_once)| {
            playground.0.borrow_mut().fail(*fault, *at_once);
            let number = token.replace_with(|number| number.wrapping_add(1));
            let api = job_api(&asked.provider).unwrap_or(Api::AmsV2);
            let token = Credential::token(&mint_token(number));
            Source::new(api, &playground.0.borrow().root(), token).share(Share::Off)
        },
    );
    let on_query = props.change.reform(|query: PlaygroundQuery| route(&query));
    let on_again = {
        let turn = turn.clone();
        Callback::from(move |()| turn.set(turn.wrapping_add(1)))
    };
    // A badge that never had an answer is one of which nothing is known yet.
    let is_new = query.at_once && query.fault != Fault::None;
    let key =
        format!("{:?} {} {}", query.asked, *turn, if is_new { query.fault.name() } else { "" });
    html! {
        <div class="playground">
            <Canvas query={(*query).clone()} {key} source={(*source).clone()} job={(*job).clone()}
                interval={INTERVAL} on_query={on_query.clone()} />
            <Inspector query={(*query).clone()} on_query={on_query.clone()} {on_again} />
            <Code query={(*query).clone()} {on_query} />
        </div>
    }
}

/// Where a choice is found again.
fn route(query: &PlaygroundQuery) -> Route {
    Route { view: View::Playground, query: query.write() }
}
