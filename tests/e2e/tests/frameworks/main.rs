//! The examples of frameworks and bundlers, built as their READMEs say and served below
//! `/sub/path/`, under the strict policy. `cargo xtask test` builds some of them, with `--full`
//! all: those that are there are met.

mod bundlers;
mod hydration;
mod lists;
mod mistakes;
mod page;
mod routes;
mod settings;
mod snippets;

use std::process::ExitCode;

use e2e::browser::Engine;
use e2e::scenarios;
use e2e::stage::Needs;
use e2e::suite::{self, Scenario};

use crate::page::{Example, REACT_18, VUE, built};

/// These scenarios with each of these examples. An example with `all engines` is met in all, the
/// others in Chromium.
macro_rules! each_with {
    ([$($example:ident $(in $engines:ident)?),+ $(,)?], $scenarios:tt) => {{
        let mut all = Vec::new();
        $(all.extend(each_with!(@one $example, [$($engines)?], $scenarios));)+
        all
    }};
    (@one $example:ident, $engines:tt, [$($scenario:path),+ $(,)?]) => {
        [$((page::$example, Scenario {
            name: concat!(stringify!($example), ": ", stringify!($scenario)),
            only: each_with!(@engines $engines),
            run: |stage| Box::pin($scenario(stage, page::$example)),
        })),+]
    };
    (@engines []) => { &[Engine::Chromium] };
    (@engines [all]) => { &[] };
}

fn main() -> ExitCode {
    let apps = each_with!(
        [REACT_19, REACT_18, VUE in all, ANGULAR, SVELTE, HTMX in all],
        [
            settings::three_jobs_are_followed_with_one_token,
            settings::a_flag_is_set_and_taken_back,
            lists::a_reversed_list_keeps_its_elements_and_their_jobs,
            lists::a_removed_row_that_comes_back_follows_its_job,
            routes::another_route_asks_nothing_and_the_way_back_follows_again,
        ]
    );
    let hydrated = each_with!(
        [REACT_19, VUE in all, SVELTE],
        [
            hydration::what_the_server_wrote_is_taken_over,
            hydration::a_list_from_the_server_is_reversed,
        ]
    );
    let bundled = each_with!(
        [VITE, WEBPACK, ROLLUP, ESBUILD, PARCEL],
        [bundlers::the_badge_runs_below_a_sub_path, bundlers::a_language_is_loaded_when_needed]
    );
    let classic = each_with!([ESBUILD_IIFE], [bundlers::the_badge_runs_below_a_sub_path]);
    let mut scenarios: Vec<(Example, Scenario)> =
        [apps, hydrated, bundled, classic, mistakes()].concat();
    scenarios.retain(|(example, _)| built(*example));
    if scenarios.is_empty() && std::env::var("E2E_BROWSERS").as_deref() != Ok("none") {
        eprintln!("frameworks: none is built; `cargo xtask test` builds them");
        return ExitCode::FAILURE;
    }
    let scenarios = scenarios.into_iter().map(|(_, scenario)| scenario);
    let scenarios = scenarios.chain(snippets::all()).collect();
    suite::run("frameworks", Needs::Package, scenarios)
}

/// What frameworks write when the class comes after them.
fn mistakes() -> Vec<(Example, Scenario)> {
    let vue = scenarios![mistakes::what_vue_writes_before_the_class_is_there_is_warned_of];
    let react = scenarios![
        mistakes::what_react_18_writes_before_the_class_is_there_is_warned_of: [Chromium],
    ];
    let of = |example, all: Vec<Scenario>| all.into_iter().map(move |one| (example, one));
    of(VUE, vue).chain(of(REACT_18, react)).collect()
}
