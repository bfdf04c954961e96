//! What a summary counts and says, row by row: its modules from the source, in a real engine, with its
//! own `Intl`.

use std::path::PathBuf;

use e2e::answer::Answer;
use e2e::page::Page;
use e2e::stage::Stage;
use job_badge::badge::Language;
use serde_json::{Value, json};

use crate::setup::assert_quiet;

/// Gives the page the summary's modules, and those of the words that the package has.
const MODULES: &str = "
    const counts = await import('/src/element/summary/counts.js');
    const words = await import('/src/element/summary/words.js');
    const texts = { en: (await import('/src/element/summary/english.js')).default };
    for (const tag of ['de', 'fr', 'es', 'ja', 'ar', 'zh-Hans']) {
        texts[tag] = (await import(`/package/summary/${tag}.js`)).default;
    }
    const facts = (statuses) => statuses.map((status) => counts.factsOf(status && { checkedAt: 'then', freshness: 'live', progress: null, ...status }));
    window.count = (statuses) => counts.summaryOf(facts(statuses));
    window.parts = (statuses) => counts.partsOf(facts(statuses)).filter(({ width }) => width > 0)
        .map(({ name, start, width }) => [name, Math.round(start * 10) / 10, Math.round(width * 10) / 10]);
    window.say = (statuses, lang, own, label) => words.say(window.count(statuses), { lang, texts: texts[words.languageFor(lang)] }, [own], label);
    window.languageFor = words.languageFor;
    window.ready = true;";

async fn open(stage: &Stage) {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../src");
    stage.home.answer("/src/", Answer::Folder(root));
    stage.tab.open(&Page::new("").module(MODULES).put(&stage.home, "page")).await;
    stage.tab.wait_until("window.ready").await;
}

/// So many jobs in this state.
fn jobs(state: &str, count: usize) -> Vec<Value> {
    vec![json!({ "state": state }); count]
}

fn running(progress: f64) -> Value {
    json!({ "state": "running", "progress": progress })
}

pub async fn counts_and_progress_are_those_of_the_table(stage: Stage) {
    open(&stage).await;
    let check = async |jobs: Vec<Value>, expected: Value| {
        let jobs = json!(jobs);
        let summary = stage.tab.js(&format!("return window.count({jobs})")).await;
        for (name, value) in expected.as_object().unwrap() {
            assert_eq!(summary[name], *value, "{name} of {jobs}: {summary}");
        }
        let kinds = ["running", "failed", "ended", "waiting", "blocked", "loading", "unknown"];
        let sum: u64 = kinds.iter().map(|kind| summary[kind].as_u64().unwrap()).sum();
        assert_eq!(summary["total"], sum, "each job is of one kind: {summary}");
        let states = summary["states"].as_object().unwrap().values();
        assert_eq!(summary["total"], states.map(|count| count.as_u64().unwrap()).sum::<u64>());
    };
    check(vec![], json!({ "total": 0, "progress": null, "atLeast": false, "notLive": 0 })).await;
    let all = [
        "queued",
        "scheduled",
        "running",
        "canceling",
        "succeeded",
        "partial",
        "failed",
        "canceled",
        "skipped",
        "blocked",
        "unknown",
    ];
    check(
        all.map(|state| json!({ "state": state, "progress": 10 })).to_vec(),
        json!({ "waiting": 2, "running": 2, "ended": 4, "failed": 1, "blocked": 1, "unknown": 1, "loading": 0,
                // 5 × 100 + 6 × 10 of 11.
                "progress": 50, "atLeast": false }),
    )
    .await;
    // Over is over, however it ended and however far it came.
    check(
        ["failed", "canceled", "skipped", "partial"]
            .map(|state| json!({ "state": state, "progress": 3 }))
            .to_vec(),
        json!({ "progress": 100, "failed": 1, "ended": 3 }),
    )
    .await;
    // One hundred is what is over: not what is nearly, and not what is finishing.
    let nearly = [jobs("succeeded", 999), vec![running(99.9)]].concat();
    check(nearly, json!({ "progress": 99, "atLeast": false })).await;
    check(vec![running(100.0)], json!({ "progress": 99 })).await;
    check(vec![running(12.7), running(12.7)], json!({ "progress": 12 })).await;
    // What does not say how far it is counts as nothing, and it is said.
    check(
        [jobs("running", 1), jobs("succeeded", 1)].concat(),
        json!({ "progress": 50, "atLeast": true }),
    )
    .await;
    check(
        [jobs("queued", 1), jobs("succeeded", 1)].concat(),
        json!({ "progress": 50, "atLeast": false }),
    )
    .await;
    check(jobs("queued", 3), json!({ "progress": 0, "atLeast": false })).await;
    check(jobs("running", 3), json!({ "progress": null, "atLeast": false })).await;
    // Nothing is shown, nobody has answered, nobody may ask.
    let silent = json!({ "state": "unknown", "checkedAt": null });
    check(
        vec![Value::Null, silent.clone()],
        json!({ "loading": 2, "unknown": 0, "progress": null, "notLive": 0 }),
    )
    .await;
    let mut signed_out = silent;
    signed_out["freshness"] = json!("signed-out");
    check(vec![signed_out], json!({ "loading": 0, "unknown": 1, "progress": null, "notLive": 1 }))
        .await;
    for freshness in
        ["stale", "offline", "waiting", "forbidden", "misconfigured", "unreachable", "gone"]
    {
        let known = json!({ "state": "running", "progress": 40, "freshness": freshness });
        check(vec![known], json!({ "running": 1, "progress": 40, "notLive": 1 })).await;
    }
    assert_quiet(&stage).await;
}

pub async fn the_parts_of_the_bar_are_those_of_the_table(stage: Stage) {
    open(&stage).await;
    let check = async |jobs: Vec<Value>, expected: Value| {
        let jobs = json!(jobs);
        assert_eq!(stage.tab.js(&format!("return window.parts({jobs})")).await, expected, "{jobs}");
    };
    check(vec![], json!([])).await;
    check(jobs("queued", 5), json!([])).await;
    check(jobs("succeeded", 5), json!([["succeeded", 0, 100]])).await;
    let some = [
        jobs("succeeded", 2),
        jobs("failed", 1),
        jobs("canceled", 1),
        vec![running(25.0)],
        jobs("queued", 5),
    ];
    // Behind what is done of the running one what is left of it; the five that wait are the empty rest.
    let parts = json!([
        ["succeeded", 0, 20],
        ["stopped", 20, 10],
        ["failed", 30, 10],
        ["done", 40, 2.5],
        ["running", 42.5, 7.5]
    ]);
    check(some.concat(), parts).await;
    // One of a thousand is still to be seen, and the bar no longer for it.
    let one = [jobs("succeeded", 999), jobs("failed", 1)].concat();
    check(one, json!([["succeeded", 0, 98.5], ["failed", 98.5, 1.5]])).await;
    let one = [jobs("queued", 999), jobs("failed", 1)].concat();
    check(one, json!([["failed", 0, 1.5]])).await;
    assert_quiet(&stage).await;
}

pub async fn its_sentences_are_those_of_the_languages(stage: Stage) {
    open(&stage).await;
    let said = async |jobs: &[Value], rest: &str| {
        let said = stage
            .tab
            .js(&format!(
                "const said = window.say({}, {rest}); return [said.name, said.text]",
                json!(jobs)
            ))
            .await;
        // Browsers use several kinds of spaces, and change them now and then.
        let plain =
            |text: &Value| text.as_str().unwrap().replace(['\u{a0}', '\u{202f}', '\u{2009}'], " ");
        (plain(&said[0]), plain(&said[1]))
    };
    let gone = json!({ "state": "unknown", "freshness": "gone", "checkedAt": null });
    let some = [
        vec![running(50.0)],
        jobs("failed", 2),
        jobs("succeeded", 1_200),
        jobs("blocked", 1),
        vec![Value::Null, gone],
    ];
    let some = some.concat();
    let check = async |lang: &str, name: &str, text: &str| {
        let (found, says) = said(&some, &format!("'{lang}'")).await;
        assert_eq!((found.as_str(), says.as_str()), (name, text), "{lang}");
    };
    check("en", "Jobs", "1,206 jobs, at least 99%, 1 running, 2 failed, 1,200 ended, 1 needs a person, 1 loading, 1 unknown, 1 not live").await;
    check("de", "Jobs", "1.206 Jobs, mindestens 99 %, 1 läuft, 2 fehlgeschlagen, 1.200 beendet, 1 braucht einen Eingriff, 1 wird geladen, 1 unbekannt, 1 nicht aktuell").await;
    check("fr", "Travaux", "1 206 travaux, au moins 99 %, 1 en cours, 2 échecs, 1 200 terminés, 1 demande une intervention, 1 en chargement, 1 d’état inconnu, 1 pas à jour").await;
    check("es-MX", "Trabajos", "1,206 trabajos, al menos 99%, 1 en curso, 2 fallidos, 1,200 terminados, 1 requiere intervención, 1 cargándose, 1 desconocido, 1 sin actualizar").await;
    check("ja", "ジョブ", "1,206 件のジョブ、99% 以上、1 件が実行中、2 件が失敗、1,200 件が終了、1 件は対応が必要、1 件を読み込み中、1 件は状態不明、1 件は最新ではありません").await;
    check("zh-CN", "作业", "1,206 个作业，至少 99%，1 个正在运行，2 个失败，1,200 个已结束，1 个需要人工处理，1 个正在加载，1 个状态未知，1 个不是最新状态").await;

    // Each form that a language has.
    let check = async |lang: &str, count: usize, text: &str| {
        let (_, says) = said(&jobs("failed", count), &format!("'{lang}'")).await;
        let (_, last) = says.rsplit_once([',', '،']).unwrap();
        assert_eq!(last.trim(), text, "{lang} {count}: {says}");
    };
    for (count, text) in [(1, "1 échec"), (2, "2 échecs")] {
        check("fr", count, text).await;
    }
    for (count, text) in
        [(1, "فشلت واحدة"), (2, "فشلت اثنتان"), (3, "فشلت 3"), (11, "فشلت 11"), (100, "فشلت 100")]
    {
        check("ar-AE", count, text).await;
    }
    for (lang, text) in [
        ("en", "No jobs"),
        ("de", "Keine Jobs"),
        ("ar", "لا توجد عمليات"),
        ("ja", "ジョブはありません"),
    ] {
        assert_eq!(said(&[], &format!("'{lang}'")).await.1, text);
    }

    // Own words over the language's; what is filled in is not read again; what is no text is left out.
    let own = "'de', { 'summary-failed.one': '{count} kaputt', 'summary-total': '{count} Filme', joined: 7, 'summary-name': 'Filme' }";
    assert_eq!(
        said(&jobs("failed", 1), own).await,
        ("Filme".into(), "1 Filme, 100 %, 1 kaputt".into())
    );
    assert_eq!(said(&jobs("failed", 2), own).await.1, "2 Filme, 100 %, 2 fehlgeschlagen");
    assert_eq!(said(&[], "'en', undefined, '{count} <b>'").await.0, "{count} <b>");
    assert_quiet(&stage).await;
}

pub async fn a_tag_picks_the_badges_language(stage: Stage) {
    open(&stage).await;
    let tags = "de DE-at en-GB fr-CA es-419 ja-JP ar-EG zh zh-SG zh-Hans-HK zh-Hant zh-hant-tw zh-TW zh-hk \
        zh-MO pl den gsw d -de x-de";
    for tag in tags.split(' ').chain([""]) {
        let found = stage.tab.js(&format!("return window.languageFor('{tag}')")).await;
        assert_eq!(found, Language::of(tag).tag(), "{tag}");
    }
    assert_quiet(&stage).await;
}
