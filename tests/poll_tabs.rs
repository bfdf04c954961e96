//! Several tabs that share one conversation: what they ask together, and what they tell each other.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

#[path = "virtual_time/tabs.rs"]
mod tabs;
mod virtual_time;

use job_badge::job::{Ask, JobState, Reading};
use job_badge::poll::{Pace, Poller, Token, Watch, WatchId};
use proptest::prelude::*;
use tabs::{Right, Tabs};
use virtual_time::*;

/// A tab that is told this after two intervals has heard nothing for too long.
const SILENCE: u64 = 2 * INTERVAL + 4000;
const PROOF: u64 = 15 * 60_000;

/// One tab that has looked at `a`, which runs, with its own token.
fn one_tab() -> Script {
    let mut script = Script::new(without_tasks());
    script.watch(1, "a");
    script.reply(reports(&[("a", JobState::Running)]));
    script
}

fn hear(script: &mut Script, of: &[(&str, JobState)]) {
    let ask = Ask::Jobs(of.iter().map(|(id, _)| job(id)).collect());
    let reading = reports(of).result.unwrap();
    script.tell(|poller, now| poller.handle_heard(now, &ask, reading));
}

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
fn what_is_heard_is_told_to_the_badges_and_a_final_state_ends_it() {
    let mut script = one_tab();
    let before = script.changes("a");
    hear(&mut script, &[("a", JobState::Running)]);
    assert_eq!(script.changes("a"), before, "nothing new");
    hear(&mut script, &[("a", JobState::Succeeded)]);
    assert_eq!(script.changes("a"), before + 1);
    assert_eq!(script.shows("a"), "succeeded live");
    // What was on its way while the end was seen is older.
    hear(&mut script, &[("a", JobState::Running)]);
    assert_eq!(script.shows("a"), "succeeded live");
    script.wait(10_000_000);
    assert_eq!(script.sent(), 1);
}

#[test]
fn a_tab_that_hears_asks_nothing_and_after_silence_it_asks() {
    let mut script = one_tab();
    for _ in 0..100 {
        script.wait(INTERVAL);
        hear(&mut script, &[("a", JobState::Running)]);
    }
    assert!(script.sent() <= 2, "its first look, and one before it heard anything");
    assert_eq!(script.until_sent(), SILENCE);
    script.reply(reports(&[("a", JobState::Running)]));
    // From then on as if it were alone, until it hears again.
    assert!(script.until_sent() <= INTERVAL * 11 / 10);
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

#[test]
fn the_first_look_at_a_job_is_a_tabs_own() {
    let mut script = one_tab();
    hear(&mut script, &[("a", JobState::Running)]);
    script.watch(2, "b");
    assert_eq!(script.asks(), "b", "at once, without waiting to hear of it");
    hear(&mut script, &[("b", JobState::Running)]);
    assert_eq!(script.shows("b"), "unknown live", "its own look is under way");
    script.reply(reports(&[]));
    hear(&mut script, &[("b", JobState::Running)]);
    assert_eq!(script.shows("b"), "unknown live", "it was not there for this token");
}

#[test]
fn a_tab_looks_for_itself_every_quarter_of_an_hour() {
    let mut group = Tabs::new(2);
    group.all_watch(&["a"]);
    group.wait(20_000);
    let before = group.tabs[1].rounds;
    group.wait(4 * PROOF);
    let looks = group.tabs[1].rounds - before;
    // Just after such a look it may be due once more before it hears.
    assert!((4..=8).contains(&looks), "{looks}");
}

#[test]
fn refresh_is_a_look_of_ones_own() {
    let mut script = one_tab();
    hear(&mut script, &[("a", JobState::Running)]);
    script.refresh("a");
    assert_eq!(script.asks(), "a");
    hear(&mut script, &[("a", JobState::Succeeded)]);
    assert_eq!(script.shows("a"), "running live", "its own look is under way");
    script.reply(reports(&[("a", JobState::Failed)]));
    assert_eq!(script.shows("a"), "failed live");
}

#[test]
fn a_refresh_that_waits_for_its_turn_is_not_taken_for_done() {
    let mut script = Script::new(without_tasks());
    script.watch(1, "b");
    script.reply(reports(&[("b", JobState::Running)]));
    script.watch(2, "a");
    assert_eq!(script.asks(), "a");
    script.refresh("b");
    hear(&mut script, &[("b", JobState::Running)]);
    script.reply(reports(&[("a", JobState::Running)]));
    assert_eq!(script.asks(), "b");
}

#[test]
fn a_new_token_proves_itself_for_each_job() {
    let mut script = one_tab();
    script.token(held(2));
    script.watch(2, "b");
    script.reply(reports(&[("b", JobState::Running)]));
    assert!(script.poller.may_share());
    hear(&mut script, &[("a", JobState::Succeeded), ("b", JobState::Succeeded)]);
    assert_eq!(
        (script.shows("a"), script.shows("b")),
        ("running live".into(), "succeeded live".into())
    );
}

#[test]
fn a_hidden_tab_hears_nothing() {
    let mut script = one_tab();
    script.page(false, true);
    hear(&mut script, &[("a", JobState::Succeeded)]);
    assert_eq!(script.shows("a"), "running live");
}

#[test]
fn a_new_token_proves_itself_first() {
    let mut script = one_tab();
    hear(&mut script, &[("a", JobState::Running)]);
    assert!(script.poller.may_share());
    script.token(held(2));
    assert!(!script.poller.may_share());
    script.tell(Poller::handle_alone);
    hear(&mut script, &[("a", JobState::Succeeded)]);
    assert_eq!(script.shows("a"), "running live");
    script.until_sent();
    script.reply(status(401));
    hear(&mut script, &[("a", JobState::Succeeded)]);
    assert_eq!(script.shows("a"), "running signed-out");
}

#[test]
fn who_may_take_part() {
    let check = |what: &str, expected: bool, happen: fn(&mut Script)| {
        let mut script = one_tab();
        happen(&mut script);
        assert_eq!(script.poller.may_share(), expected, "{what}");
    };
    check("a tab that was answered", true, |_| {});
    check("hidden", false, |script| script.page(false, true));
    check("offline", false, |script| script.page(true, false));
    check("without a token", false, |script| script.token(Token::None));
    check("another token", false, |script| script.token(held(2)));
    check("a redirect", false, |script| {
        script.until_sent();
        script.reply(status(0));
    });
    check("refused", false, |script| {
        script.until_sent();
        script.reply(status(401));
    });
    let mut script = Script::new(without_tasks());
    script.watch(1, "a");
    assert!(!script.poller.may_share(), "not answered yet");
    script.reply(status(503));
    assert!(!script.poller.may_share(), "not answered well");
}

#[test]
fn what_a_tab_wants() {
    let mut script = Script::new(pace(30));
    script.watch(1, "runs");
    script.watch_unseen(2, "unseen");
    script.watch_as(3, "paused", None, true);
    script.watch_as(4, "soon", Some(1000), false);
    script.watch(5, "final");
    let wants = |script: &Script| script.poller.wants().replace('\n', " ");
    assert_eq!(wants(&script), "1000 1final 1runs 1soon 2unseen");
    let states = [
        ("final", JobState::Succeeded),
        ("runs", JobState::Running),
        ("soon", JobState::Queued),
        ("unseen", JobState::Running),
    ];
    let mut seen = Vec::new();
    while !script.open.is_empty() {
        seen.push(wants(&script));
        let of_tasks = matches!(script.open[0].1, Ask::Tasks(_));
        let answer = good(Reading::Tasks(vec![task(1)]));
        script.reply(if of_tasks { answer } else { reports(&states) });
    }
    assert_eq!(seen.last().unwrap(), "1000 1final 1runs 1soon 2unseen", "tasks are still to come");
    assert_eq!(wants(&script), "1000 1runs 1soon 2unseen");
}

#[test]
fn no_tab_is_asked_for_more_than_five_thousand_jobs() {
    let mut script = one_tab();
    let jobs: String = (0..6000).map(|at| format!("\n1{at:04}")).collect();
    script.tell(|poller, now| poller.handle_wants(now, 0, &format!("5000{jobs}")));
    assert!(script.poller.status(script.now(), &job("4999")).is_some());
    assert!(script.poller.status(script.now(), &job("5000")).is_none());
    script.unwatch(1);
    script.tell(|poller, now| poller.handle_wants(now, 0, ""));
    assert!(!script.poller.is_watched());
}

#[test]
fn tasks_are_heard_too_and_no_news_of_others() {
    let mut script = Script::new(pace(30));
    script.watch(1, "a");
    script.reply(reports(&[("a", JobState::Running)]));
    script.reply(good(Reading::Tasks(vec![task(100)])));
    let tell = |script: &mut Script, of: &str, reading: Reading| {
        let ask = Ask::Tasks(job(of));
        script.tell(|poller, now| poller.handle_heard(now, &ask, reading));
        script.status("a").progress.unwrap().permille()
    };
    assert_eq!(tell(&mut script, "a", Reading::Tasks(vec![task(300)])), 300);
    assert_eq!(tell(&mut script, "b", Reading::Tasks(vec![task(900)])), 300);
    // The answer to another question.
    let confused = Reading::Jobs(vec![report("a", JobState::Succeeded)]);
    assert_eq!(tell(&mut script, "a", confused), 300);
    hear(&mut script, &[("a", JobState::Failed), ("b", JobState::Running)]);
    assert_eq!(script.shows("a"), "failed live");
    script.wait(SILENCE - 1);
    assert_eq!(script.asks(), "", "the tasks of its end are to be heard");
    tell(&mut script, "a", Reading::Tasks(vec![task(700)]));
    script.wait(10_000_000);
    assert_eq!((script.sent(), script.asks()), (2, String::new()));
}

#[test]
fn a_paused_job_hears_nothing() {
    let mut script = one_tab();
    script.watch_as(1, "a", None, true);
    hear(&mut script, &[("a", JobState::Succeeded)]);
    assert_eq!(script.shows("a"), "running live");
}

#[test]
fn a_new_watch_from_another_tab_waits_for_the_next_round() {
    let mut script = one_tab();
    let wants = |poller: &mut Poller, now| poller.handle_wants(now, 7, "2500\n0b");
    script.tell(wants);
    assert_eq!(script.asks(), "");
    script.until_sent();
    assert_eq!(script.asks(), "a b");
    // Said again it changes nothing.
    script.tell(wants);
    assert_eq!(script.asks(), "a b");
}

#[test]
fn a_tab_that_may_not_see_a_job_is_no_hindrance_to_one_that_may() {
    for right in [Right::Refused(403), Right::Hidden] {
        let mut group = Tabs::new(2);
        group.right(0, "b", right);
        group.watch(0, &["a"]);
        group.watch(1, &["b"]);
        group.wait(60_000);
        assert_eq!(group.leader(), Some(0));
        group.states.insert(job("b"), JobState::Canceling);
        group.wait(SILENCE);
        assert_eq!(group.tabs[1].script.shows("b"), "canceling live", "{right:?}");
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

fn rights() -> impl Strategy<Value = Vec<Right>> {
    let right = prop_oneof![
        5 => Just(Right::Granted),
        1 => Just(Right::Refused(401)),
        1 => Just(Right::Refused(403)),
        1 => Just(Right::Hidden),
    ];
    proptest::collection::vec(right, 12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, max_shrink_iters: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nobody_sees_what_its_own_token_may_not_see_and_all_others_stay_live(
        rights in rights(),
        events in proptest::collection::vec(events(), 1..40),
    ) {
        const JOBS: [&str; 3] = ["a", "b", "c"];
        let mut group = Tabs::new(4);
        for (at, right) in rights.iter().enumerate() {
            group.right(at / 3, JOBS[at % 3], *right);
        }
        group.all_watch(&JOBS);
        for (tab, event) in events {
            match event {
                Event::Watch(jobs) => {
                    let of: Vec<&str> = jobs.into_iter().map(|at| JOBS[at]).collect();
                    group.watch(tab, &of);
                }
                Event::Page(awake, online) => group.with(tab, |script| script.page(awake, online)),
                Event::Refresh(at) => group.with(tab, |script| script.refresh(JOBS[at])),
                Event::Token(id) => group.with(tab, |script| script.token(held(id))),
                Event::Wait(millis) => group.wait(millis),
            }
            for (at, tab) in group.tabs.iter().enumerate() {
                for of in &tab.own {
                    let is_known = tab.script.status(of.as_str()).report.is_some();
                    prop_assert!(!is_known || group.may_see(at, of), "{at} {of}");
                }
            }
        }
        for tab in 0..4 {
            group.with(tab, |script| script.page(true, true));
        }
        group.wait(60_000);
        let before = group.rounds();
        group.wait(100_000);
        // At worst all ask for themselves; halving asks for each job by itself.
        prop_assert!(group.rounds() - before <= 4 * 44 * 3, "{}", group.rounds() - before);
        for (at, tab) in group.tabs.iter().enumerate() {
            for of in &tab.own {
                let all_right = JOBS.iter().all(|of| group.may_see(at, &job(of)));
                prop_assert!(!all_right || tab.script.shows(of.as_str()) == "running live");
            }
        }
    }
}

#[test]
fn wants_that_make_no_sense_are_left_out() {
    let check = |text: &str, watched: &str| {
        let mut script = Script::new(without_tasks());
        script.tell(|poller, now| poller.handle_wants(now, u32::MAX, text));
        let jobs = ["a", "b", "0", "1a"].map(job);
        let is_watched = |of: &&_| script.poller.status(script.now(), of).is_some();
        let known: Vec<&str> = jobs.iter().filter(is_watched).map(|of| of.as_str()).collect();
        assert_eq!(known.join(" "), watched, "{text:?}");
    };
    check("", "");
    check("2500", "");
    check("2500\n0a\n1b", "a b");
    check("\n0a", "a");
    check("soon\n0a\n\n0\né\n0\u{0}\n0b", "a b");
    check("99999999999999999999999999\n01a", "1a");
    check("-1\n00", "0");
}

#[test]
fn the_watches_of_another_tab_are_not_this_tabs_own() {
    let mut script = one_tab();
    script.tell(|poller, now| poller.handle_wants(now, 0, "60000\n0a"));
    let watch = Watch::new(job("b"));
    script.tell(|poller, now| poller.handle_watch(now, WatchId(0), watch));
    script.tell(|poller, now| poller.handle_wants(now, 0, ""));
    assert!(script.poller.status(script.now(), &job("a")).is_some());
    assert!(script.poller.status(script.now(), &job("b")).is_some());
}
