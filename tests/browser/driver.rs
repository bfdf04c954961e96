//! The driver: when requests are sent, how many, and what aborts them.

use core::cell::RefCell;
use std::rc::Rc;

use job_badge::poll::Watch;
use job_badge::{
    browser::Source,
    job::{JobState, Progress},
};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{
    page,
    reply::Reply,
    stage::{Stage, Statuses, job, turn},
};

#[wasm_bindgen_test]
async fn the_first_request_goes_out_at_the_end_of_the_task() {
    let stage = Stage::new();
    let (source, id, statuses) = (stage.source(), stage.job(0, 100), Statuses::default());
    stage.pass_seconds(20).await;
    let watching = statuses.watch(&source, &id);
    assert_eq!(stage.calls().len(), 0);
    turn().await;
    assert_eq!(stage.rounds(), 1);
    assert_eq!(stage.calls()[0].at, page::now());
    stage.settle().await;
    let status = statuses.last();
    assert_eq!(status.state(), JobState::Running);
    assert_eq!(status.progress, Some(Progress::from_permille(200)));
    drop(watching);
    stage.settle().await;
    stage.assert_empty();
}

#[wasm_bindgen_test]
async fn a_request_carries_the_token_in_one_header_and_nothing_else_of_the_page() {
    let stage = Stage::new();
    let (source, id) = (stage.source(), stage.job(0, 100));
    let _watching = Statuses::default().watch(&source, &id);
    stage.settle().await;
    let (token, calls) = (stage.token(), stage.calls());
    assert_eq!(calls.len(), 2);
    for call in calls {
        let bearer = format!("Bearer {token}");
        assert_eq!(call.header("authorization"), Some(bearer.as_str()));
        assert_eq!(call.header("accept"), Some("application/json"));
        assert_eq!(call.header("x-ms-version"), Some("2.19"));
        assert_eq!(call.method, "GET");
        assert_eq!(
            [&call.credentials, &call.cache, &call.redirect, &call.referrer_policy],
            ["omit", "no-store", "manual", "no-referrer"]
        );
        assert!(!call.path.contains(&token));
        let others = call.headers.iter().filter(|(name, _)| name != "authorization");
        assert!(others.into_iter().all(|(_, value)| !value.contains(&token)));
    }
    stage.assert_quiet();
}

#[wasm_bindgen_test]
async fn a_hundred_watches_in_one_task_make_one_round() {
    let stage = Stage::new();
    let source = stage.source();
    let jobs: Vec<_> = (0..100).map(|_| stage.job(1000, 100)).collect();
    let statuses = Statuses::default();
    let watching: Vec<_> = jobs.iter().map(|id| statuses.watch(&source, id)).collect();
    stage.settle().await;
    let calls = stage.calls();
    let all: String = calls.iter().map(|call| call.path.replace("%3A", ":")).collect();
    for id in &jobs {
        assert_eq!(all.matches(id.as_str()).count(), 1, "{id}");
    }
    assert!((2..=10).contains(&calls.len()), "{} requests", calls.len());
    // Each request but the last fills its URL.
    assert!(calls.iter().rev().skip(1).all(|call| call.path.len() > 1500));
    assert!(calls.iter().all(|call| call.path.len() <= 2000));
    assert_eq!(statuses.count(), 100);
    assert_eq!(page::timers().len(), 1);
    drop(watching);
    stage.settle().await;
    stage.assert_empty();
}

#[wasm_bindgen_test]
async fn at_most_one_request_for_jobs_and_four_for_tasks_are_in_flight() {
    let stage = Stage::new();
    stage.script(|asked| Some(Reply::running(asked, 40).held()));
    let source = stage.source();
    let ids: Vec<_> = (0..100).map(|n| job(&format!("nb:jid:UUID:{n:036}"))).collect();
    let statuses = Statuses::default();
    let _watching: Vec<_> = ids.iter().map(|id| statuses.watch(&source, id)).collect();
    let (mut most_jobs, mut most_tasks) = (0, 0);
    for _ in 0..200 {
        stage.settle().await;
        let calls = stage.calls();
        let open = calls.iter().filter(|call| !call.ended);
        let (tasks, jobs): (Vec<_>, Vec<_>) = open.partition(|call| call.is_tasks());
        assert!(jobs.is_empty() || tasks.is_empty());
        most_jobs = most_jobs.max(jobs.len());
        most_tasks = most_tasks.max(tasks.len());
        if jobs.len() + tasks.len() == 0 {
            break;
        }
        page::release();
    }
    assert_eq!((most_jobs, most_tasks), (1, 4));
    // Forty jobs' tasks are asked for in one round; the others follow in later rounds.
    assert_eq!(stage.calls().iter().filter(|call| call.is_tasks()).count(), 40);
}

#[wasm_bindgen_test]
async fn there_is_one_timer_which_is_set_again_and_cleared_with_the_last_watch() {
    let stage = Stage::all_running();
    let (source, statuses) = (stage.source(), Statuses::default());
    let (one, two) = (statuses.watch(&source, &job("a")), statuses.watch(&source, &job("b")));
    stage.settle().await;
    for _ in 0..20 {
        assert_eq!(page::timers().len(), 1);
        page::fire_next(f64::INFINITY);
        stage.settle().await;
    }
    let calls = stage.calls();
    let starts: Vec<_> = calls.iter().filter(|call| !call.is_tasks()).map(|call| call.at).collect();
    assert!(starts.len() > 5, "{starts:?}");
    // 2.5 s, with a jitter of ±10 %.
    assert!(starts.windows(2).all(|at| (2250.0..=2750.0).contains(&(at[1] - at[0]))), "{starts:?}");
    drop(one);
    stage.settle().await;
    assert_eq!(page::timers().len(), 1);
    drop(two);
    stage.settle().await;
    stage.assert_empty();
    let calls = stage.calls().len();
    stage.pass_seconds(60).await;
    assert_eq!(stage.calls().len(), calls);
}

#[wasm_bindgen_test]
async fn dropping_the_last_watch_aborts_the_request() {
    let stage = Stage::new();
    stage.script(|asked| Some(Reply::running(asked, 40).held()));
    let (source, statuses) = (stage.source(), Statuses::default());
    let (one, two) = (statuses.watch(&source, &job("a")), statuses.watch(&source, &job("a")));
    stage.settle().await;
    drop(one);
    stage.settle().await;
    assert!(!stage.calls()[0].aborted);
    drop(two);
    stage.settle().await;
    assert!(stage.calls()[0].aborted);
    assert_eq!(source.status(&job("a")), None);
    stage.assert_empty();
}

#[wasm_bindgen_test]
async fn a_source_that_is_dropped_altogether_aborts_its_request() {
    let stage = Stage::new();
    stage.script(|asked| Some(Reply::running(asked, 40).held()));
    let watching = Statuses::default().watch(&stage.source(), &job("a"));
    stage.settle().await;
    drop(watching);
    stage.settle().await;
    assert!(stage.calls()[0].aborted);
    stage.assert_empty();
}

#[wasm_bindgen_test]
async fn a_watch_that_is_moved_in_one_task_restarts_nothing() {
    let stage = Stage::new();
    stage.script(|asked| Some(Reply::running(asked, 40).held()));
    let (source, statuses) = (stage.source(), Statuses::default());
    let watching = statuses.watch(&source, &job("a"));
    stage.settle().await;
    drop(watching);
    let watching = statuses.watch(&source, &job("a"));
    stage.settle().await;
    assert_eq!((stage.calls().len(), stage.in_flight()), (1, 1));
    page::release();
    stage.settle().await;
    page::release();
    stage.settle().await;
    let (calls, timers) = (stage.calls().len(), page::timers());
    drop(watching);
    let _watching = statuses.watch(&source, &job("a"));
    stage.settle().await;
    assert_eq!((stage.calls().len(), page::timers()), (calls, timers));
    assert!(source.status(&job("a")).unwrap().report.is_some());
}

#[wasm_bindgen_test]
async fn a_source_that_is_dropped_and_made_again_in_one_task_restarts_nothing() {
    let stage = Stage::all_running();
    let (token, statuses) = (stage.token(), Statuses::default());
    let source = || Source::ams_v2(&stage.root(), token.as_str());
    let mut watching = statuses.watch(&source(), &job("a"));
    stage.settle().await;
    let (calls, timers) = (stage.calls().len(), page::timers());
    for _ in 0..3 {
        drop(watching);
        watching = statuses.watch(&source(), &job("a"));
        assert!(source().status(&job("a")).unwrap().report.is_some());
        stage.settle().await;
        assert_eq!((stage.calls().len(), page::timers()), (calls, timers.clone()));
    }
    drop(watching);
    stage.settle().await;
    stage.assert_empty();
    assert_eq!(source().status(&job("a")), None);
}

#[wasm_bindgen_test]
async fn an_answer_to_an_aborted_request_changes_nothing() {
    let stage = Stage::new();
    stage.script(|asked| Some(Reply::running(asked, 40).held().deaf()));
    let (source, statuses) = (stage.source(), Statuses::default());
    let watching = statuses.watch(&source, &job("a"));
    stage.settle().await;
    watching.change(Watch::new(job("b")));
    stage.settle().await;
    let calls = stage.calls();
    assert!(calls[0].aborted && !calls[1].aborted);
    stage.script(|asked| Some(Reply::running(asked, 40)));
    page::release();
    stage.settle().await;
    assert_eq!(source.status(&job("a")), None);
    assert_eq!(statuses.last().job, job("b"));
    stage.assert_quiet();
}

#[wasm_bindgen_test]
async fn a_request_without_an_answer_ends_after_fifteen_seconds() {
    let stage = Stage::new();
    stage.always(Reply::new(200, "").held());
    let (source, statuses) = (stage.source(), Statuses::default());
    let _watching = statuses.watch(&source, &job("a"));
    stage.pass_seconds(14).await;
    assert!(!stage.calls()[0].aborted);
    stage.pass_seconds(1).await;
    assert!(stage.calls()[0].aborted);
    assert_eq!(statuses.last().failure.as_ref().unwrap().kind.name(), "timeout");
    stage.assert_quiet();
}

#[wasm_bindgen_test]
async fn a_watch_that_another_ones_callback_drops_is_not_called() {
    let stage = Stage::all_running();
    let (source, statuses) = (stage.source(), Statuses::default());
    let other = Rc::new(RefCell::new(None));
    let first = {
        let other = Rc::clone(&other);
        source.watch(Watch::new(job("a")), move |_| drop(other.take()))
    };
    *other.borrow_mut() = Some(statuses.watch(&source, &job("a")));
    stage.settle().await;
    assert!(other.borrow().is_none());
    assert_eq!(statuses.count(), 0);
    drop(first);
    stage.settle().await;
    stage.assert_empty();
}

#[wasm_bindgen_test]
async fn a_callback_may_watch_unwatch_and_refresh() {
    let stage = Stage::all_running();
    let (source, statuses) = (stage.source(), Statuses::default());
    let kept = Rc::new(RefCell::new(Vec::new()));
    let first = {
        let (kept, statuses, again) = (Rc::clone(&kept), statuses.clone(), source.clone());
        source.watch(Watch::new(job("a")), move |_| {
            let watching = statuses.watch(&again, &job("b"));
            let gone = kept.replace(vec![watching]);
            drop(gone);
            again.refresh(&job("b"));
        })
    };
    stage.pass_seconds(10).await;
    assert!(statuses.last().report.is_some());
    drop(first);
    kept.take();
    stage.settle().await;
    stage.assert_empty();
}

#[wasm_bindgen_test]
async fn refresh_asks_at_once_even_for_a_final_job() {
    let stage = Stage::new();
    let (source, id, statuses) = (stage.source(), stage.job(0, 1), Statuses::default());
    let _watching = statuses.watch(&source, &id);
    stage.pass_seconds(10).await;
    assert_eq!(statuses.last().state(), JobState::Succeeded);
    let rounds = stage.rounds();
    stage.pass_seconds(600).await;
    assert_eq!((stage.rounds(), page::timers().len()), (rounds, 0));
    source.refresh(&id);
    stage.settle().await;
    assert_eq!(stage.rounds(), rounds + 1);
}
