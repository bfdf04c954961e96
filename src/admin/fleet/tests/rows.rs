//! Which rows are shown, and in which order.

use job_badge::job::JobState;

use super::*;
use crate::fleet::{Column, Filter, Paging, Sort, held, sorted, state_counts};

fn fleet() -> Vec<Row> {
    vec![
        row("a", JobState::Running, |report| {
            report.name = Some("Nightly export 10".to_owned());
            report.created_at = Some(at(10));
            report.started_at = Some(at(12));
            report.tasks = tasks(1, 2, 0);
        }),
        Row {
            expected_end: Some(at(500)),
            ..row("b", JobState::Failed, |report| {
                report.name = Some("nightly Export 9".to_owned());
                report.created_at = Some(at(30));
                report.started_at = Some(at(31));
                report.tasks = tasks(2, 2, 1);
            })
        },
        Row {
            expected_end: Some(at(90)),
            ..row("c", JobState::Queued, |report| report.created_at = Some(at(20)))
        },
        waiting("d"),
    ]
}

#[test]
fn the_newest_come_first_where_nothing_was_chosen() {
    assert_eq!(ids(&sorted(fleet(), None, &|a, b| a.cmp(b))), ["b", "c", "a", "d"]);
}

#[test]
fn each_column_sorts_both_ways_and_what_is_not_known_comes_last() {
    let check = |column, up: [&str; 4], down: [&str; 4]| {
        for (descending, expected) in [(false, up), (true, down)] {
            let sort = Some(Sort { column, descending });
            let rows = sorted(fleet(), sort, &|a, b| a.to_lowercase().cmp(&b.to_lowercase()));
            assert_eq!(ids(&rows), expected, "{column:?} {descending}");
        }
    };
    check(Column::Name, ["c", "d", "a", "b"], ["b", "a", "d", "c"]);
    check(Column::State, ["b", "a", "c", "d"], ["c", "a", "b", "d"]);
    check(Column::Started, ["a", "b", "c", "d"], ["b", "a", "c", "d"]);
    check(Column::Left, ["c", "b", "a", "d"], ["b", "c", "a", "d"]);
    check(Column::Tasks, ["a", "b", "c", "d"], ["b", "a", "c", "d"]);
    check(Column::Errors, ["b", "c", "a", "d"], ["b", "c", "a", "d"]);
}

#[test]
fn a_second_click_turns_the_order_round() {
    let up = Sort { column: Column::Name, descending: false };
    assert_eq!(Sort::clicked(None, Column::Name), up);
    assert_eq!(Sort::clicked(Some(up), Column::Name), Sort { descending: true, ..up });
    assert_eq!(
        Sort::clicked(Some(up), Column::Started),
        Sort { column: Column::Started, descending: true }
    );
}

#[test]
fn rows_are_picked_by_states_connections_and_words() {
    let mut rows = fleet();
    rows[3].key.connection = 2;
    let check = |filter: &Filter, expected: &[&str]| assert_eq!(ids(&filter.pick(&rows)), expected);
    let all = Filter::default();
    check(&all, &["a", "b", "c", "d"]);
    let states = vec![JobState::Failed, JobState::Queued];
    check(&Filter { states, ..all.clone() }, &["b", "c"]);
    check(&Filter { text: " EXPORT nightly ".to_owned(), ..all.clone() }, &["a", "b"]);
    check(&Filter { text: "export 9".to_owned(), ..all.clone() }, &["b"]);
    check(&Filter { connections: vec![2], ..all.clone() }, &["d"]);
    check(&Filter { connections: vec![7], ..all }, &[]);
}

#[test]
fn a_piece_of_an_id_is_found_where_it_tells_something() {
    let id = "nb:jid:UUID:125c824f-6920-42ab-9a58-d514f1d9b339";
    let check = |id: &str, text: &str, expected: bool| {
        let row = row(id, JobState::Running, |report| report.name = Some("Film 3".to_owned()));
        let filter = Filter { text: text.to_owned(), ..Filter::default() };
        assert_eq!(!filter.pick(&[row]).is_empty(), expected, "{text}");
    };
    check(id, id, true);
    check(id, " 9B339 ", true);
    check(id, "125", true);
    // A digit stands in each of them.
    check(id, "9", false);
    check(id, "film 9", false);
    check("octo/app/42", "42", true);
    check("octo/app/42", "2", false);
}

#[test]
fn states_are_counted_whichever_are_picked() {
    let rows = fleet();
    let states = vec![JobState::Failed, JobState::Canceled];
    let filter = Filter { states, ..Filter::default() };
    let counts = [
        (JobState::Queued, 1),
        (JobState::Running, 1),
        (JobState::Failed, 1),
        // It has none, and is picked.
        (JobState::Canceled, 0),
        (JobState::Unknown, 1),
    ];
    assert_eq!(state_counts(&filter, &rows), counts);
    let filter = Filter { text: "nightly".to_owned(), ..Filter::default() };
    assert_eq!(state_counts(&filter, &rows), [(JobState::Running, 1), (JobState::Failed, 1)]);
}

#[test]
fn there_is_always_a_page_and_never_one_past_the_last() {
    let check = |rows, size, asked, page, pages, before, on_page| {
        let paging = Paging { page, pages, before, rows: on_page };
        assert_eq!(Paging::new(rows, size, asked), paging, "{rows} {size} {asked}");
        let all: Vec<_> = (0..rows).collect();
        assert_eq!(paging.of(&all), &all[before..before + on_page]);
    };
    check(0, 25, 1, 1, 1, 0, 0);
    check(25, 25, 1, 1, 1, 0, 25);
    check(26, 25, 2, 2, 2, 25, 1);
    check(26, 25, 99, 2, 2, 25, 1);
    check(26, 25, 0, 1, 2, 0, 25);
}

#[test]
fn rows_that_are_held_keep_their_places_and_say_what_is_new() {
    let keys: Vec<_> = ["c", "a", "gone"].map(|id| waiting(id).key).into();
    let held = held(&keys, &fleet());
    assert_eq!(ids(&held), ["c", "a"]);
    assert_eq!(held[1].state(), JobState::Running);
}
