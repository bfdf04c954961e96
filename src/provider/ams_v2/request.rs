//! How the service is asked: URLs and headers.

use crate::{
    job::{JobId, Query, digits},
    provider::{ApiRoot, Request},
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

/// Writes a question as a request.
///
/// The headers are those of the service's documentation, but for `Host` and `Accept-Charset`: a
/// browser sets or forbids these itself. `trace` becomes the `x-ms-client-request-id`.
pub(super) fn request(root: &ApiRoot, ask: &Query, trace: u128) -> Request {
    let mut url = root.as_str().to_owned();
    match ask {
        Query::Jobs(jobs) => {
            url.push_str(JOBS);
            for (at, job) in jobs.iter().enumerate() {
                if at > 0 {
                    url.push_str(OR);
                }
                url.push_str(ID_IS);
                push_literal(&mut url, job);
            }
            url.push_str(TOP);
            url.push_str(&digits(jobs.len() as u64));
            if jobs.len() > 1 {
                url.push_str(SELECT_OF_SEVERAL);
            }
        }
        Query::Active { skip, top, .. } => {
            for part in [
                JOBS,
                IS_ACTIVE,
                TOP,
                &digits(*top as u64),
                SKIP,
                &digits(*skip as u64),
                SELECT_OF_SEVERAL,
            ] {
                url.push_str(part);
            }
        }
        Query::Tasks(job) => {
            url.push_str("Jobs(");
            push_literal(&mut url, job);
            url.push(')');
            url.push_str(TASKS);
        }
    }
    let headers = [
        ("DataServiceVersion", "1.0;NetFx"),
        ("MaxDataServiceVersion", "3.0;NetFx"),
        ("Accept", "application/json"),
        ("x-ms-version", "2.19"),
    ];
    let mut headers: Vec<_> =
        headers.into_iter().map(|(name, value)| (name, value.to_owned())).collect();
    headers.push(("x-ms-client-request-id", guid(trace)));
    Request { url, headers }
}

/// How many of these jobs, from the first, one URL can ask for.
///
/// A browser writes the quotes of a query as `%27`, so each counts as three.
pub(super) fn fits(root: &ApiRoot, jobs: &[JobId]) -> usize {
    let fixed = root.as_str().len() + JOBS.len() + TOP.len() + SELECT_OF_SEVERAL.len();
    let room = MAX_URL.saturating_sub(fixed);
    let mut used = 0;
    let more = |(at, job): &(usize, &JobId)| {
        let or = if *at > 0 { OR.len() } else { 0 };
        used +=
            or + ID_IS.len() + 2 * "%27".len() + encoded(job).map(|(_, size)| size).sum::<usize>();
        used + digits(*at as u64 + 1).len() <= room
    };
    jobs.iter().enumerate().take_while(more).count().max(jobs.len().min(1))
}

/// The id as a string literal of OData: a quote inside is doubled, and all but unreserved
/// characters (RFC 3986, section 2.3) are percent-encoded, so that no id can end the literal.
fn push_literal(url: &mut String, job: &JobId) {
    url.push('\'');
    for (byte, size) in encoded(job) {
        match (byte, size) {
            (_, 1) => url.push(char::from(byte)),
            (b'\'', _) => url.push_str("%27%27"),
            _ => {
                url.push('%');
                url.push(hex(byte >> 4).to_ascii_uppercase());
                url.push(hex(byte & 15).to_ascii_uppercase());
            }
        }
    }
    url.push('\'');
}

/// The id's bytes, and how many characters each takes in the URL.
fn encoded(job: &JobId) -> impl Iterator<Item = (u8, usize)> + '_ {
    job.as_str().bytes().map(|byte| {
        let plain = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
        (
            byte,
            if plain {
                1
            } else if byte == b'\'' {
                6
            } else {
                3
            },
        )
    })
}

/// A number as a GUID in lower case.
fn guid(number: u128) -> String {
    let mut guid = String::with_capacity(36);
    for (at, byte) in number.to_be_bytes().into_iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            guid.push('-');
        }
        guid.push(hex(byte >> 4));
        guid.push(hex(byte & 15));
    }
    guid
}

fn hex(digit: u8) -> char {
    char::from(digit + if digit < 10 { b'0' } else { b'a' - 10 })
}
