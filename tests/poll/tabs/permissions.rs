//! Tabs whose tokens may see different jobs: no tab shows more than its own token may see, and jobs
//! that a tab may see stay live.

use job_badge::job::JobState;
use proptest::prelude::*;

use super::PEER_TIMEOUT;
use crate::virtual_time::tabs::{Permission, Tabs};
use crate::virtual_time::*;

#[test]
fn a_tab_that_may_not_see_a_job_does_not_keep_it_from_others() {
    for permission in [Permission::Refused(403), Permission::Hidden] {
        let mut group = Tabs::new(2);
        group.permission(0, "b", permission);
        group.watch(0, &["a"]);
        group.watch(1, &["b"]);
        group.wait(60_000);
        assert_eq!(group.leader(), Some(0));
        group.states.insert(job("b"), JobState::Canceling);
        group.wait(PEER_TIMEOUT);
        assert_eq!(group.tabs[1].harness.shows("b"), "canceling live", "{permission:?}");
    }
}

/// Something that happens to one tab.
#[derive(Clone, Debug)]
enum Event {
    Watch(Vec<usize>),
    Page(bool, bool),
    Refresh(usize),
    Token(u64),
    Wait(u64),
}

fn events() -> impl Strategy<Value = (usize, Event)> {
    let event = prop_oneof![
        2 => proptest::collection::vec(0..3_usize, 0..3).prop_map(Event::Watch),
        2 => (any::<bool>(), any::<bool>()).prop_map(|(awake, online)| Event::Page(awake, online)),
        1 => (0..3_usize).prop_map(Event::Refresh),
        1 => (1..3_u64).prop_map(Event::Token),
        4 => (0..30_000_u64).prop_map(Event::Wait),
    ];
    (0..4_usize, event)
}

fn permissions() -> impl Strategy<Value = Vec<Permission>> {
    let permission = prop_oneof![
        5 => Just(Permission::Granted),
        1 => Just(Permission::Refused(401)),
        1 => Just(Permission::Refused(403)),
        1 => Just(Permission::Hidden),
    ];
    proptest::collection::vec(permission, 12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, max_shrink_iters: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_tab_shows_more_than_its_token_may_see_and_all_others_stay_live(
        permissions in permissions(),
        events in proptest::collection::vec(events(), 1..40),
    ) {
        const JOBS: [&str; 3] = ["a", "b", "c"];
        let mut group = Tabs::new(4);
        for (at, permission) in permissions.iter().enumerate() {
            group.permission(at / 3, JOBS[at % 3], *permission);
        }
        group.all_watch(&JOBS);
        for (tab, event) in events {
            match event {
                Event::Watch(jobs) => {
                    let of: Vec<&str> = jobs.into_iter().map(|at| JOBS[at]).collect();
                    group.watch(tab, &of);
                }
                Event::Page(awake, online) => group.with(tab, |harness| harness.page(awake, online)),
                Event::Refresh(at) => group.with(tab, |harness| harness.refresh(JOBS[at])),
                Event::Token(id) => group.with(tab, |harness| harness.token(held(id))),
                Event::Wait(millis) => group.wait(millis),
            }
            for (at, tab) in group.tabs.iter().enumerate() {
                for of in &tab.own {
                    let is_known = tab.harness.status(of.as_str()).report.is_some();
                    prop_assert!(!is_known || group.may_see(at, of), "{at} {of}");
                }
            }
        }
        for tab in 0..4 {
            group.with(tab, |harness| harness.page(true, true));
        }
        group.wait(60_000);
        let before = group.rounds();
        group.wait(100_000);
        // At worst every tab polls for itself, and split queries ask for each job by itself.
        prop_assert!(group.rounds() - before <= 4 * 44 * 3, "{}", group.rounds() - before);
        for (at, tab) in group.tabs.iter().enumerate() {
            for of in &tab.own {
                let all_right = JOBS.iter().all(|of| group.may_see(at, &job(of)));
                prop_assert!(!all_right || tab.harness.shows(of.as_str()) == "running live");
            }
        }
    }
}
