//! Tokens: where they come from, how often a provider is asked, and that no output contains one.

use core::{cell::RefCell, time::Duration};
use std::rc::Rc;

use ams_emulator::Emulator;
use job_badge::{
    browser::{Credential, Source, TokenRequest, Watching},
    job::{FailureKind, Freshness},
    poll::TokenReason,
};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{
    page,
    reply::Reply,
    stage::{Stage, Statuses, job, utc},
};

/// A provider in Rust that returns these tokens one after another, and the requests that it got.
fn provider_of(tokens: &[Option<String>]) -> (Credential, Rc<RefCell<Vec<TokenRequest>>>) {
    let asked = Rc::new(RefCell::new(Vec::<TokenRequest>::new()));
    let (kept, tokens) = (Rc::clone(&asked), tokens.to_vec());
    let credential = Credential::provider(move |request| {
        let count = kept.borrow().len();
        kept.borrow_mut().push(request);
        let token = tokens.get(count).cloned().flatten();
        async move { token }
    });
    (credential, asked)
}

fn reasons(asked: &RefCell<Vec<TokenRequest>>) -> Vec<TokenReason> {
    asked.borrow().iter().map(|request| request.reason).collect()
}

#[wasm_bindgen_test]
async fn a_provider_is_asked_once_for_all_badges_and_gets_the_reason() {
    let stage = Stage::all_running();
    let (credential, asked) = provider_of(&[Some("first".into())]);
    let source = Source::ams_v2(&stage.root(), credential);
    let statuses = Statuses::default();
    let _watching: Vec<_> =
        (0..10).map(|n| statuses.watch(&source, &job(&format!("job-{n}")))).collect();
    stage.settle().await;
    let request = TokenRequest {
        provider: "ams-v2".into(),
        endpoint: stage.root(),
        reason: TokenReason::Missing,
    };
    assert_eq!(*asked.borrow(), [request]);
    assert_eq!(stage.calls()[0].header("authorization"), Some("Bearer first"));
    assert_eq!(statuses.last().freshness, Freshness::Live);
}

#[wasm_bindgen_test]
async fn after_a_401_the_provider_is_asked_once_and_the_badges_go_on() {
    let stage = Stage::new();
    stage.script(|asked| {
        let good = asked.token == "second";
        Some(if good { Reply::running(asked, 40) } else { Reply::new(401, "") })
    });
    let (credential, asked) = provider_of(&[Some("first".into()), Some("second".into())]);
    let source = Source::ams_v2(&stage.root(), credential);
    let statuses = Statuses::default();
    let _watching = [statuses.watch(&source, &job("a")), statuses.watch(&source, &job("b"))];
    stage.pass_seconds(60).await;
    assert_eq!(reasons(&asked), [TokenReason::Missing, TokenReason::Rejected]);
    assert_eq!(
        stage
            .calls()
            .iter()
            .filter(|call| call.header("authorization") == Some("Bearer first"))
            .count(),
        1
    );
    assert_eq!(statuses.last().freshness, Freshness::Live);
    assert!(statuses.last().report.is_some());
}

#[wasm_bindgen_test]
async fn a_jwt_is_renewed_a_minute_before_it_ends() {
    let stage = Stage::new();
    let id = stage.job(0, 10_000);
    let first = Emulator::mint_token(utc(), 300);
    let (credential, asked) = provider_of(&[Some(Emulator::mint_token(utc(), 86_400))]);
    let source = Source::ams_v2(&stage.root(), credential.and_token(&first));
    let statuses = Statuses::default();
    let _watching = statuses.watch(&source, &id);
    stage.pass_seconds(230).await;
    assert_eq!(reasons(&asked), []);
    stage.pass_seconds(15).await;
    assert_eq!(reasons(&asked), [TokenReason::Expiring]);
    stage.pass_seconds(120).await;
    assert_eq!(reasons(&asked).len(), 1);
    assert_eq!(statuses.last().freshness, Freshness::Live);
}

#[wasm_bindgen_test]
async fn without_a_provider_a_401_signs_out_until_a_new_token_is_set() {
    let stage = Stage::new();
    stage.script(|asked| {
        let good = asked.token == "second";
        Some(if good { Reply::running(asked, 40) } else { Reply::new(401, "") })
    });
    let statuses = Statuses::default();
    let first = statuses.watch(&Source::ams_v2(&stage.root(), "first"), &job("a"));
    stage.pass_seconds(600).await;
    assert_eq!(stage.calls().len(), 1);
    assert_eq!(statuses.last().freshness, Freshness::SignedOut);
    assert_eq!(page::timers(), [0.0; 0]);
    drop(first);
    let _second = statuses.watch(&Source::ams_v2(&stage.root(), "second"), &job("a"));
    stage.settle().await;
    assert_eq!(statuses.last().freshness, Freshness::Live);
}

/// A running job that is watched with a JavaScript token provider.
struct WithProvider {
    stage: Stage,
    /// What the provider wrote into its `asked`.
    asked: js_sys::Array,
    statuses: Statuses,
    _watching: Watching,
}

fn watch_with_provider(body: &str) -> WithProvider {
    let stage = Stage::all_running();
    let asked = js_sys::Array::new();
    let credential = Credential::script(page::script(body, &asked));
    let source = Source::ams_v2(&stage.root(), credential);
    let statuses = Statuses::default();
    let watching = statuses.watch(&source, &job("a"));
    WithProvider { stage, asked, statuses, _watching: watching }
}

#[wasm_bindgen_test]
async fn a_javascript_provider_may_answer_at_once_or_later() {
    for body in [
        "asked.push(question); return 'good'",
        "asked.push(question); return Promise.resolve('good')",
    ] {
        let WithProvider { stage, asked, .. } = &watch_with_provider(body);
        stage.settle().await;
        assert_eq!(stage.calls()[0].header("authorization"), Some("Bearer good"));
        let questions = js_sys::JSON::stringify(asked).unwrap();
        let root = stage.root();
        assert_eq!(
            String::from(questions),
            format!(r#"[{{"provider":"ams-v2","endpoint":"{root}","reason":"missing"}}]"#)
        );
    }
}

#[wasm_bindgen_test]
async fn a_provider_that_fails_is_asked_again_after_a_minute() {
    use Freshness::{Misconfigured, SignedOut};
    for (body, freshness) in [
        ("throw new Error('the token is s3cret')", SignedOut),
        ("return Promise.reject('s3cret')", SignedOut),
        ("return { then() { throw new Error('s3cret') } }", SignedOut),
        ("return 42", Misconfigured),
        ("return undefined", Misconfigured),
        ("return { token: 's3cret' }", Misconfigured),
        ("return 's3cret\\n'.repeat(2)", Misconfigured),
    ] {
        let body = format!("asked.push(1); if (asked.length === 1) {{ {body} }} return 'good'");
        let WithProvider { stage, asked, statuses, .. } = &watch_with_provider(&body);
        stage.pass_seconds(59).await;
        assert_eq!((asked.length(), stage.calls().len()), (1, 0), "{body}");
        assert_eq!(statuses.last().freshness, freshness, "{body}");
        stage.pass_seconds(8).await;
        assert_eq!(asked.length(), 2, "{body}");
        assert_eq!(statuses.last().freshness, Freshness::Live, "{body}");
        let said = stage.leaks();
        assert_eq!(said.len(), usize::from(freshness == Misconfigured), "{body}: {said:?}");
        assert!(!said.concat().contains("s3cret"), "{body}: {said:?}");
    }
}

#[wasm_bindgen_test]
async fn a_provider_that_gives_no_text_is_misconfigured_and_its_value_is_not_shown() {
    for body in ["return 42", "return undefined", "return { token: 's3cret' }"] {
        let WithProvider { stage, statuses, .. } = &watch_with_provider(body);
        stage.settle().await;
        let status = statuses.last();
        assert_eq!(status.freshness, Freshness::Misconfigured, "{body}");
        let message = &status.failure.as_ref().unwrap().message;
        assert!(message.contains("gave no text"), "{message}");
        let output: Vec<String> = page::texts(&page::output());
        assert_eq!(output.len(), 1, "{output:?}");
        assert!(output[0].contains("gave no text") && !output[0].contains("s3cret"), "{output:?}");
        assert!(stage.calls().is_empty(), "{body}");
    }
}

#[wasm_bindgen_test]
async fn an_invalid_token_is_in_no_header_and_in_no_output() {
    for bad in ["s3cret\nX-Evil: 1", "s3cret söß", "Bearer s3cret", "s3cret\"", "s3cret\u{0}", ""]
    {
        let stage = Stage::all_running();
        let by_text: Credential = bad.into();
        let (by_provider, _) = provider_of(&[Some(bad.to_owned()), Some(bad.to_owned())]);
        for credential in [by_text, by_provider] {
            let source = Source::ams_v2(&stage.root(), credential.clone());
            let statuses = Statuses::default();
            let _watching = statuses.watch(&source, &job("a"));
            stage.pass_seconds(5).await;
            let status = source.status(&job("a")).unwrap();
            assert_eq!(status.freshness, Freshness::Misconfigured, "{bad:?}");
            assert_eq!(status.failure.as_ref().unwrap().kind, FailureKind::Config);
            let output = format!("{status:?} {source:?} {credential:?}");
            assert!(!output.contains("s3cret"), "{output}");
        }
        assert_eq!(stage.calls().len(), 0, "{bad:?}");
        stage.assert_quiet();
    }
}

#[wasm_bindgen_test]
async fn no_failure_message_quotes_the_token() {
    let token = "s3cret-t0ken";
    let quoting = format!("Failed to read 'Bearer {token}'");
    let body =
        format!(r#"{{"error":{{"code":"{token}","message":{{"value":"Bearer {token}"}}}}}}"#);
    for reply in [
        Reply::fate("throw", &quoting),
        Reply::fate("text", &quoting),
        Reply::fate("network", ""),
        Reply::new(500, &body),
        Reply::new(200, &format!("no JSON: {token}")),
        Reply::new(401, &body),
    ] {
        let stage = Stage::new();
        stage.always(reply.clone());
        let source = Source::ams_v2(&stage.root(), token);
        let statuses = Statuses::default();
        let watching = statuses.watch(&source, &job("a"));
        stage.pass(Duration::from_secs(5)).await;
        let output = format!("{:?} {source:?} {watching:?} {:?}", statuses.last(), stage.leaks());
        assert!(!output.contains("s3cret"), "{}: {output}", reply.fate);
        assert!(statuses.last().failure.is_some(), "{}", reply.fate);
        stage.assert_quiet();
    }
}
