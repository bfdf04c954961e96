//! How Azure Media Services v2 is asked, and how its answers are read. No request leaves the
//! process.

mod any_json;
mod list;
mod reading;
mod request;

use job_badge::job::{JobId, Query};

const A: &str = "nb:jid:UUID:0a1b2c3d-4e5f-4a6b-8c7d-000000000001";
const B: &str = "nb:jid:UUID:0a1b2c3d-4e5f-4a6b-8c7d-000000000002";

fn id(text: &str) -> JobId {
    JobId::parse(text).unwrap()
}

fn jobs(ids: &[&str]) -> Query {
    Query::Jobs(ids.iter().map(|text| id(text)).collect())
}

fn active(ids: &[&str], skip: usize, top: usize) -> Query {
    Query::Active { jobs: ids.iter().map(|text| id(text)).collect(), skip, top }
}
