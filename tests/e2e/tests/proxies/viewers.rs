//! Many readers of one job: how often the API is asked, by the emulator's own count.

use std::time::Duration;

use e2e::page::{Page, STRICT};
use e2e::stage::Stage;
use e2e::token_leak::{needles, places_in_page, places_in_requests};
use serde_json::Value;
use tokio::time::{Instant, sleep, sleep_until};

use crate::proxy::{Kind, Proxy};
use crate::reader::get;

const VIEWERS: usize = 100;
/// The recipes keep an answer this long, in seconds.
const KEPT: f32 = 2.0;
/// The interval of a badge whose page sets none.
const INTERVAL: f32 = 2.5;

/// How often the emulator was asked for jobs.
async fn asked(stage: &Stage) -> u64 {
    let by_status = stage.emulator().stats().await["byRoute"]["jobs"].take();
    let counts = by_status.as_object().into_iter().flatten();
    counts.filter_map(|(_, count)| count.as_u64()).sum()
}

/// The job as a badge asks for it.
fn url(proxy: &Proxy, job: &str) -> String {
    let job = job.replace(':', "%3A");
    format!("{}/media-api/Jobs()?$filter=Id%20eq%20%27{job}%27&$top=1", proxy.origin)
}

pub async fn a_hundred_at_once_are_one_request(stage: Stage, kind: Kind) {
    let Some(proxy) = Proxy::start(&stage, kind).await else { return };
    let job = stage.emulator().create_job("Watched", 0, &[("encode", 60)]).await;
    let url = url(&proxy, &job);
    let viewers = (0..VIEWERS).map(|_| {
        let url = url.clone();
        tokio::spawn(async move { get(&url, &[("cookie", "session=reader")]).await })
    });
    for viewer in viewers.collect::<Vec<_>>() {
        let got = viewer.await.unwrap();
        assert_eq!(got.status, 200, "{}", got.all());
        assert!(got.body.contains("Watched"), "{}", got.body);
    }
    assert_eq!(asked(&stage).await, 1);
}

/// Three pages with a badge, and a hundred plain readers, each once a second.
pub async fn a_hundred_are_one_request_an_interval(stage: Stage, kind: Kind) {
    let Some(proxy) = Proxy::start(&stage, kind).await else { return };
    let job = stage.emulator().create_job("Watched", 0, &[("encode", 60)]).await;
    open_three_pages(&stage, &proxy, &job).await;
    // What the badges ask, exactly, is what the others ask, too.
    let seen = stage.api.requests("/api/Jobs()");
    let url = seen[0].path.replacen("/api/", &format!("{}/media-api/", proxy.origin), 1);
    assert_eq!(url, self::url(&proxy, &job));
    let (before, began) = (asked(&stage).await, Instant::now());
    let end = began + Duration::from_secs(5);
    let token = stage.emulator().token.clone();
    let viewers = (0..VIEWERS).map(|number| {
        let (url, needles) = (url.clone(), needles(&token));
        tokio::spawn(async move {
            sleep(Duration::from_millis(10) * number as u32).await;
            let mut answers = 0;
            while Instant::now() < end {
                let next = Instant::now() + Duration::from_secs(1);
                let got = get(&url, &[("cookie", "session=reader")]).await;
                assert_eq!(got.status, 200, "{}", got.all());
                assert!(!needles.iter().any(|part| got.all().contains(part)), "{}", got.all());
                answers += 1;
                sleep_until(next.min(end)).await;
            }
            answers
        })
    });
    let mut answers = 0;
    for viewer in viewers.collect::<Vec<_>>() {
        answers += viewer.await.unwrap();
    }
    let asked = asked(&stage).await - before;
    let seconds = began.elapsed().as_secs_f32();
    println!(
        "proxies: {kind:?}: {VIEWERS} viewers and 3 pages, {answers} answers to the viewers in \
         {seconds:.1} s, {asked} requests of the API"
    );
    assert!(answers >= 3 * VIEWERS, "{answers} answers");
    // No more than the answers that are kept let through, and no less than a badge wants to see.
    let (least, most) = ((seconds / INTERVAL).floor() - 1.0, seconds / KEPT + 1.0);
    assert!((least..=most).contains(&(asked as f32)), "{asked}: not from {least} to {most}");
    // What is kept is not kept for good.
    stage.emulator().advance(30).await;
    assert_eq!(stage.tab.wait_until(&frames("progress >= 50")).await, Value::Bool(true));
    assert_eq!(places_in_page(&stage.tab, &token).await, Vec::<String>::new());
    assert_eq!(places_in_requests(&stage.home, &token, |_| false), Vec::<String>::new());
    assert_eq!(stage.tab.violations().await, Vec::<String>::new());
}

async fn open_three_pages(stage: &Stage, proxy: &Proxy, job: &str) {
    let inner = Page::new(format!(
        "<job-badge id=b endpoint='/media-api/' auth=cookie interval=1 job='{job}'></job-badge>"
    ))
    .put_behind(&proxy.origin, &stage.home, "inner");
    let body = format!("<iframe src='{inner}'></iframe>").repeat(3);
    let url = Page::new(body).policy(Some(&format!("{STRICT}; frame-src 'self'"))).put_behind(
        &proxy.origin,
        &stage.home,
        "page",
    );
    // The recipes leave what a page's policy says alone.
    stage.tab.open(&url).await;
    let running = frames("state === 'running'");
    assert_eq!(stage.tab.wait_until(&running).await, Value::Bool(true));
}

/// Whether the badge of each page says this.
fn frames(says: &str) -> String {
    format!(
        "[...document.querySelectorAll('iframe')]
            .every(frame => frame.contentDocument?.getElementById('b')?.status?.{says})"
    )
}
