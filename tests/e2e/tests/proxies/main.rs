//! The recipes of `docs/proxies.md`, run as they stand in `examples/proxies`, with nothing filled in
//! but names, ports and folders, before the emulator, which wants a token that only they have.
//!
//! nginx is run where it is installed; Caddy, Express and the Worker's code only where `E2E_PROXIES`
//! is `all`. A proxy whose program is missing is skipped, and that is said.

mod caddy;
mod list;
mod nginx;
mod node;
mod proxy;
mod reader;
mod rules;
mod viewers;

use std::process::ExitCode;

use e2e::browser::Engine;
use e2e::scenarios;
use e2e::stage::Needs;
use e2e::suite::{self, Scenario};

use crate::proxy::Kind;

/// These scenarios with a proxy, in Chromium.
macro_rules! each_with {
    ($kind:ident, [$($scenario:path),+ $(,)?]) => {
        vec![$(Scenario {
            name: concat!(stringify!($kind), ": ", stringify!($scenario)),
            only: &[Engine::Chromium],
            run: |stage| Box::pin($scenario(stage, Kind::$kind)),
        }),+]
    };
}

fn main() -> ExitCode {
    let mut scenarios = each_with!(
        Nginx,
        [
            viewers::a_hundred_at_once_are_one_request,
            viewers::a_hundred_are_one_request_an_interval,
            rules::the_token_and_what_is_the_readers_stay_where_they_are,
            rules::statuses_waits_and_entity_tags_go_through,
            rules::nothing_but_what_a_badge_needs_goes_through,
            list::all_pages_of_a_list_are_shown,
        ]
    );
    scenarios.extend(scenarios![
        nginx::an_api_that_cannot_prove_its_name_gets_no_token: [Chromium],
    ]);
    if std::env::var("E2E_PROXIES").as_deref() == Ok("all") {
        scenarios.extend(each_with!(
            Express,
            [
                viewers::a_hundred_at_once_are_one_request,
                viewers::a_hundred_are_one_request_an_interval,
                rules::the_token_and_what_is_the_readers_stay_where_they_are,
                rules::statuses_waits_and_entity_tags_go_through,
                rules::nothing_but_what_a_badge_needs_goes_through,
                list::all_pages_of_a_list_are_shown,
            ]
        ));
        // What comes in the same instant is not shared there: `docs/proxies.md` says so.
        scenarios.extend(each_with!(
            Worker,
            [
                viewers::a_hundred_are_one_request_an_interval,
                rules::the_token_and_what_is_the_readers_stay_where_they_are,
                rules::statuses_waits_and_entity_tags_go_through,
                rules::nothing_but_what_a_badge_needs_goes_through,
                list::all_pages_of_a_list_are_shown,
            ]
        ));
        // Shares nothing.
        scenarios.extend(each_with!(
            Caddy,
            [
                rules::the_token_and_what_is_the_readers_stay_where_they_are,
                rules::statuses_waits_and_entity_tags_go_through,
                rules::nothing_but_what_a_badge_needs_goes_through,
                list::all_pages_of_a_list_are_shown,
            ]
        ));
    }
    suite::run("proxies", Needs::Package, scenarios)
}
