//! Every recorded answer says the same through the browser's JSON as through `serde_json`.

use core::fmt::Debug;

use job_badge::{
    browser::JsDeserializer,
    job::Query,
    provider::{Api, error_in_json},
};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{
    reply::Reply,
    stage::{Stage, Statuses, job},
};

macro_rules! fixtures {
    ($($name:literal)*) => {
        [$(($name, include_str!(concat!("../fixtures/ams-v2/", $name)))),*]
    };
}

const FIXTURES: [(&str, &str); 39] = fixtures![
    "error_arm_403.json"
    "error_gateway_number_for_code_502.json"
    "error_gateway_other_names_429.json"
    "error_html_502.html"
    "error_light_404.json"
    "error_oauth_401.json"
    "error_verbose_400.json"
    "error_verbose_503.json"
    "error_xml_500.xml"
    "job_light_entity_finished.json"
    "job_state_property_verbose_canceling.json"
    "job_verbose_entity_error.json"
    "jobs_light_canceled.json"
    "jobs_light_canceling.json"
    "jobs_light_empty.json"
    "jobs_light_error.json"
    "jobs_light_few_properties_queued.json"
    "jobs_light_finished.json"
    "jobs_light_numbers_as_strings_processing.json"
    "jobs_light_processing.json"
    "jobs_light_queued.json"
    "jobs_light_scheduled.http"
    "jobs_light_scheduled.json"
    "jobs_light_several.json"
    "jobs_light_state_as_double_processing.json"
    "jobs_light_unknown_state.json"
    "jobs_light_year_one_queued.json"
    "jobs_verbose_array_finished.json"
    "jobs_verbose_results_processing.json"
    "jobs_verbose_slash_dates_finished.json"
    "redirect_301.http"
    "service_document_light.json"
    "tasks_light_canceled_before_start.json"
    "tasks_light_empty.json"
    "tasks_light_numbers_as_strings_processing.json"
    "tasks_light_processing.json"
    "tasks_light_select_error.json"
    "tasks_verbose_error.json"
    "tasks_verbose_finished.json"
];

fn from_browser(body: &str) -> Option<JsDeserializer> {
    js_sys::JSON::parse(body).ok().map(JsDeserializer)
}

fn check<T: PartialEq + Debug>(name: &str, browser: Option<T>, host: T) {
    // What is no JSON for one is none for the other.
    if let Some(browser) = browser {
        assert_eq!(browser, host, "{name}");
    }
}

/// The body of a fixture; one with `.http` has a head before it.
fn body_of<'a>(name: &str, text: &'a str) -> &'a str {
    if !name.ends_with(".http") {
        return text;
    }
    let answer = text.split("### RESPONSE").last().unwrap();
    let split = answer.split_once("\r\n\r\n").or_else(|| answer.split_once("\n\n"));
    split.map_or("", |(_, body)| body.trim())
}

#[wasm_bindgen_test]
fn every_fixture_reads_the_same_as_with_serde_json() {
    let mut read = 0;
    for (name, text) in FIXTURES {
        let body = body_of(name, text);
        let json = serde_json::from_str::<serde_json::Value>(body).is_ok();
        assert_eq!(from_browser(body).is_some(), json, "{name}");
        let ids: Vec<_> = body
            .split('"')
            .filter(|text| text.starts_with("nb:jid:UUID:"))
            .map(job)
            .chain([job("nb:jid:UUID:00000000-0000-4000-8000-000000000000")])
            .collect();
        let one = ids[0].clone();
        let list = Query::Active { jobs: ids.clone(), skip: 0, top: 1000 };
        for ask in [Query::Jobs(ids), Query::Jobs(vec![one.clone()]), list, Query::Tasks(one)] {
            let host = Api::AmsV2.read(&ask, &mut serde_json::Deserializer::from_str(body));
            read += usize::from(host.is_ok());
            check(name, from_browser(body).map(|body| Api::AmsV2.read(&ask, body)), host);
        }
        let host = error_in_json(&mut serde_json::Deserializer::from_str(body));
        check(name, from_browser(body).map(error_in_json), host);
    }
    assert!(read > 30, "only {read} were read at all");
}

#[wasm_bindgen_test]
async fn a_fixture_says_the_same_over_fetch() {
    for (name, text) in FIXTURES {
        let Some(body) = name.starts_with("jobs_").then(|| body_of(name, text)) else { continue };
        let Some(id) = body.split('"').find(|text| text.starts_with("nb:jid:UUID:")) else {
            continue;
        };
        let stage = Stage::new();
        let (id, reply) = (job(id), Reply::new(200, body));
        stage.script(move |asked| {
            Some(if asked.is_tasks() { Reply::new(403, "") } else { reply.clone() })
        });
        let (source, statuses) = (stage.source(), Statuses::default());
        let _watching = statuses.watch(&source, &id);
        stage.settle().await;
        let ask = Query::Jobs(vec![id]);
        let host = Api::AmsV2.read(&ask, &mut serde_json::Deserializer::from_str(body));
        let Ok(job_badge::job::Answer::Jobs(reports)) = host else { panic!("{name}: {host:?}") };
        assert_eq!(statuses.last().report.as_deref(), Some(&reports[0]), "{name}");
    }
}
