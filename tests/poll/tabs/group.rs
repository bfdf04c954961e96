//! Several tabs make the requests of one, and all stay live when one of them goes, sleeps or
//! breaks.

use job_badge::job::JobState;
use job_badge::poll::{Pace, Token};

use super::PEER_TIMEOUT;
use crate::virtual_time::tabs::{Permission, Tabs};
use crate::virtual_time::*;

#[test]
fn ten_tabs_make_the_requests_of_one() {
    let count = |tabs: usize| {
        let mut group = Tabs::new(tabs);
        group.all_watch(&["a", "b", "c"]);
        group.wait(20_000);
        let before = group.rounds();
        group.wait(100_000);
        for tab in &group.tabs {
            assert_eq!(tab.harness.shows("a"), "running live");
        }
        group.rounds() - before
    };
    let (one, ten) = (count(1), count(10));
    assert!((36..=44).contains(&one), "{one}");
    assert!((36..=44).contains(&ten), "{ten}");
}

#[test]
fn one_polls_the_jobs_of_all_until_they_have_gone() {
    let mut group = Tabs::new(3);
    for (tab, of) in ["a", "b", "c"].iter().enumerate() {
        group.watch(tab, &[of]);
    }
    group.wait(20_000);
    let before = group.rounds();
    group.wait(50_000);
    assert!(group.rounds() - before <= 22, "all three in one round");
    assert_eq!(group.tabs[2].harness.shows("c"), "running live");
    let effects_of_two_rounds = |group: &mut Tabs| {
        let sent = group.tabs[0].harness.log.len();
        group.wait(INTERVAL * 2);
        format!("{:?}", &group.tabs[0].harness.log[sent..])
    };
    assert!(effects_of_two_rounds(&mut group).contains("\"c\""));
    group.with(2, |harness| harness.page(false, true));
    assert!(!effects_of_two_rounds(&mut group).contains("\"c\""));
    group.with(1, |harness| harness.unwatch(0));
    let effects = effects_of_two_rounds(&mut group);
    assert!(effects.contains("\"a\"") && !effects.contains("\"b\""), "{effects}");
}

#[test]
fn the_list_of_active_jobs_is_shared_too() {
    let pace = Pace { list_page: Some(100), ..pace(1) };
    let mut group = Tabs::at_pace(3, &pace);
    let ids = ["a", "b", "c", "d", "e", "f", "g", "h"];
    group.all_watch(&ids);
    group.wait(20_000);
    let before = group.rounds();
    group.wait(50_000);
    let rounds = group.rounds() - before;
    assert!((18..=23).contains(&rounds), "one page in each round, for all tabs: {rounds}");
    for tab in &group.tabs {
        assert!(ids.iter().all(|of| tab.harness.shows(of) == "running live"));
    }
    group.states.insert(job("c"), JobState::Succeeded);
    group.wait(2 * INTERVAL);
    for tab in &group.tabs {
        assert_eq!(
            tab.harness.shows("c"),
            "succeeded live",
            "it left the list, and was queried by id"
        );
    }
}

#[test]
fn when_the_polling_tab_goes_another_polls_within_an_interval() {
    let leave: [fn(&mut Tabs); 4] = [
        |group| group.with(0, |harness| harness.page(false, true)),
        |group| group.with(0, |harness| harness.page(true, false)),
        |group| group.with(0, |harness| harness.token(Token::None)),
        |group| group.default_permission(0, Permission::Refused(401)),
    ];
    for (how, leave) in leave.into_iter().enumerate() {
        let mut group = Tabs::new(3);
        group.all_watch(&["a"]);
        group.wait(31_000);
        assert_eq!(group.leader(), Some(0));
        let last_round_at = group.tabs[0].last_round_at;
        leave(&mut group);
        let mut waited = 0;
        while group.tabs[1].last_round_at < last_round_at {
            group.wait(100);
            waited += 100;
        }
        // A rejected token is noticed with the next query.
        let most = if how == 3 { 2 * INTERVAL } else { INTERVAL };
        assert!(waited <= most + INTERVAL / 10 + 100, "{how}: {waited}");
        assert_eq!(group.leader(), Some(1), "{how}");
        let before = group.rounds();
        group.wait(50_000);
        assert!((18..=23).contains(&(group.rounds() - before)), "{how}");
        assert_eq!(group.tabs[2].harness.shows("a"), "running live", "{how}");
    }
}

#[test]
fn a_tab_that_slept_catches_up_at_once() {
    let mut group = Tabs::new(3);
    group.all_watch(&["a"]);
    group.wait(10_000);
    group.with(2, |harness| harness.page(false, true));
    group.states.insert(job("a"), JobState::Canceling);
    group.wait(10_000);
    assert_eq!(group.tabs[2].harness.shows("a"), "running live");
    group.with(2, |harness| harness.page(true, true));
    assert_eq!(group.tabs[2].harness.shows("a"), "canceling live");
}

#[test]
fn a_polling_tab_that_passes_no_answers_on_leaves_no_tab_stale() {
    let mut group = Tabs::new(3);
    group.all_watch(&["a"]);
    group.wait(10_000);
    group.tabs[0].is_broken = true;
    group.states.insert(job("a"), JobState::Canceling);
    group.wait(PEER_TIMEOUT);
    for tab in &group.tabs {
        assert_eq!(tab.harness.shows("a"), "canceling live");
    }
}
