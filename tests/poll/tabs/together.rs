//! Tabs as a group: they make the requests of one, and none is left behind when another goes,
//! sleeps or breaks.

use job_badge::job::JobState;
use job_badge::poll::{Pace, Token};

use super::SILENCE;
use crate::virtual_time::tabs::{Right, Tabs};
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
            assert_eq!(tab.script.shows("a"), "running live");
        }
        group.rounds() - before
    };
    let (one, ten) = (count(1), count(10));
    assert!((36..=44).contains(&one), "{one}");
    assert!((36..=44).contains(&ten), "{ten}");
}

#[test]
fn one_asks_for_the_jobs_of_all_and_no_more_when_they_have_gone() {
    let mut group = Tabs::new(3);
    for (tab, of) in ["a", "b", "c"].iter().enumerate() {
        group.watch(tab, &[of]);
    }
    group.wait(20_000);
    let before = group.rounds();
    group.wait(50_000);
    assert!(group.rounds() - before <= 22, "all three in one round");
    assert_eq!(group.tabs[2].script.shows("c"), "running live");
    let asks_about = |group: &mut Tabs| {
        let sent = group.tabs[0].script.log.len();
        group.wait(INTERVAL * 2);
        format!("{:?}", &group.tabs[0].script.log[sent..])
    };
    assert!(asks_about(&mut group).contains("\"c\""));
    group.with(2, |script| script.page(false, true));
    assert!(!asks_about(&mut group).contains("\"c\""));
    group.with(1, |script| script.unwatch(0));
    let said = asks_about(&mut group);
    assert!(said.contains("\"a\"") && !said.contains("\"b\""), "{said}");
}

#[test]
fn the_list_of_active_jobs_is_heard_too() {
    let pace = Pace { list_page: Some(100), ..pace(1) };
    let mut group = Tabs::at_pace(3, &pace);
    let ids = ["a", "b", "c", "d", "e", "f", "g", "h"];
    group.all_watch(&ids);
    group.wait(20_000);
    let before = group.rounds();
    group.wait(50_000);
    let asked = group.rounds() - before;
    assert!((18..=23).contains(&asked), "one page in each round, for all tabs: {asked}");
    for tab in &group.tabs {
        assert!(ids.iter().all(|of| tab.script.shows(of) == "running live"));
    }
    group.states.insert(job("c"), JobState::Succeeded);
    group.wait(2 * INTERVAL);
    for tab in &group.tabs {
        assert_eq!(
            tab.script.shows("c"),
            "succeeded live",
            "it left the list, and was asked by id"
        );
    }
}

#[test]
fn when_the_asking_tab_goes_another_asks_within_an_interval() {
    let leave: [fn(&mut Tabs); 4] = [
        |group| group.with(0, |script| script.page(false, true)),
        |group| group.with(0, |script| script.page(true, false)),
        |group| group.with(0, |script| script.token(Token::None)),
        |group| group.usual(0, Right::Refused(401)),
    ];
    for (how, leave) in leave.into_iter().enumerate() {
        let mut group = Tabs::new(3);
        group.all_watch(&["a"]);
        group.wait(31_000);
        assert_eq!(group.leader(), Some(0));
        let heard = group.tabs[0].asked_at;
        leave(&mut group);
        let mut waited = 0;
        while group.tabs[1].asked_at < heard {
            group.wait(100);
            waited += 100;
        }
        // One that is refused notices at its next look.
        let most = if how == 3 { 2 * INTERVAL } else { INTERVAL };
        assert!(waited <= most + INTERVAL / 10 + 100, "{how}: {waited}");
        assert_eq!(group.leader(), Some(1), "{how}");
        let before = group.rounds();
        group.wait(50_000);
        assert!((18..=23).contains(&(group.rounds() - before)), "{how}");
        assert_eq!(group.tabs[2].script.shows("a"), "running live", "{how}");
    }
}

#[test]
fn a_tab_that_slept_catches_up_at_once() {
    let mut group = Tabs::new(3);
    group.all_watch(&["a"]);
    group.wait(10_000);
    group.with(2, |script| script.page(false, true));
    group.states.insert(job("a"), JobState::Canceling);
    group.wait(10_000);
    assert_eq!(group.tabs[2].script.shows("a"), "running live");
    group.with(2, |script| script.page(true, true));
    assert_eq!(group.tabs[2].script.shows("a"), "canceling live");
}

#[test]
fn a_broken_tab_that_asks_and_says_nothing_harms_nobody() {
    let mut group = Tabs::new(3);
    group.all_watch(&["a"]);
    group.wait(10_000);
    group.tabs[0].is_broken = true;
    group.states.insert(job("a"), JobState::Canceling);
    group.wait(SILENCE);
    for tab in &group.tabs {
        assert_eq!(tab.script.shows("a"), "canceling live");
    }
}
