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
    let any_errors = details.tasks.iter().any(|task| !task.errors.is_empty());
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
                            if any_errors {
                                <th scope="col" role="columnheader">{ "Errors" }</th>
                            }
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{ for details.tasks.iter().enumerate().map(|(index, task)| row(index, task, any_errors)) }</tbody>
                </table>
                if !details.more_tasks.is_empty() {
                    <p class="empty">{ details.more_tasks.clone() }</p>
                }
            }
        </section>
    }
}

fn row(index: usize, task: &TaskRow, any_errors: bool) -> Html {
    html! {
        <tr role="row" key={index} data-state={task.state.name()}>
            <th scope="row" role="rowheader"><bdi>{ task.name.clone() }</bdi></th>
            <td role="cell" class="task-state"><span class="dot" aria-hidden="true"></span><bdi>{ task.state_word.clone() }</bdi></td>
            <td role="cell">{ task.value.clone() }</td>
            if any_errors {
                <td role="cell">{ for task.errors.iter().map(error) }</td>
            }
        </tr>
    }
}
