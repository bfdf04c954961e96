//! axe finds nothing on any page.

use e2e::axe;
use e2e::stage::Stage;

async fn check(stage: &Stage, name: &str) {
    super::open(stage, name).await;
    let found = axe::run(&stage.tab).await;
    assert!(found.violations.is_empty(), "{name}:\n{}", found.violations.join("\n"));
    // That nothing was found counts only where something was looked at.
    for rule in ["aria-progressbar-name", "color-contrast", "target-size"] {
        // A printed page has no buttons, nor has the summary.
        let absent = rule == "target-size" && ["printed", "summary"].contains(&name);
        let kept = found.kept.iter().any(|kept| kept == rule);
        assert!(kept || absent, "{name}: {rule} was not looked at: {:?}", found.kept);
    }
}

async fn check_all(stage: Stage, wanted: impl Fn(&str) -> bool) {
    let names = super::serve(&stage);
    axe::serve(&stage.home);
    for name in names.iter().filter(|name| wanted(name)) {
        check(&stage, name).await;
    }
    assert_eq!(stage.home.violations(), [""; 0], "the strict policy");
}

/// Each theme in English.
pub async fn axe_finds_nothing_on_the_themes(stage: Stage) {
    check_all(stage, |name| !name.starts_with("language-") && name != "tree").await;
}

/// Each language in light.
pub async fn axe_finds_nothing_on_the_languages(stage: Stage) {
    check_all(stage, |name| name.starts_with("language-")).await;
}

/// The search proves itself.
pub async fn axe_finds_what_is_planted(stage: Stage) {
    super::serve(&stage);
    axe::serve(&stage.home);
    super::open(&stage, "light").await;
    let plant = "document.querySelector('.face').removeAttribute('aria-label');
        document.querySelector('.state').style.color = '#999'";
    stage.tab.js(plant).await;
    let found = axe::run(&stage.tab).await.violations.join("\n");
    assert!(found.contains("aria-progressbar-name"), "{found}");
    assert!(found.contains("color-contrast"), "{found}");
}
