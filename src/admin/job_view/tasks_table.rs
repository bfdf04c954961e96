//! The tasks of a job.

use job_badge::badge::{Details, TaskRow};
use yew::prelude::*;

use super::facts::error;

/// Properties of [`TasksTable`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct TasksTableProps {
    /// What the badge would say in its details.
    pub details: Details,
    /// Whether anybody has asked for the tasks.
    pub is_known: bool,
}

/// The table.
#[component]
pub(super) fn TasksTable(props: &TasksTableProps) -> Html {
    let details = &props.details;
    let [heading, done] = &details.tasks_heading;
    html! {
        <section class="sheet" aria-labelledby="tasks-title">
            <div class="head">
                <h2 id="tasks-title">{ heading.clone() }</h2>
                if !details.tasks.is_empty() {
                    <p class="hint">{ done.clone() }</p>
                }
            </div>
            if details.tasks.is_empty() {
                <p class="empty">{ if props.is_known { "This job has no tasks." } else { "Its tasks are not known yet." } }</p>
            } else {
                <table class="tasks" role="table">
                    <caption class="hidden">{ "Tasks of this job" }</caption>
                    <thead role="rowgroup">
                        <tr role="row">
                            <th scope="col" role="columnheader">{ "Task" }</th>
                            <th scope="col" role="columnheader">{ "State" }</th>
                            <th scope="col" role="columnheader">{ "Progress" }</th>
                            <th scope="col" role="columnheader">{ "Errors" }</th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{ for details.tasks.iter().enumerate().map(row) }</tbody>
                </table>
                if !details.more_tasks.is_empty() {
                    <p class="empty">{ details.more_tasks.clone() }</p>
                }
            }
        </section>
    }
}

fn row((index, task): (usize, &TaskRow)) -> Html {
    html! {
        <tr role="row" key={index} data-state={task.state.name()}>
            <th scope="row" role="rowheader"><bdi>{ task.name.clone() }</bdi></th>
            <td role="cell" class="task-state"><span class="dot" aria-hidden="true"></span><bdi>{ task.state_word.clone() }</bdi></td>
            <td role="cell">{ task.value.clone() }</td>
            <td role="cell">{ for task.errors.iter().map(error) }</td>
        </tr>
    }
}
