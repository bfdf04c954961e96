//! `<job-badge>` from the built package, in pages that are not ours, in real engines.

mod around;
mod bench_pages;
mod details;
mod examples;
mod first_paint;
mod fleet;
mod languages;
mod life;
mod loading;
mod places;
mod providers;
mod requests;
mod secrets;
mod settings;
mod setup;
mod summary;
mod summary_tables;
mod tabs;
mod trouble;

use std::process::ExitCode;

use e2e::scenarios;
use e2e::stage::Needs;
use e2e::suite;

fn main() -> ExitCode {
    let mut all = scenarios![
        life::a_job_goes_from_queued_to_succeeded_with_rising_progress,
        life::a_failed_job_says_why,
        life::events_come_only_on_a_change_and_the_snapshot_is_frozen,
        life::a_changed_job_starts_anew_without_a_flash_of_the_old,
        requests::fifty_badges_share_one_source,
        requests::a_final_job_is_asked_no_more,
        requests::a_removed_badge_asks_no_more,
        requests::a_badge_moved_in_the_same_task_restarts_nothing,
        requests::a_paused_badge_is_left_out,
        requests::off_screen_it_asks_for_its_state_alone,
        requests::refresh_asks_at_once,
        places::an_api_on_another_origin_under_the_strict_policy,
        places::an_api_on_the_same_origin_under_the_strict_policy,
        places::inside_another_shadow_root,
        places::a_page_with_a_base,
        places::a_relative_endpoint_may_not_leave_the_page_by_a_base,
        places::in_a_frame,
        places::in_a_sandboxed_frame_it_works_without_what_is_refused_there,
        places::adopted_into_another_document_it_keeps_its_style,
        // Firefox calls what is in another window than its observer out of view: states alone.
        places::in_another_window_it_goes_on_with_its_tasks: [Chromium, Firefox],
        places::the_module_is_imported_where_there_is_no_dom: [Chromium],
        providers::the_pages_own_backend_is_read_with_the_pages_session,
        providers::a_session_goes_to_no_other_origin,
        providers::an_unknown_provider_asks_nothing_until_it_is_described,
        providers::a_name_is_described_once_and_never_in_place_of_the_packages_own,
        providers::a_description_that_breaks_the_grammar_says_where,
        providers::a_badge_has_a_description_of_its_own,
        providers::a_shipped_description_is_loaded_once_where_it_is_named_and_nowhere_else,
        fleet::a_hundred_badges_ask_in_one_round_and_not_at_all_when_nobody_looks,
        first_paint::around_one_badge_nothing_moves_from_the_first_paint_on,
        first_paint::around_twenty_badges_nothing_moves_from_the_first_paint_on,
        first_paint::the_preloaded_wasm_is_the_one_that_is_compiled_as_it_arrives,
        first_paint::the_first_question_waits_for_no_words,
        first_paint::the_connection_to_an_api_elsewhere_is_opened_once_before_the_wasm_is_there,
        first_paint::no_connection_is_opened_where_no_request_would_go,
        languages::a_page_loads_the_words_of_its_language_once,
        languages::a_page_in_english_or_an_unknown_language_loads_no_words,
        languages::without_its_file_a_language_is_english_and_says_so_once,
        details::they_open_and_close_and_give_the_focus_back,
        settings::properties_set_before_the_class_is_there_arrive,
        settings::a_token_attribute_is_read_once_and_removed_with_a_warning,
        settings::a_wrong_attribute_falls_back_and_says_so_once,
        settings::a_refused_endpoint_is_said_and_asked_nothing,
        settings::defining_twice_and_a_second_tag_are_fine,
        settings::configure_reaches_badges_that_are_there,
        secrets::one_call_of_the_token_provider_for_all_badges,
        secrets::a_rejected_token_is_asked_for_again,
        secrets::an_expiring_token_is_asked_for_early,
        secrets::an_expired_token_is_signed_out_until_a_new_one_is_set,
        secrets::a_page_clock_that_is_a_day_wrong_stops_nothing,
        secrets::a_configured_token_goes_to_no_other_origin,
        secrets::a_changed_endpoint_drops_the_token,
        summary::counts_follow_the_jobs_to_their_end,
        summary::it_asks_nothing_and_a_page_without_it_loads_nothing_of_it,
        summary::it_counts_its_group_wherever_the_badges_stand,
        summary::it_speaks_the_pages_language,
        summary::a_thousand_badges_at_once_are_one_redraw_and_no_change_is_none,
        summary::what_is_not_live_is_said_and_properties_set_early_arrive,
        summary::without_frames_it_is_drawn_all_the_same,
        summary::adopted_into_another_document_it_keeps_its_style,
        summary::in_forced_colours_its_parts_differ: [Chromium],
        summary::its_place_is_held,
        summary_tables::counts_and_progress_are_those_of_the_table,
        summary_tables::the_parts_of_the_bar_are_those_of_the_table,
        summary_tables::its_sentences_are_those_of_the_languages,
        summary_tables::a_tag_picks_the_badges_language,
        tabs::ten_tabs_ask_as_one_and_all_show_it,
        tabs::when_the_asking_tab_goes_another_takes_over,
        tabs::a_tab_that_is_alone_asks_once_whether_there_are_others,
        tabs::switched_off_each_tab_asks_for_itself,
        tabs::tabs_with_other_tokens_share_only_by_a_name,
        tabs::a_tab_whose_token_is_refused_is_told_nothing,
        tabs::a_page_that_shares_is_kept_for_going_back_as_any_other,
        trouble::without_the_wasm_file_the_children_stay,
        // WebKitGTK 2.50 compiles wasm whatever the policy says.
        trouble::without_wasm_in_the_policy_the_children_stay: [Chromium, Firefox],
        trouble::a_failing_endpoint_is_shown_and_never_throws,
        trouble::an_answer_that_cannot_be_read_is_said_and_stops_nothing,
        trouble::an_endpoint_that_is_not_there_is_unreachable,
        around::hidden_is_hidden_whatever_a_style_sheet_says,
        around::only_a_few_properties_come_from_the_place,
        around::a_press_inside_keeps_the_details_open_in_closed_roots,
        around::a_press_that_the_page_stops_still_closes_the_details,
        around::the_first_escape_closes_the_details_only,
        around::what_is_said_can_be_heard_where_the_badge_is,
        around::languages_are_taken_in_any_spelling,
        around::in_a_frame_of_srcdoc_a_relative_endpoint_is_the_pages,
        around::a_copy_without_a_token_tells_the_page_no_error,
        around::done_says_whether_it_was_done_before,
        loading::a_failed_load_of_the_wasm_is_tried_again,
        loading::words_that_failed_to_load_are_tried_again,
        loading::configure_says_where_the_wasm_is,
        loading::two_copies_of_the_script_are_one,
        loading::what_a_framework_writes_as_text_is_said,
        loading::a_token_provider_that_gives_no_text_is_said_in_words,
        loading::functions_of_the_browser_that_throw_or_lack_stop_nothing,
        bench_pages::the_benchmarks_pages_show_their_jobs_and_ask_on: [Chromium],
        examples::the_own_backend_example_of_the_readme,
        examples::the_html_example_of_the_readme,
        examples::integrity_lets_the_package_in_and_nothing_else,
    ];
    // `cargo xtask test` bundles them; there is nothing to see in a run without it.
    if std::env::var_os(examples::BUNDLED).is_some() {
        all.extend(scenarios![
            examples::a_page_bundled_by_vite: [Chromium],
            examples::a_react_19_component: [Chromium],
        ]);
    }
    suite::run("element", Needs::Package, all)
}
