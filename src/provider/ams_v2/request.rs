//! How the service is asked: URLs and headers.

use percent_encoding::utf8_percent_encode;

use crate::{
    job::{JobId, Query},
    provider::{ApiRoot, Request, TokenHeader, request::RESERVED},
};

/// The longest URL that is made for several jobs. The service publishes no limit; 2,000 is what
/// every server and proxy takes.
const MAX_URL: usize = 2000;

const JOBS: &str = "Jobs()?$filter=";
const ID_IS: &str = "Id%20eq%20";
const OR: &str = "%20or%20";
const TOP: &str = "&$top=";
const SKIP: &str = "&$skip=";
/// Queued, Scheduled and Processing are 0 to 2; Canceling, the only other state that passes, is 6.
const IS_ACTIVE: &str = "State%20lt%203%20or%20State%20eq%206";
/// What is shown of several jobs: it makes the answer a third smaller. One job is asked for exactly
/// as the service's documentation has it, without a selection. With one, dates may come as
/// `/Date()/` from services that answer in the lowest version the payload needs.
const SELECT_OF_SEVERAL: &str = "&$select=Id,Name,State,Created,StartTime,EndTime";
/// What is shown of a task. `Configuration`, `TaskBody` and `PerfMessage`, the bulk of it, stay out.
const TASKS: &str = "/Tasks?$select=Name,State,Progress,ErrorDetails,StartTime,EndTime";

/// Writes a query as a request.
///
/// The headers are those of the service's documentation, but for `Host` and `Accept-Charset`: a
/// browser sets or forbids these itself. `trace` becomes the `x-ms-client-request-id`.
pub(super) fn request(root: &ApiRoot, query: &Query, trace: u128) -> Request {
    let path = match query {
        Query::Jobs(jobs) => {
            let filter: Vec<_> =
                jobs.iter().map(|job| format!("{ID_IS}{}", literal(job))).collect();
            let select = if jobs.len() > 1 { SELECT_OF_SEVERAL } else { "" };
            format!("{JOBS}{}{TOP}{}{select}", filter.join(OR), jobs.len())
        }
        Query::Active { skip, top, .. } => {
            format!("{JOBS}{IS_ACTIVE}{TOP}{top}{SKIP}{skip}{SELECT_OF_SEVERAL}")
        }
        Query::Tasks(job) => format!("Jobs({}){TASKS}", literal(job)),
    };
    let headers = vec![
        ("DataServiceVersion", "1.0;NetFx".to_owned()),
        ("MaxDataServiceVersion", "3.0;NetFx".to_owned()),
        ("Accept", "application/json".to_owned()),
        ("x-ms-version", "2.19".to_owned()),
        ("x-ms-client-request-id", guid(trace)),
    ];
    Request { url: format!("{root}{path}"), headers, token: TokenHeader::BEARER }
}

/// How many of these jobs, from the first, one URL can ask for.
pub(super) fn fits(root: &ApiRoot, jobs: &[JobId]) -> usize {
    let fixed = root.as_str().len() + JOBS.len() + TOP.len() + SELECT_OF_SEVERAL.len();
    let mut filter = 0;
    let fits = (1..).zip(jobs).take_while(|(count, job)| {
        let or = if *count > 1 { OR.len() } else { 0 };
        // A browser writes each quote of a query as `%27`.
        filter += or + ID_IS.len() + literal(job).len() + 2 * ("%27".len() - 1);
        fixed + filter + count.to_string().len() <= MAX_URL
    });
    // One job is asked for however long its URL is.
    fits.count().max(jobs.len().min(1))
}

/// The id as a string literal of OData: a quote inside is doubled, and what is reserved is
/// percent-encoded, so that no id can end the literal.
fn literal(job: &JobId) -> String {
    let doubled = job.as_str().replace("'", "''");
    format!("'{}'", utf8_percent_encode(&doubled, RESERVED))
}

/// A number as a GUID in lower case.
fn guid(number: u128) -> String {
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        number >> 96,
        number >> 80 & 0xFFFF,
        number >> 64 & 0xFFFF,
        number >> 48 & 0xFFFF,
        number & 0xFFFF_FFFF_FFFF,
    )
}
