//! What frameworks write when the class comes after them: the page is told what to do instead.

use e2e::answer::Answer;
use e2e::page::Page;
use e2e::stage::Stage;
use serde_json::json;

/// A page on which this script renders a badge with `paused: false` and a function, and which
/// defines the class only then. Returns what the package warned of.
async fn warnings(stage: &Stage, library: &[(&str, &str)], render: &str) -> Vec<String> {
    let modules = e2e::folder("JOB_BADGE_NODE_MODULES", "node_modules");
    let mut head = String::new();
    for (name, file) in library {
        stage.home.answer(&format!("/{name}"), Answer::File(modules.join(file)));
        head.push_str(&format!("<script src='/{name}'></script>"));
    }
    let job = stage.emulator().create_job("Late", 10, &[("encode", 100)]).await;
    let settings = json!({ "endpoint": stage.api_root(), "job": job, "paused": false });
    let module = format!(
        "const settings = {{ ...{settings}, tokenProvider: () => 'the-token' }};\n\
         const page = document.getElementById('app');\n{render}\n\
         await new Promise((done) => setTimeout(done, 50));\n\
         await import('/package/define.js'); window.after = true;"
    );
    let url = Page::new("<div id='app'></div>")
        .connects_to(&stage.api.origin)
        .head(&head)
        .define(None)
        .module(&module)
        .put(&stage.home, "late");
    stage.tab.open(&url).await;
    stage.tab.wait_until("window.after").await;
    stage.tab.logged(&["warn"], "job-badge").await
}

fn assert_said(warnings: &[String], names: &[&str]) {
    for name in names {
        assert!(warnings.iter().any(|text| text.contains(name)), "{name}: {warnings:?}");
    }
}

pub async fn what_vue_writes_before_the_class_is_there_is_warned_of(stage: Stage) {
    let vue = [("vue.js", "vue/dist/vue.global.prod.js")];
    let render = "Vue.createApp({ render: () => Vue.h('job-badge', settings) }).mount(page);";
    assert_said(&warnings(&stage, &vue, render).await, &["paused", "tokenProvider"]);
}

pub async fn what_react_18_writes_before_the_class_is_there_is_warned_of(stage: Stage) {
    let folder = "../frameworks/node_modules";
    let files = ["react", "react-dom"].map(|name| {
        (format!("{name}.js"), format!("{folder}/{name}/umd/{name}.production.min.js"))
    });
    let library = files.each_ref().map(|(name, file)| (name.as_str(), file.as_str()));
    let render = "ReactDOM.createRoot(page).render(React.createElement('job-badge', settings));";
    assert_said(&warnings(&stage, &library, render).await, &["paused"]);
}
