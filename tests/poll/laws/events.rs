//! All that may happen to a poller, in any order.

use job_badge::poll::Attention;
use proptest::prelude::*;

use super::service::{Outcome, outcomes};

pub const JOBS: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];

#[derive(Clone, Debug)]
pub enum Event {
    Watch { id: u64, job: usize, interval: Option<u64>, paused: bool, attention: Attention },
    Unwatch(u64),
    Refresh(usize),
    Answer { which: usize, outcome: Outcome, retry_after: Option<u64> },
    LateAnswer { which: usize, outcome: Outcome },
    Page { awake: bool, online: bool },
    Token { id: u64, expires_in: Option<i64> },
    NoToken,
    RefusedToken,
    Provider(bool),
    TokenFailed,
    Wait(u64),
    Timeout,
}

fn attentions() -> impl Strategy<Value = Attention> {
    prop_oneof![
        3 => (0..999_u32).prop_map(|distance| Attention::Seen { distance }),
        1 => Just(Attention::Unseen),
        1 => Just(Attention::Open),
    ]
}

pub fn events() -> impl Strategy<Value = Event> {
    let seconds = prop_oneof![9 => Just(None), 1 => (0..10_000_u64).prop_map(Some)];
    let interval = proptest::option::of(prop_oneof![0..5000_u64, Just(u64::MAX)]);
    prop_oneof![
        4 => (0..10_u64, 0..JOBS.len(), interval, proptest::bool::weighted(0.2), attentions())
            .prop_map(|(id, job, interval, paused, attention)| {
                Event::Watch { id, job, interval, paused, attention }
            }),
        1 => (0..10_u64).prop_map(Event::Unwatch),
        1 => (0..JOBS.len()).prop_map(Event::Refresh),
        12 => (0..4_usize, outcomes(), seconds).prop_map(|(which, outcome, retry_after)| {
            Event::Answer { which, outcome, retry_after }
        }),
        1 => (0..99_usize, outcomes())
            .prop_map(|(which, outcome)| Event::LateAnswer { which, outcome }),
        1 => (any::<bool>(), proptest::bool::weighted(0.8))
            .prop_map(|(awake, online)| Event::Page { awake, online }),
        1 => (1..4_u64, proptest::option::of(-100..300_i64))
            .prop_map(|(id, expires_in)| Event::Token { id, expires_in }),
        1 => Just(Event::Page { awake: true, online: true }),
        1 => prop_oneof![
            Just(Event::NoToken),
            Just(Event::RefusedToken),
            Just(Event::TokenFailed),
        ],
        1 => any::<bool>().prop_map(Event::Provider),
        8 => prop_oneof![0..3000_u64, 0..100_000_u64].prop_map(Event::Wait),
        1 => Just(Event::Timeout),
    ]
}
