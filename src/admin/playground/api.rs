//! The API behind the playground's badge: it answers about one job, in the state and with the fault
//! that are chosen. Pure: time and requests are arguments.

use ams_emulator::{Request, Response};
use job_badge::job::JobState;

use super::{
    answers::can_say,
    backend::{Asked, Backend},
    fault::Fault,
    service::STATES,
};

/// The API.
#[derive(Debug)]
pub(crate) struct PlaygroundApi {
    /// The API root without `api/` at its end.
    prefix: String,
    seed: u64,
    backend: Backend,
    fault: Fault,
    /// Whether an answer about the job, and one about its tasks, still get through.
    passes: [bool; 2],
}

impl PlaygroundApi {
    /// An API at this root, which ends with `/api/`, that knows no job yet.
    pub(crate) fn new(root: &str, seed: u64) -> Self {
        Self {
            prefix: root.trim_end_matches("/api/").to_owned(),
            seed,
            backend: Backend::default(),
            fault: Fault::None,
            passes: [true; 2],
        }
    }

    /// Its root.
    pub(crate) fn root(&self) -> String {
        format!("{}/api/", self.prefix)
    }

    /// Whether a provider can say a state.
    pub(crate) fn can_say(provider: &str, state: JobState) -> bool {
        match provider {
            "ams-v2" => STATES.contains(&state),
            "json" => true,
            _ => can_say(provider, state),
        }
    }

    /// Has one job in this state from now on, and gives its id. It is empty where the provider is not
    /// known or cannot say the state.
    pub(crate) fn show(&mut self, now: i64, asked: &Asked) -> String {
        // Each job is another one.
        self.seed = self.seed.wrapping_add(1);
        let (job, backend) = Backend::new(now, (self.seed, &self.prefix), asked);
        self.backend = backend;
        job
    }

    /// Has this fault from now on: from the first request on, or once the job has been answered for.
    pub(crate) fn fail(&mut self, fault: Fault, at_once: bool) {
        self.fault = fault;
        self.passes = [!at_once; 2];
    }

    /// Answers a request, whose path begins with `/api/`.
    pub(crate) fn answer(&mut self, now: i64, request: &Request) -> Response {
        let is_about_tasks = self.backend.is_about_tasks(request);
        let answer = self.backend.answer(now, request);
        let [job, tasks] = &mut self.passes;
        let passes = if is_about_tasks { tasks } else { job };
        if core::mem::replace(passes, false) { answer } else { self.fault.of(answer) }
    }
}

#[cfg(test)]
mod tests {
    use ams_emulator::{Emulator, Fate};
    use job_badge::{
        job::{Answer, Failure, FailureKind, JobId, Query, Report, Task},
        provider::{Api, ApiRoot, Auth, Body, Head, Json, Members, described::catalog},
    };

    use super::{super::answers::job_api, *};

    const NOW: i64 = 1_770_000_000_000;
    const ROOT: &str = "https://page.example/in-page-playground/api/";

    struct Text(String);

    impl Body for Text {
        fn json(&self, members: Members<'_>) -> Option<Json> {
            Json::read(&mut serde_json::Deserializer::from_str(&self.0), members).ok()
        }

        fn text(&self) -> String {
            self.0.clone()
        }
    }

    /// Asks as a badge does.
    fn ask(
        of: &mut PlaygroundApi,
        now: i64,
        provider: &str,
        query: &Query,
    ) -> Result<Answer, Failure> {
        let api = job_api(provider).unwrap();
        let root = ApiRoot::of_url(ROOT, ROOT, "https://page.example", None).unwrap();
        let request = api.request(&root, query, 0).unwrap();
        let path = request.url.strip_prefix("https://page.example/in-page-playground").unwrap();
        let mut sent = Request::new("GET", path)
            .with("Authorization", &format!("Bearer {}", Emulator::mint_token(now, 60)));
        for (name, value) in &request.headers {
            sent = sent.with(name, value);
        }
        let answer = of.answer(now, &sent);
        assert_eq!(answer.fate, Fate::Delivered);
        let text = answer.text();
        let head = Head { status: answer.status, is_page: text.starts_with('<'), ..Head::OK };
        let read = api.read_answer(Auth::Bearer, query, &head, &Text(text.clone()));
        if let Ok(read) = &read {
            let more = api.next_page(&root, query, &head, &Text(text), read, 1);
            assert_eq!(more, None, "{provider}: one page is all that there is");
        }
        read
    }

    fn job(of: &mut PlaygroundApi, now: i64, provider: &str, job: &str) -> Result<Report, Failure> {
        let query = Query::Jobs(vec![JobId::parse(job).unwrap()]);
        match ask(of, now, provider, &query)? {
            Answer::Jobs(reports) => Ok(reports.into_iter().next().expect("the job is there")),
            other => panic!("{other:?}"),
        }
    }

    fn tasks(of: &mut PlaygroundApi, now: i64, provider: &str, job: &str) -> Vec<Task> {
        match ask(of, now, provider, &Query::Tasks(JobId::parse(job).unwrap())).unwrap() {
            Answer::Tasks(tasks) => tasks,
            other => panic!("{other:?}"),
        }
    }

    fn asked(provider: &str, state: JobState) -> Asked {
        Asked { provider: provider.to_owned(), state, percent: 42 }
    }

    fn all_providers() -> impl Iterator<Item = &'static str> {
        ["ams-v2", "json"].into_iter().chain(catalog::ALL.iter().map(|(name, _)| *name))
    }

    #[test]
    fn each_choice_is_read_as_what_was_chosen() {
        let mut api = PlaygroundApi::new(ROOT, 1);
        let mut seen = 0;
        for provider in all_providers() {
            for state in JobState::ALL {
                let id = api.show(NOW, &asked(provider, state));
                assert_eq!(
                    !id.is_empty(),
                    PlaygroundApi::can_say(provider, state) || provider == "ams-v2"
                );
                if !PlaygroundApi::can_say(provider, state) {
                    continue;
                }
                let read = job(&mut api, NOW, provider, &id).unwrap();
                assert_eq!(read.state, state, "{provider}");
                for time in [read.created_at, read.started_at, read.ended_at].into_iter().flatten()
                {
                    assert!(time.millis() <= NOW, "{provider} {}", state.name());
                }
                if job_api(provider).unwrap().separate_tasks() {
                    let tasks = tasks(&mut api, NOW, provider, &id);
                    let wrong = |task: &Task| state == JobState::Succeeded && task.state != state;
                    assert!(!tasks.iter().any(wrong), "{provider} {} {tasks:?}", state.name());
                }
                seen += 1;
            }
        }
        assert!(seen > 120, "{seen} choices");
    }

    #[test]
    fn a_running_job_goes_on_to_its_end() {
        let mut api = PlaygroundApi::new(ROOT, 1);
        for provider in ["ams-v2", "json"] {
            let id = api.show(NOW, &asked(provider, JobState::Running));
            let percent = |api: &mut PlaygroundApi, later: i64| {
                let mut read = job(api, NOW + later, provider, &id).unwrap();
                if provider == "ams-v2" {
                    read.tasks = Some(tasks(api, NOW + later, provider, &id).into());
                }
                read.overall_progress().unwrap().permille()
            };
            let (first, later) = (percent(&mut api, 0), percent(&mut api, 24_000));
            assert!((350..450).contains(&first), "{provider} {first}");
            assert!(later > first, "{provider} {first} {later}");
            assert_eq!(
                job(&mut api, NOW + 600_000, provider, &id).unwrap().state,
                JobState::Succeeded
            );
        }
    }

    #[test]
    fn a_fault_acts_on_each_provider_once_the_job_is_known() {
        let mut api = PlaygroundApi::new(ROOT, 1);
        for provider in all_providers() {
            let id = api.show(NOW, &asked(provider, JobState::Running));
            let mut check = |fault, expected: FailureKind| {
                api.fail(fault, false);
                assert!(job(&mut api, NOW, provider, &id).is_ok(), "{provider} {fault:?}");
                let failure = job(&mut api, NOW, provider, &id).unwrap_err();
                assert_eq!(failure.kind, expected, "{provider} {fault:?}");
            };
            check(Fault::Limited, FailureKind::Throttled);
            check(Fault::Unavailable, FailureKind::Server);
            check(Fault::SignedOut, FailureKind::Auth);
            check(Fault::Forbidden, FailureKind::Forbidden);
            check(Fault::Gone, FailureKind::NotFound);
            // There a success needs no body: its status says it.
            if provider != "azure-operation" {
                check(Fault::Cut, FailureKind::BadAnswer);
                // A page is how this one says that a token is no good.
                let is_sign_in = provider == "azure-devops";
                let kind = if is_sign_in { FailureKind::Auth } else { FailureKind::BadAnswer };
                check(Fault::Page, kind);
            }
            api.fail(Fault::Unavailable, true);
            assert!(job(&mut api, NOW, provider, &id).is_err(), "{provider}: from the first on");
            api.fail(Fault::None, false);
            assert!(job(&mut api, NOW, provider, &id).is_ok());
        }
    }

    #[test]
    fn what_is_slow_or_lost_is_so_at_the_wrapper() {
        let mut api = PlaygroundApi::new(ROOT, 1);
        api.show(NOW, &asked("json", JobState::Running));
        let mut check = |fault, delay, fate| {
            api.fail(fault, true);
            let answer = api.answer(NOW, &Request::new("GET", "/api/42"));
            assert_eq!((answer.delay, answer.fate), (delay, fate), "{fault:?}");
        };
        check(Fault::None, 0, Fate::Delivered);
        check(Fault::Slow, 6000, Fate::Delivered);
        check(Fault::Silent, 0, Fate::Hang);
        check(Fault::Dropped, 0, Fate::Drop { after_bytes: 0 });
    }

    #[test]
    fn nobody_else_is_answered_for() {
        let mut api = PlaygroundApi::new(ROOT, 1);
        assert_eq!(api.show(NOW, &asked("elsewhere", JobState::Running)), "");
        assert_eq!(api.answer(NOW, &Request::new("GET", "/api/42")).status, 404);
        assert!(matches!(job_api("ams-v2"), Some(Api::AmsV2)));
    }
}
