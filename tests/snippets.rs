//! The playground's code for Yew, as it is copied: compiled, and rendered as a server does.

#[path = "snippets/yew/own_backend/job_status.rs"]
mod own_backend;
#[path = "snippets/yew/plain/job_status.rs"]
mod plain;
#[path = "snippets/yew/service/job_status.rs"]
mod service;

use yew::{AttrValue, LocalServerRenderer};

#[tokio::test]
async fn the_code_for_yew_makes_the_badge_that_was_chosen() {
    let token = || AttrValue::from("the-bearer-token");
    let check = |html: &str, expected: &[&str]| {
        for part in expected {
            assert!(html.contains(part), "no {part} in\n{html}");
        }
        assert!(!html.contains("the-bearer-token"), "{html}");
    };
    let props = plain::JobStatusProps { token: token() };
    let html = LocalServerRenderer::<plain::JobStatus>::with_props(props).render().await;
    check(&html, &["data-density=\"pill\""]);
    let html = LocalServerRenderer::<own_backend::JobStatus>::new().render().await;
    let label = "Say &quot;hi&quot; &amp; &lt;b&gt;{{x}}&lt;/b&gt; \\ ${y} `z` {@html 1}";
    check(&html, &["data-density=\"card\"", "lang=\"de\"", "Wird geladen", label]);
    let props = service::JobStatusProps { token: token() };
    let html = LocalServerRenderer::<service::JobStatus>::with_props(props).render().await;
    check(&html, &["data-density=\"dot\"", "lang=\"ja\"", "Nightly export"]);
}
