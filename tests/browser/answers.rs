//! How answers are handled: headers, limits, redirects, network errors.

use job_badge::job::{FailureKind, Freshness};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{
    page,
    reply::Reply,
    stage::{Stage, Statuses, job, utc},
};

fn http_date(millis: i64) -> String {
    #[allow(clippy::cast_precision_loss)]
    let date = js_sys::Date::new(&(millis as f64).into());
    date.to_utc_string().into()
}

#[wasm_bindgen_test]
async fn retry_after_is_waited_out_in_either_form() {
    for (value, least, most) in [("7", 7, 7), ("date", 8, 10), ("0", 0, 3), ("soon", 0, 3)] {
        let stage = Stage::new();
        let in_nine = http_date(utc() + 9999);
        let value = if value == "date" { in_nine.as_str() } else { value };
        let reply = Reply::new(503, "").with("Retry-After", value);
        let mut first = true;
        stage.script(move |asked| {
            let now = core::mem::take(&mut first);
            Some(if now { reply.clone() } else { Reply::running(asked, 40) })
        });
        let (source, statuses) = (stage.source(), Statuses::default());
        let _watching = statuses.watch(&source, &job("a"));
        stage.settle().await;
        assert_eq!(statuses.count(), 1, "{value}");
        let waits = statuses.last().freshness == Freshness::Waiting;
        assert_eq!(waits, least > 0, "{value}");
        if waits {
            let until = statuses.last().retry_at.unwrap().millis() - utc();
            assert!((least * 1000 - 50..=most * 1000).contains(&until), "{value}: {until}");
            // A refresh does not shorten the wait either.
            source.refresh(&job("a"));
            stage.pass(core::time::Duration::from_millis(u64::try_from(until).unwrap() - 50)).await;
            assert_eq!(stage.rounds(), 1, "{value}");
        }
        stage.pass_seconds(u64::try_from(most).unwrap()).await;
        assert!(stage.rounds() >= 2, "{value}");
        assert_eq!(statuses.last().freshness, Freshness::Live, "{value}");
        stage.assert_quiet();
    }
}

#[wasm_bindgen_test]
async fn retry_after_counts_on_a_success_too() {
    let stage = Stage::new();
    stage.script(|asked| Some(Reply::running(asked, 40).with("Retry-After", "20")));
    let (source, statuses) = (stage.source(), Statuses::default());
    let _watching = statuses.watch(&source, &job("a"));
    stage.pass_seconds(19).await;
    assert_eq!(stage.calls().len(), 1);
    assert!(statuses.last().report.is_some());
    stage.pass_seconds(2).await;
    assert_eq!(stage.calls().len(), 2);
}

#[wasm_bindgen_test]
async fn the_date_header_shows_how_far_the_servers_clock_is_ahead() {
    for ahead in [3_600_000, -3_600_000] {
        let stage = Stage::new();
        let date = http_date(utc() + ahead);
        stage.script(move |asked| Some(Reply::running(asked, 40).with("Date", &date)));
        let (source, statuses) = (stage.source(), Statuses::default());
        let _watching = statuses.watch(&source, &job("a"));
        stage.settle().await;
        let off = statuses.last().server_clock_ahead - ahead;
        assert!(off.abs() <= 1000, "{off}");
    }
}

#[wasm_bindgen_test]
async fn a_wait_until_a_date_is_measured_by_the_servers_own_clock() {
    let stage = Stage::new();
    let server = utc() + 3_600_000;
    let reply = Reply::new(503, "")
        .with("Date", &http_date(server))
        .with("Retry-After", &http_date(server + 30_000));
    stage.always(reply);
    let (source, statuses) = (stage.source(), Statuses::default());
    let _watching = statuses.watch(&source, &job("a"));
    stage.settle().await;
    let until = statuses.last().retry_at.unwrap().millis() - utc();
    assert_eq!(until, 30_000);
}

#[wasm_bindgen_test]
async fn a_redirect_is_misconfigured_and_not_followed() {
    let stage = Stage::new();
    stage.always(Reply::fate("redirect", ""));
    let (source, statuses) = (stage.source(), Statuses::default());
    let _watching = statuses.watch(&source, &job("a"));
    stage.pass_seconds(600).await;
    assert_eq!(stage.calls().len(), 1);
    let status = statuses.last();
    assert_eq!(status.freshness, Freshness::Misconfigured);
    let failure = status.failure.clone().unwrap();
    assert_eq!(failure.kind, FailureKind::Config);
    assert!(failure.message.contains("final API root"), "{}", failure.message);
    assert_eq!(page::timers(), [0.0; 0]);
}

#[wasm_bindgen_test]
async fn a_network_error_is_unreachable_or_stale_until_an_answer_comes() {
    let stage = Stage::new();
    let reachable = std::rc::Rc::new(core::cell::Cell::new(false));
    let now = std::rc::Rc::clone(&reachable);
    stage.script(move |asked| {
        Some(if now.get() { Reply::running(asked, 40) } else { Reply::fate("network", "") })
    });
    let (source, statuses) = (stage.source(), Statuses::default());
    let _watching = statuses.watch(&source, &job("a"));
    for (reaches, freshness) in
        [(false, Freshness::Unreachable), (true, Freshness::Live), (false, Freshness::Stale)]
    {
        reachable.set(reaches);
        stage.pass_seconds(65).await;
        assert_eq!(statuses.last().freshness, freshness);
        let kind = statuses.last().failure.as_ref().map(|failure| failure.kind);
        assert_eq!(kind, (!reaches).then_some(FailureKind::Network));
    }
    stage.assert_quiet();
}

#[wasm_bindgen_test]
async fn an_answer_is_read_up_to_eight_mebibytes_and_no_further() {
    const LIMIT: f64 = 8.0 * 1024.0 * 1024.0;
    let stage = Stage::new();
    stage.always(Reply::fate("endless", ""));
    let (source, statuses) = (stage.source(), Statuses::default());
    let _watching = statuses.watch(&source, &job("a"));
    stage.settle().await;
    let failure = statuses.last().failure.clone().unwrap();
    assert_eq!(failure.kind, FailureKind::BadAnswer);
    assert!(failure.message.contains("8 MiB"), "{}", failure.message);
    let call = &stage.calls()[0];
    assert!(call.canceled);
    assert!(call.read > LIMIT && call.read <= LIMIT + 1024.0 * 1024.0, "{}", call.read);
    stage.assert_quiet();
}

#[wasm_bindgen_test]
async fn an_answer_of_exactly_eight_mebibytes_is_read() {
    let check = |length: usize, read: bool| async move {
        let stage = Stage::new();
        stage.script(move |asked| {
            let mut reply = Reply::running(asked, 40);
            reply.body.resize(length, b' ');
            Some(reply)
        });
        let (source, statuses) = (stage.source(), Statuses::default());
        let _watching = statuses.watch(&source, &job("a"));
        stage.settle().await;
        assert_eq!(statuses.last().report.is_some(), read, "{length}");
    };
    check(8 * 1024 * 1024, true).await;
    check(8 * 1024 * 1024 + 1, false).await;
}

#[wasm_bindgen_test]
async fn a_failure_has_the_kind_of_its_status() {
    for (status, kind, freshness) in [
        (400, FailureKind::Config, Freshness::Misconfigured),
        (401, FailureKind::Auth, Freshness::SignedOut),
        (403, FailureKind::Forbidden, Freshness::Forbidden),
        (404, FailureKind::NotFound, Freshness::Gone),
        (429, FailureKind::Throttled, Freshness::Stale),
        (500, FailureKind::Server, Freshness::Stale),
        (204, FailureKind::BadAnswer, Freshness::Stale),
    ] {
        let stage = Stage::new();
        stage.always(Reply::new(status, ""));
        let (source, statuses) = (stage.source(), Statuses::default());
        let _watching = statuses.watch(&source, &job("a"));
        // A job counts as gone only after a second 404.
        stage.pass_seconds(4).await;
        let last = statuses.last();
        assert_eq!(last.failure.as_ref().map(|failure| failure.kind), Some(kind), "{status}");
        assert_eq!(last.freshness, freshness, "{status}");
    }
}
