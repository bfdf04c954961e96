//! What addresses say about the table, and about a job.

use job_badge::job::JobState;

use super::*;
use crate::{
    fleet::{FleetQuery, of_job, without_job},
    route::{Route, View},
};

#[test]
fn what_an_address_says_wrongly_is_not_said() {
    let check = |hash: &str, expected: &str| {
        let query = FleetQuery::of(&Route::of_hash(hash).query);
        let written = Route { view: View::Jobs, query: query.query() };
        assert_eq!(written.hash(), expected, "{hash}");
        assert_eq!(FleetQuery::of(&written.query), query, "{hash}");
    };
    check("#/jobs", "#/jobs");
    check("#/jobs?state=failed,running", "#/jobs?state=failed%2Crunning");
    check("#/jobs?state=Failed,,nonsense,blocked", "#/jobs?state=blocked");
    check(
        "#/jobs?q=a+b&sort=-started&page=3&rows=100",
        "#/jobs?q=a+b&sort=-started&page=3&rows=100",
    );
    check("#/jobs?sort=size&page=0&rows=26", "#/jobs");
    check("#/jobs?sort=--name&page=-1&rows=25", "#/jobs");
    check("#/jobs?connections=2,x,4294967296", "#/jobs?connections=2");
    // An address names no API, no token and no answer, whatever it calls them.
    check("#/jobs?api=https://elsewhere.example/&token=abc&endpoint=/x&provider=json", "#/jobs");
}

#[test]
fn another_filter_begins_on_its_first_page() {
    let query = FleetQuery::of(&Route::of_hash("#/jobs?page=4&rows=100").query);
    let filter = crate::fleet::Filter { states: vec![JobState::Failed], ..Default::default() };
    let next = query.with_filter(filter);
    assert_eq!((next.page, next.size), (1, 100));
}

#[test]
fn a_jobs_address_leads_back_to_the_table_that_it_was_found_in() {
    let table = FleetQuery::of(&Route::of_hash("#/jobs?state=failed&page=2").query);
    let key = JobKey { connection: 7, ..waiting("octo/app/4&2").key };
    let route = Route { view: View::Job, query: of_job(&table, &key) };
    assert_eq!(route.hash(), "#/job?state=failed&page=2&connection=7&job=octo%2Fapp%2F4%262");
    assert_eq!(without_job(&Route::of_hash(&route.hash()).query), (table, Some(key)));
    for hash in ["#/job", "#/job?connection=1", "#/job?job=a", "#/job?connection=x&job=a"] {
        assert_eq!(without_job(&Route::of_hash(hash).query).1, None, "{hash}");
    }
}
