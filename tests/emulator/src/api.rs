//! The API without faults: authorization, and the answer of each route.

use crate::{
    describe,
    entity::{Entity, JOBS, Schema, TASKS},
    error::ApiError,
    fault_effects,
    faults::Applied,
    fleet::Fleet,
    http::{Request, Response},
    job::State,
    negotiate::Format,
    query::{Query, options},
    route::{self, Route},
    token,
    write::Writer,
};

/// A request of the API with its context.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    /// Milliseconds since 1970, UTC.
    pub now: i64,
    /// The request.
    pub request: &'a Request,
    /// The API root in the links of answers.
    pub root: &'a str,
    /// The format to answer in.
    pub format: Format,
    /// The scenarios that act on this request.
    pub applied: &'a [Applied],
}

/// The newest version of the API; the oldest is 2.0.
const NEWEST_MINOR: u32 = 19;
/// The longest query that IIS accepts by default. A longer one never reached the service.
const LONGEST_QUERY: usize = 2048;
/// The entity sets of the emulator; the service had twenty more.
const SETS: [&str; 2] = ["Tasks", "Jobs"];

/// Checks a request's token, its API version and the format that it accepts.
///
/// # Errors
/// 401, 400 or 406.
pub fn authorize(call: &Call) -> Result<(), ApiError> {
    let request = call.request;
    if request.query().len() > LONGEST_QUERY {
        return Err(ApiError::new(
            404,
            "HTTP Error 404.15 - Not Found: the request filtering module is configured to deny a request where the query string is too long.",
        ));
    }
    token::check(request.header("authorization"), call.now)
        .map_err(|refused| ApiError::new(401, refused.words()))?;
    let options = options(request.query())?;
    let in_query = options.iter().find(|(name, _)| name == "api-version");
    let version = request.header("x-ms-version").or(in_query.map(|(_, value)| value.as_str()));
    let version = version
        .ok_or_else(|| ApiError::new(400, "X-MS-Version: The required header is missing."))?;
    if !known_version(version) {
        return Err(ApiError::new(400, format!("X-MS-Version: '{version}' is not supported.")));
    }
    if call.format == Format::Xml {
        return Err(ApiError::new(406, "This emulator answers in JSON only."));
    }
    Ok(())
}

/// `2.0` to `2.19`, with or without something like `;NetFx`.
fn known_version(text: &str) -> bool {
    let number = text.split(';').next().unwrap_or_default().trim();
    let minor = number.strip_prefix("2.").filter(|minor| !minor.starts_with('+'));
    minor.and_then(|minor| minor.parse::<u32>().ok()).is_some_and(|minor| minor <= NEWEST_MINOR)
}

/// The answer of one route.
///
/// # Errors
/// The service's error when it refuses the request.
pub fn answer(fleet: &mut Fleet, call: &Call, route: &Route) -> Result<Response, ApiError> {
    let writer =
        Writer { root: call.root, format: call.format, dates: fault_effects::dates(call.applied) };
    let get = call.request.method == "GET";
    let query = call.request.query();
    match route {
        Route::Job(id) if call.request.method == "DELETE" => delete(fleet, call, id),
        _ if !get => Err(ApiError::new(405, "This emulator takes GET, and DELETE for a job.")),
        Route::Service => Ok(writer.service(&SETS)),
        Route::Jobs => {
            let jobs = fleet.jobs().map(|job| describe::job(job, fleet.clock, call.now));
            set(&writer, call, &JOBS, jobs.collect())
        }
        Route::Job(id) => one(&writer, query, &JOBS, job(fleet, call, id)?),
        Route::JobProperty(id, name) => {
            let job = job(fleet, call, id)?;
            let kind = JOBS.kind(name).ok_or_else(|| no_segment(name))?;
            let value = job.get(name).ok_or_else(|| no_segment(name))?;
            Ok(writer.property(name, kind, value))
        }
        Route::JobTasks(id) => {
            job(fleet, call, id)?;
            let job = fleet.find(id).ok_or_else(|| no_segment("Jobs"))?;
            set(&writer, call, &TASKS, describe::tasks(job, fleet.clock, call.now))
        }
        Route::Tasks => set(&writer, call, &TASKS, all_tasks(fleet, call.now)),
        Route::Task(id) => {
            let mut tasks = all_tasks(fleet, call.now).into_iter();
            let task = tasks.find(|task| task.id().eq_ignore_ascii_case(id));
            let task = task.and_then(|task| with_faults(call, task));
            one(&writer, query, &TASKS, task.ok_or_else(|| no_segment("Tasks"))?)
        }
        Route::Cancel => cancel(fleet, call),
        Route::Unknown(name) => Err(no_segment(name)),
        Route::FrontDoor | Route::Elsewhere | Route::Control(_) => Err(ApiError::of_status(404)),
    }
}

fn no_segment(name: &str) -> ApiError {
    ApiError::new(404, format!("Resource not found for the segment '{name}'."))
}

fn with_faults(call: &Call, mut entity: Entity) -> Option<Entity> {
    fault_effects::entity(call.applied, &mut entity).then_some(entity)
}

fn job(fleet: &Fleet, call: &Call, id: &str) -> Result<Entity, ApiError> {
    let job = fleet.find(id).map(|job| describe::job(job, fleet.clock, call.now));
    job.and_then(|job| with_faults(call, job)).ok_or_else(|| no_segment("Jobs"))
}

fn all_tasks(fleet: &Fleet, now: i64) -> Vec<Entity> {
    fleet.jobs().flat_map(|job| describe::tasks(job, fleet.clock, now)).collect()
}

fn set(
    writer: &Writer,
    call: &Call,
    schema: &'static Schema,
    entities: Vec<Entity>,
) -> Result<Response, ApiError> {
    let query = Query::parse(call.request.query(), schema)?;
    let (page, count) = query.run(entities);
    let page: Vec<_> = page.into_iter().filter_map(|entity| with_faults(call, entity)).collect();
    Ok(writer.collection(schema, &page, query.select.as_deref(), count))
}

fn one(
    writer: &Writer,
    query: &str,
    schema: &'static Schema,
    entity: Entity,
) -> Result<Response, ApiError> {
    let query = Query::parse(query, schema)?;
    Ok(writer.element(schema, &entity, query.select.as_deref()))
}

fn cancel(fleet: &mut Fleet, call: &Call) -> Result<Response, ApiError> {
    let options = options(call.request.query())?;
    let id = options.iter().find(|(name, _)| name.eq_ignore_ascii_case("jobid"));
    let id = id.and_then(|(_, literal)| route::unquote(literal.trim()));
    let id =
        id.ok_or_else(|| ApiError::new(400, "The parameter 'jobid' is missing or malformed."))?;
    let id = route::job_id(&id)?;
    job(fleet, call, &id)?;
    let clock = fleet.clock;
    let job = fleet.find_mut(&id).ok_or_else(|| no_segment("Jobs"))?;
    let age = job.age(clock, call.now);
    if job.cancel(age) {
        return Ok(Response::empty(204));
    }
    let number = job.state(age).number();
    Err(ApiError::new(400, format!("A job in state {number} cannot be canceled.")))
}

fn delete(fleet: &mut Fleet, call: &Call, id: &str) -> Result<Response, ApiError> {
    job(fleet, call, id)?;
    let job = fleet.find(id).ok_or_else(|| no_segment("Jobs"))?;
    let state = job.state(job.age(fleet.clock, call.now));
    if matches!(state, State::Scheduled | State::Processing | State::Canceling) {
        let number = state.number();
        return Err(ApiError::new(400, format!("A job in state {number} cannot be deleted.")));
    }
    fleet.remove(id);
    Ok(Response::empty(204))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_from_2_0_to_2_19_are_known() {
        for good in ["2.0", "2.19", "2.11;NetFx", " 2.5 "] {
            assert!(known_version(good), "{good}");
        }
        for bad in ["", "2", "2.", "2.20", "1.0", "3.0", "2.1.1", "2.-1", "2.+1", "2.19a"] {
            assert!(!known_version(bad), "{bad}");
        }
    }
}
