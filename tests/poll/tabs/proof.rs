//! What a tab must have seen with its own token before it hears of a job, and which tabs may take
//! part.

use job_badge::job::JobState;
use job_badge::poll::{Poller, Token};

use super::{hear, one_tab};
use crate::virtual_time::tabs::Tabs;
use crate::virtual_time::*;

const PROOF: u64 = 15 * 60_000;

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
fn a_new_token_proves_itself_first() {
    let mut script = one_tab();
    hear(&mut script, &[("a", JobState::Running)]);
    assert!(script.poller.may_share());
    script.token(held(2));
    assert!(!script.poller.may_share());
    script.tell(Poller::handle_no_peer_asks);
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
