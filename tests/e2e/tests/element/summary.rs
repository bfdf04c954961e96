//! `<job-badge-summary>`: what it counts, when it draws, in which words, and that it asks nothing.

use e2e::answer::Answer;
use e2e::axe;
use e2e::chromium;
use e2e::page::Page;
use e2e::stage::Stage;
use serde_json::{Value, json};

use crate::setup::{a_job, assert_quiet, badge, give};

const SUMMARY: &str = "import '/package/summary.js';\n";

/// What a summary says to a screen reader.
fn text_of(css: &str) -> String {
    format!("{}.getAttribute('aria-valuetext')", face_of(css))
}

fn face_of(css: &str) -> String {
    format!("document.querySelector(`{css}`).shadowRoot.querySelector('[role=progressbar]')")
}

async fn wait_says(stage: &Stage, css: &str, said: &str) {
    stage.tab.wait_until(&format!("{} === {}", text_of(css), json!(said))).await;
}

/// Waits until it begins and ends with this; what is between is how far the jobs are.
async fn wait_says_about(stage: &Stage, css: &str, begin: &str, end: &str) {
    let text = text_of(css);
    let (begin, end) = (json!(begin), json!(end));
    let says = format!("{text}.startsWith({begin}) && {text}.endsWith({end})");
    stage.tab.wait_until(&says).await;
}

/// A page with this body, the token and the summary's script.
fn page(stage: &Stage, body: &str) -> Page {
    let page = Page::new(body).connects_to(&stage.api.origin);
    page.module(&(SUMMARY.to_owned() + &give(&stage.emulator().token)))
}

async fn open(stage: &Stage, body: &str) {
    stage.tab.open(&page(stage, body).put(&stage.home, "page")).await;
}

/// A job that fails after ten seconds.
async fn a_doomed_job(stage: &Stage) -> String {
    let error = json!({ "code": "Doomed", "message": "" });
    let task = json!({ "name": "encode", "seconds": 10, "error": error });
    let job = json!({ "name": "Doomed", "queuedSeconds": 1, "tasks": [task] });
    stage.emulator().create(job).await
}

pub async fn counts_follow_the_jobs_to_their_end(stage: Stage) {
    axe::serve(&stage.home);
    let root = stage.api_root();
    let short = stage.emulator().create_job("Short", 10, &[("encode", 20)]).await;
    let jobs = [a_doomed_job(&stage).await, short, a_job(&stage, "Long").await];
    let body: String =
        ["a", "b", "c"].iter().zip(&jobs).map(|(id, job)| badge(id, &root, job)).collect();
    // Before the badges, in the page and in the order of the scripts.
    let heading = "<main><h1>Jobs</h1><job-badge-summary label='Encoding'></job-badge-summary>";
    let listen = "window.changes = [];
        addEventListener('job-badge-summary-change', (event) => window.changes.push(event.detail));";
    let page = page(&stage, &format!("{heading}{body}</main>")).script(listen);
    stage.tab.open(&page.put(&stage.home, "page")).await;

    let css = "job-badge-summary";
    wait_says(&stage, css, "3 jobs, 0%, 3 waiting").await;
    stage.emulator().advance(5).await;
    wait_says_about(&stage, css, "3 jobs, ", "%, 1 running, 2 waiting").await;
    stage.emulator().advance(60).await;
    wait_says_about(&stage, css, "3 jobs, ", "%, 1 running, 1 failed, 1 ended").await;
    // The mean of all, in which what is over counts as 100.
    let mean = "(() => {
        const all = [...document.querySelectorAll('job-badge')].map(({ status }) => status);
        const done = all.map(({ state, progress }) => (state === 'failed' ? 100 : progress));
        const { progress, atLeast } = document.querySelector('job-badge-summary').summary;
        return done.every((one) => one !== null) && !atLeast && done[2] > 0
            && progress === Math.floor(done.reduce((sum, one) => sum + one) / 3);
    })()";
    stage.tab.wait_until(mean).await;
    let found = axe::run(&stage.tab).await;
    assert!(found.violations.is_empty(), "{}", found.violations.join("\n"));
    assert!(found.kept.iter().any(|rule| rule == "aria-progressbar-name"), "{:?}", found.kept);
    stage.emulator().advance(200).await;
    wait_says(&stage, css, "3 jobs, 100%, 1 failed, 2 ended").await;

    let face = face_of(css);
    let attributes = format!(
        "const face = {face}; return ['aria-label', 'aria-valuenow'].map((name) => face.getAttribute(name))"
    );
    assert_eq!(stage.tab.js(&attributes).await, json!(["Encoding", "100"]));
    let snapshot = "const summary = document.querySelector('job-badge-summary').summary;
        return [summary, Object.isFrozen(summary) && Object.isFrozen(summary.states),
            summary === document.querySelector('job-badge-summary').summary]";
    let snapshot = stage.tab.js(snapshot).await;
    assert_eq!([&snapshot[1], &snapshot[2]], [true, true]);
    let counts = ["total", "running", "failed", "ended", "waiting", "notLive", "progress"];
    assert_eq!(
        counts.map(|name| snapshot[0][name].clone()),
        [3, 0, 1, 2, 0, 0, 100].map(Value::from)
    );
    // Each event is a change of a count, and each begins where the last one ended.
    let changes = "return window.changes.map(({ summary, previous }) =>
        [summary, previous].map(({ progress, atLeast, ...counts }) => JSON.stringify(counts)))";
    let changes = stage.tab.js(changes).await;
    let changes = changes.as_array().unwrap();
    assert!(changes.len() >= 4, "{changes:?}");
    assert!(changes.iter().all(|change| change[0] != change[1]), "{changes:?}");
    assert!(changes.windows(2).all(|pair| pair[0][0] == pair[1][1]), "{changes:?}");
    assert_quiet(&stage).await;
}

pub async fn it_asks_nothing_and_a_page_without_it_loads_nothing_of_it(stage: Stage) {
    let jobs = [a_job(&stage, "One").await, a_job(&stage, "Two").await];
    let mut asked = Vec::new();
    for summary in ["", "<job-badge-summary></job-badge-summary>"] {
        let before = stage.emulator().stats().await["requests"].as_u64().unwrap();
        let root = stage.api_root();
        // Once in ten minutes, so that the time that the test takes makes no difference.
        let badges: String = jobs
            .iter()
            .map(|job| {
                format!("<job-badge endpoint='{root}' job='{job}' interval='600'></job-badge>")
            })
            .collect();
        let module = give(&stage.emulator().token) + if summary.is_empty() { "" } else { SUMMARY };
        let page = Page::new(format!("{summary}{badges}")).connects_to(&stage.api.origin);
        stage.tab.open(&page.module(&module).put(&stage.home, "page")).await;
        let known = "[...document.querySelectorAll('job-badge')].every((one) => one.status?.state === 'queued')";
        stage.tab.wait_until(known).await;
        if !summary.is_empty() {
            wait_says(&stage, "job-badge-summary", "2 jobs, 0%, 2 waiting").await;
        }
        let after = stage.emulator().stats().await;
        assert_eq!(after["running"], 0);
        asked.push(after["requests"].as_u64().unwrap() - before);
        let loaded = stage.home.requests("summary").len();
        assert_eq!(loaded, usize::from(!summary.is_empty()), "the script alone");
        assert_quiet(&stage).await;
    }
    assert!(asked[0] > 0 && asked[0] == asked[1], "{asked:?}");
}

pub async fn it_counts_its_group_wherever_the_badges_stand(stage: Stage) {
    let root = stage.api_root();
    let jobs =
        [a_job(&stage, "One").await, a_job(&stage, "Two").await, a_job(&stage, "Three").await];
    let badges: String =
        ["a", "b", "c"].iter().zip(&jobs).map(|(id, job)| badge(id, &root, job)).collect();
    // A badge without a job is none.
    let body = format!(
        "<job-badge-summary id='all'></job-badge-summary>
         <job-badge-summary id='x' group='x'></job-badge-summary>
         {badges}<job-badge endpoint='{root}'></job-badge><div id='host'></div>"
    );
    open(&stage, &body).await;
    wait_says(&stage, "#all", "3 jobs, 0%, 3 waiting").await;
    wait_says(&stage, "#x", "No jobs").await;
    let none = format!(
        "const face = {}; return [face.hasAttribute('aria-valuenow'), face.textContent]",
        face_of("#x")
    );
    assert_eq!(stage.tab.js(&none).await, json!([false, "No jobs"]));

    stage.tab.js("a.group = 'x'; b.setAttribute('group', 'x'); return 1").await;
    wait_says(&stage, "#x", "2 jobs, 0%, 2 waiting").await;
    // Into a closed shadow root, where the page's own selectors do not reach.
    stage
        .tab
        .js("window.root = host.attachShadow({ mode: 'closed' }); root.append(a); return 1")
        .await;
    stage.emulator().advance(20).await;
    wait_says_about(&stage, "#x", "2 jobs, ", "%, 2 running").await;
    wait_says_about(&stage, "#all", "3 jobs, ", "%, 3 running").await;
    stage.tab.js("b.removeAttribute('group'); return 1").await;
    wait_says_about(&stage, "#x", "1 job, ", "%, 1 running").await;
    stage.tab.js("root.firstChild.remove(); return 1").await;
    wait_says(&stage, "#x", "No jobs").await;
    wait_says_about(&stage, "#all", "2 jobs, ", "%, 2 running").await;
    // A summary that changes its own group, one that comes late, one of another tag, and one that is moved.
    stage.tab.js("c.group = 'y'; x.group = 'y'; return 1").await;
    wait_says_about(&stage, "#x", "1 job, ", "%, 1 running").await;
    let later = "const { JobBadgeSummaryElement } = customElements.get('job-badge-summary') && await import('/package/summary.js');
        JobBadgeSummaryElement.define();
        JobBadgeSummaryElement.define('my-summary');
        JobBadgeSummaryElement.define('my-summary');
        const mine = Object.assign(document.createElement('my-summary'), { id: 'mine', group: 'y' });
        document.body.append(mine);
        document.body.prepend(x);
        customElements.get('job-badge').define('my-badge');
        b.remove();
        document.body.append(Object.assign(document.createElement('my-badge'), { id: 'd', endpoint: c.endpoint, job: c.job, group: 'y' }));
        return 1";
    stage.tab.js(&format!("return (async () => {{ {later} }})()")).await;
    for css in ["#x", "#mine", "#all"] {
        // Nobody has signed the new one in.
        wait_says_about(&stage, css, "2 jobs, at least ", "%, 1 running, 1 unknown, 1 not live")
            .await;
    }
    assert_quiet(&stage).await;
}

pub async fn it_speaks_the_pages_language(stage: Stage) {
    axe::serve(&stage.home);
    let job = a_job(&stage, "Any").await;
    let body = "<main><h1>Jobs</h1><job-badge-summary id='s'></job-badge-summary>
        <job-badge-summary id='own' lang='de-CH'></job-badge-summary>"
        .to_owned()
        + &badge("b", &stage.api_root(), &job)
        + "</main>";
    stage.tab.open(&page(&stage, &body).lang("de_DE.UTF-8").put(&stage.home, "page")).await;
    wait_says(&stage, "#s", "1 Job, 0\u{a0}%, 1 wartet").await;
    stage.tab.js("own.words = { 'summary-waiting.one': '{count} steht an', 'summary-name': 7 }; return 1").await;
    wait_says(&stage, "#own", "1 Job, 0%, 1 steht an").await;
    // The page's own words are its, too, and its own stand over them.
    let configure = |words: &str| {
        format!("customElements.get('job-badge').configure({{ words: {words} }}); return 1")
    };
    stage.tab.js(&configure("{ 'summary-waiting.one': '{count} in der Schlange' }")).await;
    wait_says(&stage, "#s", "1 Job, 0\u{a0}%, 1 in der Schlange").await;
    wait_says(&stage, "#own", "1 Job, 0%, 1 steht an").await;
    assert_eq!(
        stage.tab.logged(&["warn"], "job-badge").await,
        [""; 0],
        "no badge takes them for its own"
    );
    stage.tab.js(&configure("undefined")).await;
    wait_says(&stage, "#s", "1 Job, 0\u{a0}%, 1 wartet").await;
    stage.tab.js("document.documentElement.lang = 'ar'; return 1").await;
    let arabic = format!(
        "{}.startsWith('عملية واحدة، ') && {0}.endsWith('، واحدة في الانتظار')",
        text_of("#s")
    );
    stage.tab.wait_until(&arabic).await;
    let shown = format!(
        "const root = {}.parentNode; return [root.lang, root.dir, root.firstChild.getAttribute('aria-label')]",
        face_of("#s")
    );
    assert_eq!(stage.tab.js(&shown).await, json!(["ar", "rtl", "العمليات"]));
    wait_says(&stage, "#own", "1 Job, 0%, 1 steht an").await;
    let found = axe::run(&stage.tab).await;
    assert!(found.violations.is_empty(), "{}", found.violations.join("\n"));
    // No language's words are loaded twice, and none that nobody speaks.
    let files: Vec<_> =
        stage.home.requests("/summary/").into_iter().map(|seen| seen.path).collect();
    assert_eq!(files, ["/package/summary/de.js", "/package/summary/ar.js"]);
    // Without a file it is English, and says so once.
    stage
        .home
        .answer("/package/summary/ja", Answer::Fixed(404, "text/plain", "not here".to_owned()));
    stage.tab.js("document.documentElement.lang = 'ja'; return 1").await;
    wait_says(&stage, "#s", "1 job, 0%, 1 waiting").await;
    stage
        .tab
        .wait_until("window.__e2e.log.some((one) => one.text.includes('summary/ja.js'))")
        .await;
    assert_eq!(stage.tab.logged(&["warn"], "summary/ja.js").await.len(), 1);
    assert_quiet(&stage).await;
}

/// Runs in the page: counts how often something in a summary changes.
const WATCH: &str = "window.draws = 0;
    new MutationObserver(() => window.draws++).observe(document.querySelector('job-badge-summary').shadowRoot,
        { subtree: true, childList: true, attributes: true, characterData: true });
    window.totals = [];
    addEventListener('job-badge-summary-change', ({ detail }) => totals.push(detail.summary.total));
    window.frames_ = (left) => new Promise((done) => {
        const next = () => (left-- ? requestAnimationFrame(next) : done(1));
        next();
    });";

pub async fn a_thousand_badges_at_once_are_one_redraw_and_no_change_is_none(stage: Stage) {
    open(&stage, "<job-badge-summary></job-badge-summary>").await;
    wait_says(&stage, "job-badge-summary", "No jobs").await;
    stage.tab.js(WATCH).await;
    let add = "for (let n = 0; n < 1000; n++) {
            document.body.append(Object.assign(document.createElement('job-badge'), { job: `job-${n}`, paused: true, endpoint: '/api/' }));
        }
        return 1";
    stage.tab.js(add).await;
    // Without a token they are signed out, which each of them tells by an event of its own.
    wait_says(&stage, "job-badge-summary", "1,000 jobs, 1,000 unknown, 1,000 not live").await;
    stage.tab.js("return window.frames_(3)").await;
    // Come, and signed out once the wasm is there.
    let (draws, totals) =
        (stage.tab.js("return window.draws").await, stage.tab.js("return window.totals").await);
    assert!((1..=3).contains(&draws.as_u64().unwrap()), "{draws} draws of a thousand badges");
    let totals = totals.as_array().unwrap();
    assert!(totals.len() <= 3 && totals.iter().all(|total| *total == 1000), "{totals:?}");

    // A setting that changes nothing that is said: all badges settle, and nothing is drawn.
    stage.tab.js("window.draws = 0; for (const badge of document.querySelectorAll('job-badge')) badge.interval = 7; return window.frames_(3)").await;
    assert_eq!(stage.tab.js("return window.draws").await, 0);
    stage.tab.js("window.totals.length = 0; for (const badge of document.querySelectorAll('job-badge')) badge.remove(); return window.frames_(3)").await;
    wait_says(&stage, "job-badge-summary", "No jobs").await;
    assert_eq!(stage.tab.js("return [window.draws, window.totals]").await, json!([1, [0]]));
    assert_quiet(&stage).await;
}

pub async fn what_is_not_live_is_said_and_properties_set_early_arrive(stage: Stage) {
    let job = a_job(&stage, "Any").await;
    // Before the script is there, a framework sets properties on what is no more than an element.
    let early = "Object.assign(document.getElementById('s'), { label: 'Mine', group: 'g', words: { 'summary-name': 'unused' } });";
    let body = "<job-badge-summary id='s'>wait</job-badge-summary>".to_owned()
        + &badge("b", &stage.api_root(), &job).replace("<job-badge ", "<job-badge group='g' ");
    let page = Page::new(body).connects_to(&stage.api.origin).script(early).module(SUMMARY);
    stage.tab.open(&page.put(&stage.home, "page")).await;
    wait_says(&stage, "#s", "1 job, 1 unknown, 1 not live").await;
    let name = format!("return {}.getAttribute('aria-label')", face_of("#s"));
    assert_eq!(stage.tab.js(&name).await, "Mine");
    // A token comes, and it goes on.
    stage.tab.js(&give(&stage.emulator().token)).await;
    wait_says(&stage, "#s", "1 job, 0%, 1 waiting").await;
    assert_quiet(&stage).await;
}

/// In a hidden page or frame there are no frames, and a script still wants to know the counts.
pub async fn without_frames_it_is_drawn_all_the_same(stage: Stage) {
    let job = a_job(&stage, "Any").await;
    let body =
        "<job-badge-summary></job-badge-summary>".to_owned() + &badge("b", &stage.api_root(), &job);
    let page = page(&stage, &body).script("window.requestAnimationFrame = () => 0;");
    stage.tab.open(&page.put(&stage.home, "page")).await;
    wait_says(&stage, "job-badge-summary", "1 job, 0%, 1 waiting").await;
    // The property waits for nothing.
    let now = "b.remove(); return Promise.resolve().then(() => document.querySelector('job-badge-summary').summary.total)";
    assert_eq!(stage.tab.js(now).await, 0);
    wait_says(&stage, "job-badge-summary", "No jobs").await;
    assert_quiet(&stage).await;
}

/// Moved to a frame, where a sheet of the page's cannot be adopted, it keeps its looks and goes on.
pub async fn adopted_into_another_document_it_keeps_its_style(stage: Stage) {
    let job = a_job(&stage, "Any").await;
    let body = "<job-badge-summary id='s'></job-badge-summary><iframe id='frame'></iframe>"
        .to_owned()
        + &badge("b", &stage.api_root(), &job);
    open(&stage, &body).await;
    wait_says(&stage, "#s", "1 job, 0%, 1 waiting").await;
    let border = "getComputedStyle(window.kept.shadowRoot.firstChild).borderTopStyle";
    stage.tab.js("window.kept = document.getElementById('s'); frame.contentDocument.body.append(kept); return 1").await;
    stage.tab.wait_until(&format!("{border} === 'solid'")).await;
    stage.emulator().advance(20).await;
    stage.tab.wait_until("window.kept.summary.running === 1 && window.kept.shadowRoot.textContent.includes('1 running')").await;
    stage.tab.js("document.body.append(kept); return 1").await;
    stage.tab.wait_until(&format!("{border} === 'solid'")).await;
    assert_quiet(&stage).await;
}

/// Colours are forced: what the parts of the bar are is told by their patterns.
pub async fn in_forced_colours_its_parts_differ(stage: Stage) {
    open(&stage, "<job-badge-summary></job-badge-summary>").await;
    wait_says(&stage, "job-badge-summary", "No jobs").await;
    let looks = "const root = document.querySelector('job-badge-summary').shadowRoot;
        return [...root.querySelectorAll('.bar > svg')].map((part) => {
            const [ground, line] = [...part.children].map((one) => getComputedStyle(one));
            return [ground.fill, line.stroke, line.strokeDasharray, line.strokeWidth].join();
        })";
    chromium::media(&stage.tab, &[("forced-colors", "active")]).await;
    let looks = stage.tab.js(looks).await;
    chromium::media(&stage.tab, &[]).await;
    let mut looks: Vec<_> = looks.as_array().unwrap().iter().map(Value::to_string).collect();
    assert_eq!(looks.len(), 7);
    looks.sort_unstable();
    looks.dedup();
    assert_eq!(looks.len(), 7, "{looks:?}");
    assert_quiet(&stage).await;
}

/// Its place is held before its script is there, so that nothing below it moves.
pub async fn its_place_is_held(stage: Stage) {
    let head = "<link rel='stylesheet' href='/package/place.css'>";
    let body = "<job-badge-summary>wait</job-badge-summary><p id='below'>below</p>";
    let page = Page::new(body).head(head);
    stage.tab.open(&page.put(&stage.home, "page")).await;
    let top = "return document.getElementById('below').getBoundingClientRect().top";
    let before = stage.tab.js(top).await;
    stage.tab.js("return import('/package/summary.js').then(() => 1)").await;
    wait_says(&stage, "job-badge-summary", "No jobs").await;
    assert_eq!(stage.tab.js(top).await, before);
    let job = "document.body.append(Object.assign(document.createElement('job-badge'), { job: 'one', endpoint: '/api/' })); return 1";
    stage.tab.js(job).await;
    wait_says(&stage, "job-badge-summary", "1 job, 1 unknown, 1 not live").await;
    assert_eq!(stage.tab.js(top).await, before);
    assert_quiet(&stage).await;
}
