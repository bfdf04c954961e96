//! The job's page as a whole.

use std::rc::Rc;

use job_badge::{
    badge::{Density, Details, ProgressHistory, View as BadgeLooks, ViewSettings, Words},
    browser::{Seconds, Source, format_of, utc_now},
    job::{JobId, JobState, Status},
    ui::JobBadge,
};
use yew::prelude::*;

use super::{facts::Facts, neighbours::neighbours, tasks_table::TasksTable};
use crate::admin::{
    cancel::CancelJob,
    connections::Connection,
    fleet::without_job,
    fleet_view::Empty,
    route::{Route, View},
    use_fleet::Fleet,
};

/// Properties of [`JobView`].
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct JobViewProps {
    /// All connections and their jobs.
    pub fleet: Fleet,
    /// The address.
    pub route: Route,
    /// Called when a connection is to be added.
    pub on_add: Callback<()>,
}

/// The page.
#[component]
pub(crate) fn JobView(props: &JobViewProps) -> Html {
    let JobViewProps { fleet, route, on_add } = props;
    let (table, key) = without_job(&route.query);
    let links = neighbours(&table, key.as_ref(), &fleet.rows);
    let connected = key.as_ref().and_then(|key| fleet.connected(key.connection));
    let (Some(key), Some(connected)) = (&key, connected) else {
        let title = if key.is_some() { "This connection is not here" } else { "No such job" };
        return html! {
            <div class="job">
                { links }
                <section class="sheet" aria-labelledby="job-title">
                    <h2 class="hidden" id="job-title">{ "Job" }</h2>
                    <Empty {title}>
                        if key.is_some() {
                            <p>{ "Connections are kept in the memory of the page that they were added in. Add the connection here, and find the job in its table." }</p>
                            <button type="button" class="primary" onclick={on_add.reform(|_: MouseEvent| ())}>{ "Add a connection" }</button>
                        } else {
                            <p>{ "The address names no job. All jobs stand in the table." }</p>
                            <a class="primary" href={Route::to(View::Jobs).hash()}>{ "Show all jobs" }</a>
                        }
                    </Empty>
                </section>
            </div>
        };
    };
    html! {
        <div class="job">
            { links }
            <Job key={format!("{} {}", key.connection, key.job)} source={connected.source.clone()}
                job={key.job.clone()} connection={connected.connection.clone()} />
        </div>
    }
}

/// Properties of [`Job`].
#[derive(Clone, Debug, PartialEq, Properties)]
struct JobProps {
    source: Source,
    job: JobId,
    connection: Connection,
}

/// A job.
#[component]
fn Job(props: &JobProps) -> Html {
    let JobProps { source, job, connection } = props;
    let render = use_force_update();
    let on_change = {
        let render = render.clone();
        Callback::from(move |_| render.force_update())
    };
    use_effect_with((), move |()| {
        // Ages and durations count on.
        let seconds = Seconds::new(move || render.force_update());
        move || drop(seconds)
    });
    // The badge watches it, or does not where the connection is paused.
    let status = source.status(job).unwrap_or_else(|| Rc::new(Status::waiting(job.clone())));
    let settings = ViewSettings { details: true, ..ViewSettings::default() };
    let (words, format) = (Words::default(), format_of("en"));
    let looks = BadgeLooks::new(
        &status,
        &settings,
        &ProgressHistory::default(),
        utc_now(),
        &words,
        &*format,
    );
    let name = looks.label.clone();
    let Some(details) = looks.details.as_deref().cloned() else { return Html::default() };
    let is_known = status.report.as_ref().is_some_and(|report| report.tasks.is_some());
    let details = Details { chart: None, ..details };
    let goes_on = status
        .report
        .as_ref()
        .is_some_and(|report| !report.state.is_final() && report.state != JobState::Canceling);
    let on_canceled = {
        let (source, job) = (source.clone(), job.clone());
        Callback::from(move |()| source.refresh(&job))
    };
    html! {
        <>
            // The card says it to those who see it.
            <h2 class="hidden"><bdi>{ name.clone() }</bdi></h2>
            <div class="job-columns">
                <div>
                    <div class="job-card">
                        <JobBadge source={source.clone()} job={job.as_str().to_owned()} density={Density::Card}
                            details=true paused={connection.paused} {on_change} />
                        if goes_on && connection.cancels_jobs() {
                            <CancelJob connection={connection.clone()} job={job.as_str().to_owned()}
                                {name} {on_canceled} />
                        }
                    </div>
                    <TasksTable details={details.clone()} {is_known} />
                </div>
                <Facts id={job.as_str().to_owned()} connection={connection.settings.name.clone()} note={looks.note.clone()} {details} />
            </div>
        </>
    }
}
