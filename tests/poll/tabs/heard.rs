//! What a tab makes of what it hears: its badges are told, and it need not ask. What it must have
//! seen before is in `proof`.

use job_badge::job::{Answer, JobState, Query};

use super::{SILENCE, hear, one_tab};
use crate::virtual_time::*;

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
fn a_hidden_tab_hears_nothing() {
    let mut script = one_tab();
    script.page(false, true);
    hear(&mut script, &[("a", JobState::Succeeded)]);
    assert_eq!(script.shows("a"), "running live");
}

#[test]
fn tasks_are_heard_too_and_no_news_of_others() {
    let mut script = Script::new(pace(30));
    script.watch(1, "a");
    script.reply(reports(&[("a", JobState::Running)]));
    script.reply(good(Answer::Tasks(vec![task(100)])));
    let tell = |script: &mut Script, of: &str, reading: Answer| {
        let ask = Query::Tasks(job(of));
        script.tell(|poller, now| poller.handle_peer_answer(now, &ask, reading));
        script.status("a").progress.unwrap().permille()
    };
    assert_eq!(tell(&mut script, "a", Answer::Tasks(vec![task(300)])), 300);
    assert_eq!(tell(&mut script, "b", Answer::Tasks(vec![task(900)])), 300);
    // The answer to another question.
    let confused = Answer::Jobs(vec![report("a", JobState::Succeeded)]);
    assert_eq!(tell(&mut script, "a", confused), 300);
    hear(&mut script, &[("a", JobState::Failed), ("b", JobState::Running)]);
    assert_eq!(script.shows("a"), "failed live");
    script.wait(SILENCE - 1);
    assert_eq!(script.asks(), "", "the tasks of its end are to be heard");
    tell(&mut script, "a", Answer::Tasks(vec![task(700)]));
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
