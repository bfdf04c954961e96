//! What the browser's tab says of the jobs: a title and an icon. Pure; `use_tab.rs` puts them there.

/// What a tab is called and shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tab {
    /// The document's title.
    pub title: String,
    /// The file of its icon, beside the page.
    pub icon: &'static str,
}

/// The tab of a view while so many jobs run and so many have failed.
///
/// What matters stands first, since a row of tabs leaves room for a few letters each.
pub(crate) fn tab(view: &str, running: usize, failed: usize) -> Tab {
    let counts = [(running, "running"), (failed, "failed")];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let counts = counts.map(|(count, word)| format!("{count} {word}")).collect::<Vec<_>>();
    let title = match &counts[..] {
        [] => format!("{view} · job-badge"),
        counts => format!("({}) {view} · job-badge", counts.join(", ")),
    };
    // A failure is what somebody comes back for.
    let icon = match (failed, running) {
        (0, 0) => "icon.svg",
        (0, _) => "icon-running.svg",
        _ => "icon-failed.svg",
    };
    Tab { title, icon }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tab_tells_of_running_and_failed_jobs() {
        let check = |running, failed, title: &str, icon| {
            let title = title.to_owned();
            assert_eq!(tab("Jobs", running, failed), Tab { title, icon });
        };
        check(0, 0, "Jobs · job-badge", "icon.svg");
        check(3, 0, "(3 running) Jobs · job-badge", "icon-running.svg");
        check(0, 1, "(1 failed) Jobs · job-badge", "icon-failed.svg");
        check(12, 2, "(12 running, 2 failed) Jobs · job-badge", "icon-failed.svg");
    }
}
