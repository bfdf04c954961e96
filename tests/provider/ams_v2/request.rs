//! The URL and the headers of each question, that no id breaks out of its place, and how many jobs
//! fit.

use job_badge::{
    job::{JobId, Query},
    provider::{Api, ApiRoot},
};
use proptest::prelude::*;

use super::{A, active, id, jobs};

fn root() -> ApiRoot {
    ApiRoot::absolute("https://media.example/api").unwrap()
}

fn url(query: &Query) -> String {
    Api::AmsV2.request(&root(), query, 7).unwrap().url
}

#[test]
fn one_job_is_asked_for_as_the_documentation_has_it() {
    let trace = 0x0123_4567_89AB_CDEF_0011_2233_4455_6677;
    let request = Api::AmsV2.request(&root(), &jobs(&[A]), trace).unwrap();
    assert_eq!(
        request.url,
        "https://media.example/api/Jobs()?$filter=Id%20eq%20'nb%3Ajid%3AUUID%3A0a1b2c3d-4e5f-4a6b-8c7d-000000000001'&$top=1"
    );
    let headers: Vec<_> = request.headers.iter().map(|(k, v)| (*k, v.as_str())).collect();
    assert_eq!(
        headers,
        [
            ("DataServiceVersion", "1.0;NetFx"),
            ("MaxDataServiceVersion", "3.0;NetFx"),
            ("Accept", "application/json"),
            ("x-ms-version", "2.19"),
            ("x-ms-client-request-id", "01234567-89ab-cdef-0011-223344556677"),
        ]
    );
}

#[test]
fn several_jobs_share_a_request() {
    assert_eq!(
        url(&jobs(&["a", "b'c", "d"])),
        "https://media.example/api/Jobs()?$filter=Id%20eq%20'a'%20or%20Id%20eq%20'b%27%27c'%20or%20Id%20eq%20'd'&$top=3&$select=Id,Name,State,Created,StartTime,EndTime"
    );
}

#[test]
fn the_list_of_active_jobs_is_asked_for_page_by_page() {
    assert_eq!(Api::AmsV2.list_page(), Some(500));
    assert_eq!(
        url(&active(&["not", "named"], 1000, 570)),
        "https://media.example/api/Jobs()?$filter=State%20lt%203%20or%20State%20eq%206&$top=570&$skip=1000&$select=Id,Name,State,Created,StartTime,EndTime"
    );
}

#[test]
fn tasks_are_asked_for_by_their_job() {
    assert_eq!(
        url(&Query::Tasks(id("nb:jid:UUID:1/2'é"))),
        "https://media.example/api/Jobs('nb%3Ajid%3AUUID%3A1%2F2%27%27%C3%A9')/Tasks?$select=Name,State,Progress,ErrorDetails,StartTime,EndTime"
    );
}

#[test]
fn about_twenty_usual_ids_fit_in_a_request() {
    let ids = vec![id(A); 100];
    assert_eq!(Api::AmsV2.fits(&root(), &ids), 24);
    assert_eq!(Api::AmsV2.fits(&root(), &[]), 0);
    assert_eq!(Api::AmsV2.fits(&root(), &[id(&"'".repeat(512))]), 1);
}

fn percent_decoded(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), text.bytes());
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// The ids of a filter as a server reads it: `Id eq 'x' or Id eq 'y'`, quotes doubled.
fn ids_of(filter: &str) -> Vec<String> {
    let mut ids = Vec::new();
    let mut rest = filter;
    loop {
        rest = rest.strip_prefix("Id eq '").expect("a comparison");
        let mut id = String::new();
        loop {
            let (text, after) = rest.split_once('\'').expect("a closing quote");
            id.push_str(text);
            match after.strip_prefix('\'') {
                Some(more) => {
                    id.push('\'');
                    rest = more;
                }
                None => {
                    rest = after;
                    break;
                }
            }
        }
        ids.push(id);
        match rest.strip_prefix(" or ") {
            Some(more) => rest = more,
            None => {
                assert_eq!(rest, "", "something follows the filter");
                return ids;
            }
        }
    }
}

/// Ids as a hostile page could set them.
fn some_id() -> impl Strategy<Value = JobId> {
    let hostile = "[a-z'\"%&#?+/:;() =,é☃\u{1F600}-]{1,40}";
    prop_oneof![hostile.prop_map(|s| s), any::<String>(), Just(A.to_owned())]
        .prop_filter_map("no id", |text| JobId::parse(&text).ok())
}

proptest! {
    #[test]
    fn no_id_breaks_out_of_its_literal(ids in prop::collection::vec(some_id(), 1..6)) {
        let url = url(&Query::Jobs(ids.clone()));
        let query = url.strip_prefix("https://media.example/api/Jobs()?").unwrap();
        let parts: Vec<_> = query.split('&').collect();
        let filter = parts[0].strip_prefix("$filter=").unwrap();
        prop_assert_eq!(parts[1], format!("$top={}", ids.len()));
        prop_assert_eq!(parts.len(), if ids.len() == 1 { 2 } else { 3 });
        prop_assert_eq!(filter.matches('\'').count(), 2 * ids.len());
        prop_assert!(url.bytes().all(|b| b.is_ascii_graphic() && b != b'#'));
        let given: Vec<_> = ids.iter().map(|id| id.as_str().to_owned()).collect();
        prop_assert_eq!(ids_of(&percent_decoded(filter)), given);

        let tasks = Api::AmsV2.request(&root(), &Query::Tasks(ids[0].clone()), 0).unwrap().url;
        let key = tasks.strip_prefix("https://media.example/api/Jobs('").unwrap();
        let (key, rest) = key.split_once('\'').unwrap();
        prop_assert!(rest.starts_with(")/Tasks?$select=Name") && !key.contains('/'));
        prop_assert_eq!(percent_decoded(key).replace("''", "'"), ids[0].as_str());
    }

    #[test]
    fn as_many_jobs_fit_as_a_url_of_2000_characters_holds(
        ids in prop::collection::vec(some_id(), 1..60),
        path in "(/[a-z]{1,300}){0,3}",
    ) {
        let root = ApiRoot::absolute(&format!("https://media.example{path}")).unwrap();
        let fits = Api::AmsV2.fits(&root, &ids);
        // As the browser sends it: with the quotes encoded.
        let length = |count: usize| {
            let query = Query::Jobs(ids[..count].to_vec());
            Api::AmsV2.request(&root, &query, 0).unwrap().url.replace('\'', "%27").len()
        };
        prop_assert!((1..=ids.len()).contains(&fits));
        prop_assert!(fits == 1 || length(fits) <= 2000);
        prop_assert!(fits == ids.len() || length(fits + 1) > 2000);
    }

    #[test]
    fn every_request_id_is_a_guid_of_its_own(a in any::<u128>(), b in any::<u128>()) {
        let guid = |trace| Api::AmsV2.request(&root(), &jobs(&[A]), trace).unwrap().headers[4].1.clone();
        let lengths: Vec<_> = guid(a).split('-').map(str::len).collect();
        prop_assert_eq!(lengths, [8, 4, 4, 4, 12]);
        prop_assert_eq!(u128::from_str_radix(&guid(a).replace('-', ""), 16).unwrap(), a);
        prop_assert_eq!(a == b, guid(a) == guid(b));
    }
}
