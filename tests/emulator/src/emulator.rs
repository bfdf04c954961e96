//! The emulated service: [`Emulator::answer`] takes the time and a request, and returns the answer.

use crate::{
    api::{self, Call},
    calendar::http_date,
    clock::Clock,
    control,
    cors::Cors,
    error::ApiError,
    fault_effects,
    faults::{self, Scenario},
    fleet::Fleet,
    http::{Fate, Request, Response, percent_decode},
    job::JobPlan,
    negotiate,
    route::Route,
    seed::Seed,
    stats::Stats,
    token,
};

/// The settings of an emulator.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The seed of all ids.
    pub seed: u64,
    /// Divides all durations; 0 freezes the clock.
    pub speed: f64,
    /// How many demo jobs there are.
    pub jobs: usize,
    /// The API root in the links of answers, with a slash at the end: `http://127.0.0.1:8081/api/`.
    pub root: String,
    /// Which origins may call from a page.
    pub cors: Cors,
}

impl Default for Settings {
    fn default() -> Self {
        let root = "http://127.0.0.1:8081/api/".to_owned();
        Self { seed: 1, speed: 1.0, jobs: 12, root, cors: Cors::Any }
    }
}

/// The service. It has no clock: every call takes `now` in milliseconds since 1970, UTC.
#[derive(Debug)]
pub struct Emulator {
    settings: Settings,
    /// Created at the first call, because it needs the current time.
    fleet: Option<Fleet>,
    request_ids: Seed,
    pub(crate) scenarios: Vec<Scenario>,
    pub(crate) stats: Stats,
}

impl Emulator {
    /// An emulator whose demo jobs start at the first call.
    pub fn new(settings: Settings) -> Self {
        Self {
            // Request ids have a stream of their own: job ids must not depend on the number of requests.
            request_ids: Seed::new(!settings.seed),
            settings,
            fleet: None,
            scenarios: Vec::new(),
            stats: Stats::default(),
        }
    }

    /// Answers a request: of the API, of a browser's preflight, or of `/_emulator/`.
    pub fn answer(&mut self, now: i64, request: &Request) -> Response {
        self.fleet(now).refresh_demo_jobs(now);
        let route = Route::of(request);
        if let Ok(Route::Control(name)) = &route {
            let name = name.clone();
            return control::answer(self, now, &name, request);
        }
        if request.method == "OPTIONS" {
            self.stats.count_preflight();
            return self.settings.cors.preflight(request);
        }
        let url = percent_decode(&request.path_and_query, false)
            .unwrap_or_else(|| request.path_and_query.clone());
        let name = route.as_ref().map_or("malformed", Route::name);
        let mut response = self.api_answer(now, request, route, &url);
        self.add_common_headers(now, request, &mut response);
        let status = if response.fate == Fate::Delivered { response.status } else { 0 };
        self.stats.count(now, request, &url, name, status);
        response
    }

    /// A bearer token that expires this many seconds after `now`; negative for an expired one.
    pub fn mint_token(now: i64, expires_in: i64) -> String {
        token::mint(now, expires_in)
    }

    /// The ids of the demo jobs on show. A job that ended long ago is replaced by a new one, so ask
    /// again now and then.
    pub fn demo_job_ids(&mut self, now: i64) -> Vec<String> {
        let fleet = self.fleet(now);
        fleet.refresh_demo_jobs(now);
        fleet.demo_ids()
    }

    /// The id of the demo job to write into a page: when that job has ended, it starts anew.
    pub fn named_job_id(&mut self, now: i64) -> Option<String> {
        self.fleet(now).named_id()
    }

    /// Adds a job created at `now`, and returns its id.
    pub fn add_job(&mut self, now: i64, plan: JobPlan) -> String {
        self.fleet(now).add(plan, now, 0)
    }

    /// Moves all jobs on by this many milliseconds. Their dates move back, so that none is ever in
    /// the future.
    pub fn advance(&mut self, now: i64, millis: i64) {
        self.fleet(now).advance(millis);
    }

    /// Restores the initial state at `now`: no added jobs, no scenarios, no statistics.
    pub fn reset(&mut self, now: i64) {
        self.fleet = None;
        self.fleet(now);
        self.request_ids = Seed::new(!self.settings.seed);
        self.scenarios.clear();
        self.stats.reset();
    }

    /// The speed of the jobs.
    pub fn clock(&self) -> Clock {
        Clock::new(self.settings.speed)
    }

    /// The statistics. The caller reports to them when requests begin and end.
    pub const fn stats_mut(&mut self) -> &mut Stats {
        &mut self.stats
    }

    fn fleet(&mut self, now: i64) -> &mut Fleet {
        let Settings { seed, speed, jobs, .. } = self.settings;
        self.fleet.get_or_insert_with(|| Fleet::new(seed, Clock::new(speed), jobs, now))
    }

    fn api_answer(
        &mut self,
        now: i64,
        request: &Request,
        route: Result<Route, ApiError>,
        url: &str,
    ) -> Response {
        let asked =
            negotiate::format(request.header("accept"), request.header("maxdataserviceversion"));
        let route = match route {
            Ok(Route::FrontDoor) => return fault_effects::moved(&self.settings.root),
            Ok(Route::Elsewhere) => return ApiError::of_status(404).response(asked),
            other => other,
        };
        let applied = match &route {
            Ok(route) => faults::select(&mut self.scenarios, route, url),
            Err(_) => Vec::new(),
        };
        let format = fault_effects::format(&applied, asked);
        let root = self.settings.root.clone();
        let mut response = fault_effects::replacement(&applied, request, &root, format)
            .unwrap_or_else(|| {
                let call = Call { now, request, root: &root, format, applied: &applied };
                let answer = api::authorize(&call)
                    .and(route)
                    .and_then(|route| api::answer(self.fleet(now), &call, &route));
                answer.unwrap_or_else(|error| error.response(format))
            });
        fault_effects::response(&applied, now, &mut response);
        response
    }

    /// Adds the headers that all answers of the API have.
    fn add_common_headers(&mut self, now: i64, request: &Request, response: &mut Response) {
        let id = self.request_ids.guid();
        if response.header("DataServiceVersion").is_none() {
            response.set("DataServiceVersion", "3.0;");
        }
        for (name, value) in [
            ("Cache-Control", "no-cache"),
            ("Server", "Microsoft-IIS/8.5"),
            ("request-id", &id),
            ("x-ms-request-id", &id),
            ("X-Content-Type-Options", "nosniff"),
            ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
            ("Date", &http_date(now)),
        ] {
            response.set(name, value);
        }
        if let Some(id) = request.header("x-ms-client-request-id") {
            response.set("x-ms-client-request-id", id);
        }
        self.settings.cors.allow(request, response);
    }
}
