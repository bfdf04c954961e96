//! The pages of `cargo xtask bench` live: a benchmark of a broken page would praise it.

use std::time::Duration;

use e2e::bench::fleet::Fleet;
use e2e::bench::stack;
use e2e::stage::Stage;

pub async fn the_benchmarks_pages_show_their_jobs_and_ask_on(stage: Stage) {
    for stack in stack::ALL {
        let folders = vec![
            ("/package/", e2e::folder("JOB_BADGE_PACKAGE", "target/package")),
            ("/", e2e::folder("", "tests/bench")),
        ];
        let fleet = Fleet::open(folders, 3).await.unwrap();
        stage.tab.open(&format!("{}/{}", fleet.origin, stack.page)).await;
        let shown = format!("document.querySelectorAll('{}').length === 3", stack.shown);
        stage.tab.wait_until(&shown).await;
        // Also those that stay in a shadow root.
        let percent = "[...document.querySelectorAll('job-badge, plain-badge')]
            .every((badge) => /\\d%/.test((badge.shadowRoot ?? badge).textContent))";
        stage.tab.wait_until(percent).await;
        let counts = fleet.rounds(1, Duration::from_secs(15)).await.unwrap();
        assert!(counts.tasks >= 3, "{}: {counts:?}", stack.name);
        assert_eq!(counts.refused, 0, "{}: {counts:?}", stack.name);
    }
}
