//! The markup itself: whole for some badges, in a line for every state and freshness. What must
//! hold of all markup is in `rules`.

use expect_test::{Expect, expect};
use job_badge::badge::Density;
use job_badge::job::{Freshness, JobState, Status};

use crate::cells::{self, fresh, status, unknown};
use crate::markup::{attribute, draw};

/// One tag a line, the paths of the shapes left out.
fn lines(markup: &str) -> String {
    let mut lines = String::new();
    for tag in markup.replace("><", ">\n<").lines() {
        if !tag.starts_with("<path") && !tag.starts_with("</") {
            lines.push_str(tag.trim_end());
            lines.push('\n');
        }
    }
    lines
}

async fn check(status: Status, density: Density, expected: Expect) {
    expected.assert_eq(&lines(&draw(cells::view(&status, density, false, false)).await));
}

#[tokio::test(flavor = "current_thread")]
async fn a_running_pill() {
    check(status(JobState::Running), Density::Pill, expect![[r#"
        <span part="badge" data-state="running" data-freshness="live" data-density="pill" title="Encode “Northern Lights” 4K
        Running, 64%, about 6 minutes left" class="job-badge">
        <span role="progressbar" aria-valuemin="0" aria-valuemax="100" aria-label="Encode “Northern Lights” 4K" aria-valuenow="64" aria-valuetext="Running, 64%, about 6 minutes left" class="face">
        <svg part="icon" viewBox="0 0 16 16" aria-hidden="true" class="icon">
        <span class="main">
        <bdi part="label" class="label">Encode “Northern Lights” 4K</bdi>
        <bdi part="state" class="state">Running</bdi>
        <span part="value" class="value">64%</span>
        <svg part="bar" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true" class="bar">
        <rect width="1" height="1" transform="scale(.640 1)">
        <span class="time">about 6 min left</span>
    "#]]).await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_running_card() {
    check(status(JobState::Running), Density::Card, expect![[r#"
        <span part="badge" data-state="running" data-freshness="live" data-density="card" class="job-badge">
        <span role="progressbar" aria-valuemin="0" aria-valuemax="100" aria-label="Encode “Northern Lights” 4K" aria-valuenow="64" aria-valuetext="Running, 64%, about 6 minutes left" class="face">
        <svg part="icon" viewBox="0 0 16 16" aria-hidden="true" class="icon">
        <bdi part="label" title="Encode “Northern Lights” 4K" class="label">Encode “Northern Lights” 4K</bdi>
        <svg part="bar" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true" class="bar">
        <rect width="1" height="1" transform="scale(.640 1)">
        <span class="row">
        <bdi part="state" class="state">Running</bdi>
        <span part="value" class="value">64%</span>
        <span class="time passed">16 min so far</span>
        <span class="time">about 6 min left</span>
    "#]]).await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_running_dot() {
    check(status(JobState::Running), Density::Dot, expect![[r#"
        <span part="badge" data-state="running" data-freshness="live" data-density="dot" title="Encode “Northern Lights” 4K
        Running, 64%, about 6 minutes left" class="job-badge">
        <span role="progressbar" aria-valuemin="0" aria-valuemax="100" aria-label="Encode “Northern Lights” 4K" aria-valuenow="64" aria-valuetext="Running, 64%, about 6 minutes left" class="face">
        <svg part="bar" viewBox="0 0 32 32" aria-hidden="true" class="ring">
        <circle cx="16" cy="16" r="14.5">
        <circle cx="16" cy="16" r="14.5" pathLength="1000" stroke-dasharray="640 1000" class="done">
        <svg part="icon" viewBox="0 0 16 16" aria-hidden="true" class="icon">
    "#]]).await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_pill_that_knows_nothing_yet() {
    check(unknown(Freshness::Live), Density::Pill, expect![[r#"
        <span part="badge" data-state="unknown" data-empty="" data-freshness="live" data-density="pill" title="nb:jid:UUID:f3c43f94-327f-2347-90bb-3bf79f8559f1
        Loading…" class="job-badge">
        <span role="progressbar" aria-valuemin="0" aria-valuemax="100" aria-label="nb:jid:UUID:f3c43f94-327f-2347-90bb-3bf79f8559f1" aria-valuetext="Loading…" class="face">
        <svg part="icon" viewBox="0 0 16 16" aria-hidden="true" class="icon">
        <span class="main">
        <bdi part="label" class="label">nb:jid:UUID:f3c43f94-327f-2347-90bb-3bf79f8559f1</bdi>
        <bdi part="state" class="state">Loading…</bdi>
        <svg part="bar" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true" class="bar moves">
        <rect width="1" height="1">
    "#]]).await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_stale_card() {
    check(fresh(Freshness::Stale), Density::Card, expect![[r#"
        <span part="badge" data-state="running" data-freshness="stale" data-density="card" class="job-badge">
        <span role="progressbar" aria-valuemin="0" aria-valuemax="100" aria-label="Encode “Northern Lights” 4K" aria-valuenow="64" aria-valuetext="Running, 64%, Out of date, 3 min ago" class="face">
        <svg part="icon" viewBox="0 0 16 16" aria-hidden="true" class="icon">
        <bdi part="label" title="Encode “Northern Lights” 4K" class="label">Encode “Northern Lights” 4K</bdi>
        <svg part="bar" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true" class="bar">
        <rect width="1" height="1" transform="scale(.640 1)">
        <span class="row">
        <bdi part="state" class="state">Running</bdi>
        <span part="value" class="value">64%</span>
        <span class="time passed">
        <span class="time">
        <span part="freshness" class="note">
        <svg viewBox="0 0 16 16" aria-hidden="true" class="mark">
        <span>
        <b>Out of date</b>
        <span class="age">3 min ago</span>
        <span class="why">The service has trouble. This is the last known state. Next check within a minute.</span>
        <bdi class="cause">ServerBusy: The server is busy.</bdi>
    "#]]).await;
}

#[tokio::test(flavor = "current_thread")]
async fn the_details_of_a_failed_job() {
    let view = cells::view(&status(JobState::Failed), Density::Pill, true, true);
    expect![[r#"
        <span part="badge" data-state="failed" data-freshness="live" data-density="pill" data-open="" title="Encode “Northern Lights” 4K
        Failed" class="job-badge">
        <span role="progressbar" aria-valuemin="0" aria-valuemax="100" aria-label="Encode “Northern Lights” 4K" aria-valuenow="66" aria-valuetext="Failed" class="face">
        <svg part="icon" viewBox="0 0 16 16" aria-hidden="true" class="icon">
        <span class="main">
        <bdi part="label" class="label">Encode “Northern Lights” 4K</bdi>
        <bdi part="state" class="state">Failed</bdi>
        <button type="button" data-action="details" aria-expanded="true" aria-label="Details of Encode “Northern Lights” 4K" class="open">
        <svg viewBox="0 0 16 16" aria-hidden="true" class="mark">
        <div part="details" role="group" tabindex="-1" aria-label="Details" popover="manual" title="" class="details">
        <div class="head">
        <svg viewBox="0 0 16 16" aria-hidden="true" class="icon">
        <bdi class="label">Encode “Northern Lights” 4K</bdi>
        <bdi class="state">Failed</bdi>
        <button type="button" data-action="close" aria-label="Close" class="close">
        <svg viewBox="0 0 16 16" aria-hidden="true" class="mark">
        <div class="heading">Tasks<small>2 of 2 done</small>
        <ul aria-label="Tasks" class="tasks">
        <li data-state="succeeded">
        <svg viewBox="0 0 16 16" aria-hidden="true" class="icon">
        <bdi class="label">Analyse the source</bdi>
        <bdi class="state">Succeeded</bdi>
        <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true" class="bar">
        <rect width="1" height="1" transform="scale(1 1)">
        <li data-state="failed">
        <svg viewBox="0 0 16 16" aria-hidden="true" class="icon">
        <bdi class="label">Encode</bdi>
        <bdi class="state">Failed</bdi>
        <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true" class="bar">
        <rect width="1" height="1" transform="scale(.320 1)">
        <p class="error">
        <bdi class="code">ErrorDownloadingInputAssetMalformedContent</bdi>
        <bdi>The input file is cut off after 1.2 GB: &lt;b&gt;no end of stream&lt;/b&gt;.</bdi>
        <dl>
        <div>
        <dt>The service says</dt>
        <dd>
        <bdi>Error</bdi>
        <div>
        <dt>Created</dt>
        <dd>
        <time datetime="2015-02-11T14:03:20.000Z" title="2015-02-11T14:03:20.000Z">2015-02-11 14:03:20 UTC</time>
        <div>
        <dt>Started</dt>
        <dd>
        <time datetime="2015-02-11T14:04:00.000Z" title="2015-02-11T14:04:00.000Z">2015-02-11 14:04:00 UTC</time>
        <div>
        <dt>Ended</dt>
        <dd>
        <time datetime="2015-02-11T14:18:00.000Z" title="2015-02-11T14:18:00.000Z">2015-02-11 14:18:00 UTC, took 14 min</time>
        <div>
        <dt>Last answer</dt>
        <dd>
        <time datetime="2015-02-11T14:19:59.000Z" title="2015-02-11T14:19:59.000Z">2015-02-11 14:19:59 UTC</time>
        <div>
        <dt>Job id</dt>
        <dd>
        <bdi class="id">nb:jid:UUID:f3c43f94-327f-2347-90bb-3bf79f8559f1</bdi>
        <div class="actions">
        <button type="button" data-action="refresh">Check now</button>
        <button type="button" data-action="copy">Copy id</button>
    "#]].assert_eq(&lines(&draw(view).await));
}

#[tokio::test(flavor = "current_thread")]
async fn the_pill_of_every_state() {
    let mut all = String::new();
    for state in JobState::ALL {
        let markup = draw(cells::view(&status(state), Density::Pill, false, false)).await;
        all.push_str(&summary(&markup));
    }
    expect![[r#"
        queued live | Queued | now – | Encode “Northern Lights” 4K Queued
        scheduled live | Scheduled | now – | Encode “Northern Lights” 4K Scheduled
        running live | Running, 64%, about 6 minutes left | now 64 | Encode “Northern Lights” 4K Running 64% about 6 min left
        canceling live | Canceling, 64% | now 64 | Encode “Northern Lights” 4K Canceling 64%
        succeeded live | Succeeded | now 100 | Encode “Northern Lights” 4K Succeeded
        partial live | Partly succeeded | now 100 | Encode “Northern Lights” 4K Partly succeeded
        failed live | Failed | now 66 | Encode “Northern Lights” 4K Failed
        canceled live | Canceled | now 33 | Encode “Northern Lights” 4K Canceled
        skipped live | Skipped | now – | Encode “Northern Lights” 4K Skipped
        blocked live | Needs a person, 50% | now 50 | Encode “Northern Lights” 4K Needs a person 50%
        unknown live | Hibernating | now – | Encode “Northern Lights” 4K Hibernating
    "#]].assert_eq(&all);
}

#[tokio::test(flavor = "current_thread")]
async fn the_pill_of_every_freshness() {
    let mut all = String::new();
    for freshness in Freshness::ALL {
        let markup = draw(cells::view(&fresh(freshness), Density::Pill, false, false)).await;
        all.push_str(&summary(&markup));
    }
    expect![[r#"
        running live | Running, 64%, about 6 minutes left | now 64 | Encode “Northern Lights” 4K Running 64% about 6 min left
        running stale | Running, 64%, Out of date, 3 min ago | now 64 | Encode “Northern Lights” 4K Running 64% 3 min ago
        running offline | Running, 64%, Offline, 40 s ago | now 64 | Encode “Northern Lights” 4K Running 64% Offline
        running waiting | Running, 64%, Asked to wait, 1 min ago | now 64 | Encode “Northern Lights” 4K Running 64% Asked to wait
        running signed-out | Running, 64%, Sign-in needed, 10 min ago | now 64 | Encode “Northern Lights” 4K Running 64% Sign-in needed
        running forbidden | Running, 64%, No access, 10 min ago | now 64 | Encode “Northern Lights” 4K Running 64% No access
        running misconfigured | Running, 64%, Not set up right, 10 min ago | now 64 | Encode “Northern Lights” 4K Running 64% Not set up right
        unknown unreachable | Not reached | now – | nb:jid:UUID:f3c43f94-327f-2347-90bb-3bf79f8559f1 Not reached
        running gone | Running, 64%, Not found, 2 h ago | now 64 | Encode “Northern Lights” 4K Running 64% Not found
    "#]].assert_eq(&all);
}

/// What a style sheet, an ear and an eye get, in one line.
fn summary(markup: &str) -> String {
    let mut text = String::new();
    for tag in markup.split('<').filter_map(|tag| tag.split_once('>')) {
        text.push_str(tag.1);
        if !tag.1.is_empty() {
            text.push(' ');
        }
    }
    let one = |name| attribute(markup, name).first().copied().unwrap_or("–").to_owned();
    format!(
        "{} {} | {} | now {} | {}\n",
        one("data-state"),
        one("data-freshness"),
        one("aria-valuetext"),
        one("aria-valuenow"),
        text.trim()
    )
}
