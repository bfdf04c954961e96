//! Routing: what a path refers to: `/api/Jobs()`, `/api/Jobs('nb:jid:…')/Tasks`, `/_emulator/stats`.

use crate::{
    error::ApiError,
    http::{Request, percent_decode},
    seed::is_guid,
};

/// What a request refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The host without `/api/`: it redirects to the API root.
    FrontDoor,
    /// The API root: the list of entity sets.
    Service,
    /// All jobs.
    Jobs,
    /// One job.
    Job(String),
    /// One property of a job.
    JobProperty(String, String),
    /// The tasks of a job.
    JobTasks(String),
    /// All tasks.
    Tasks,
    /// One task.
    Task(String),
    /// `CancelJob`; the query names the job.
    Cancel,
    /// A control route: `/_emulator/` and this name.
    Control(String),
    /// A segment under the root that this emulator does not have.
    Unknown(String),
    /// A path outside the API.
    Elsewhere,
}

impl Route {
    /// The route of this request. `/api` is accepted in any case; ids raw or percent-encoded.
    ///
    /// # Errors
    /// 400 for an id or an encoding that is malformed.
    pub fn of(request: &Request) -> Result<Self, ApiError> {
        let path = request.path();
        if path.is_empty() || path == "/" {
            return Ok(Self::FrontDoor);
        }
        if let Some(name) = path.strip_prefix("/_emulator/") {
            return Ok(Self::Control(name.to_owned()));
        }
        let (first, rest) = path
            .trim_start_matches('/')
            .split_once('/')
            .unwrap_or((path.trim_start_matches('/'), ""));
        if !first.eq_ignore_ascii_case("api") {
            return Ok(Self::Elsewhere);
        }
        let decode = |segment: &str| {
            percent_decode(segment, false)
                .ok_or_else(|| ApiError::new(400, "Bad Request - Error in URL encoding."))
        };
        let mut segments = rest.split('/').filter(|segment| !segment.is_empty());
        let Some(first) = segments.next() else { return Ok(Self::Service) };
        let first = decode(first)?;
        let second = segments.next().map(decode).transpose()?;
        let (set, key) = split_key(&first)?;
        let unknown = |name: &str| Ok(Self::Unknown(name.to_owned()));
        if let Some(extra) = segments.next() {
            return unknown(extra);
        }
        match (set, key, second.as_deref()) {
            ("Jobs", None, None) => Ok(Self::Jobs),
            ("Jobs", Some(key), None) => Ok(Self::Job(job_id(&key)?)),
            ("Jobs", Some(key), Some("Tasks" | "Tasks()")) => Ok(Self::JobTasks(job_id(&key)?)),
            ("Jobs", Some(key), Some(name)) => {
                Ok(Self::JobProperty(job_id(&key)?, name.to_owned()))
            }
            ("Tasks", None, None) => Ok(Self::Tasks),
            ("Tasks", Some(key), None) => Ok(Self::Task(well_formed(&key, "nb:tid:UUID:")?)),
            ("CancelJob", None, None) => Ok(Self::Cancel),
            (_, _, Some(name)) => unknown(name),
            (name, _, None) => unknown(name),
        }
    }

    /// The route's name in the statistics and in fault scenarios.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::FrontDoor => "front",
            Self::Service => "service",
            Self::Jobs | Self::Job(_) | Self::JobProperty(..) => "jobs",
            Self::JobTasks(_) | Self::Tasks | Self::Task(_) => "tasks",
            Self::Cancel => "cancel",
            Self::Control(_) => "control",
            Self::Unknown(_) | Self::Elsewhere => "other",
        }
    }
}

/// Checks a job's id.
///
/// # Errors
/// 400 when it is malformed. An unknown id is not an error here; it gets 404 later, as in the service.
pub fn job_id(id: &str) -> Result<String, ApiError> {
    well_formed(id, "nb:jid:UUID:")
}

fn well_formed(id: &str, prefix: &str) -> Result<String, ApiError> {
    let good = id.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        && id.get(prefix.len()..).is_some_and(is_guid);
    if good { Ok(id.to_owned()) } else { Err(ApiError::new(400, format!("Invalid id: '{id}'."))) }
}

/// `Jobs('id')` as the set and the key; `Jobs` and `Jobs()` have none.
fn split_key(segment: &str) -> Result<(&str, Option<String>), ApiError> {
    let Some((set, rest)) = segment.split_once('(') else { return Ok((segment, None)) };
    let bad = || ApiError::new(400, format!("Bad Request - Error in query syntax: '{segment}'."));
    let inner = rest.strip_suffix(')').ok_or_else(bad)?.trim();
    if inner.is_empty() {
        return Ok((set, None));
    }
    let literal = inner.strip_prefix("Id=").unwrap_or(inner);
    unquote(literal).map(|key| (set, Some(key))).ok_or_else(bad)
}

/// A text literal's content: `'it''s'` is `it's`.
pub fn unquote(literal: &str) -> Option<String> {
    let inner = literal.strip_prefix('\'')?.strip_suffix('\'')?;
    let content = inner.replace("''", "\u{0}");
    (!content.contains('\'')).then(|| content.replace('\u{0}', "'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "nb:jid:UUID:f3c43f94-327f-2347-90bb-3bf79f8559f1";

    fn check(path: &str, expected: Result<Route, u16>) {
        let route = Route::of(&Request::new("GET", path));
        assert_eq!(route.map_err(|error| error.status), expected, "{path}");
    }

    #[test]
    fn paths_are_read_as_the_service_reads_them() {
        let id = || ID.to_owned();
        let encoded = "nb%3Ajid%3AUUID%3Af3c43f94-327f-2347-90bb-3bf79f8559f1";
        check("/", Ok(Route::FrontDoor));
        check("/api", Ok(Route::Service));
        check("/API/", Ok(Route::Service));
        check("/api/Jobs", Ok(Route::Jobs));
        check("/Api/Jobs()?$top=1", Ok(Route::Jobs));
        check("/api/Jobs/", Ok(Route::Jobs));
        check(&format!("/api/Jobs('{ID}')"), Ok(Route::Job(id())));
        check(&format!("/api/Jobs('{encoded}')"), Ok(Route::Job(id())));
        check(&format!("/api/Jobs(%27{encoded}%27)"), Ok(Route::Job(id())));
        check(&format!("/api/Jobs('{encoded}')/Tasks()"), Ok(Route::JobTasks(id())));
        check(&format!("/api/Jobs('{ID}')/State"), Ok(Route::JobProperty(id(), "State".into())));
        check("/api/Tasks", Ok(Route::Tasks));
        check("/api/CancelJob?jobid='x'", Ok(Route::Cancel));
        check("/api/Assets", Ok(Route::Unknown("Assets".into())));
        check("/api/jobs", Ok(Route::Unknown("jobs".into())));
        check("/_emulator/stats", Ok(Route::Control("stats".into())));
        check("/favicon.ico", Ok(Route::Elsewhere));
        check("/apis/Jobs", Ok(Route::Elsewhere));
    }

    #[test]
    fn malformed_ids_are_bad_requests() {
        check("/api/Jobs('notAValidId')", Err(400));
        check("/api/Jobs('nb:jid:UUID:')", Err(400));
        check("/api/Jobs('nb:jid:UUID:f3c43f94')/Tasks", Err(400));
        check("/api/Jobs(5)", Err(400));
        check("/api/Jobs('", Err(400));
        check("/api/Jobs('a'b')", Err(400));
        check("/api/Jobs%2", Err(400));
        check(&format!("/api/Tasks('{ID}')"), Err(400));
    }

    #[test]
    fn a_quote_in_a_literal_is_doubled() {
        assert_eq!(unquote("'it''s'").as_deref(), Some("it's"));
        assert_eq!(unquote("'it's'"), None);
        assert_eq!(unquote("it"), None);
        assert_eq!(unquote("''").as_deref(), Some(""));
    }
}
