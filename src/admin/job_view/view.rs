//! The job's page as a whole.

use job_badge::{
    badge::{Density, Details, ProgressHistory, View as BadgeLooks, ViewSettings, Words},
    browser::{Seconds, Source, format_of, utc_now},
    job::JobId,
    ui::{JobBadge, use_job},
};
use yew::prelude::*;

use super::{facts::Facts, neighbours::neighbours, tasks_table::TasksTable};
use crate::admin::{
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
                job={key.job.clone()} paused={connected.connection.paused}
                connection={connected.connection.settings.name.clone()} />
        </div>
    }
}

/// Properties of [`Job`].
#[derive(Clone, Debug, PartialEq, Properties)]
struct JobProps {
    source: Source,
    job: JobId,
    paused: bool,
    connection: AttrValue,
}

/// A job.
#[component]
fn Job(props: &JobProps) -> Html {
    let JobProps { source, job, paused, connection } = props;
    let render = use_force_update();
    use_effect_with((), move |()| {
        // Ages and durations count on.
        let seconds = Seconds::new(move || render.force_update());
        move || drop(seconds)
    });
    let status = use_job(source, job.as_str()).status;
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
    html! {
        <>
            // The card says it to those who see it.
            <h2 class="hidden"><bdi>{ name }</bdi></h2>
            <div class="job-columns">
                <div>
                    <div class="job-card">
                        <JobBadge source={source.clone()} job={job.as_str().to_owned()} density={Density::Card}
                            details=true paused={*paused} />
                    </div>
                    <TasksTable details={details.clone()} {is_known} />
                </div>
                <Facts id={job.as_str().to_owned()} {connection} note={looks.note.clone()} {details} />
            </div>
        </>
    }
}
