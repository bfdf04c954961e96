//! How members and words may be spelled.

use super::answer::check;

#[test]
fn case_and_separators_are_ignored() {
    for name in ["jobStatus", "job_status", "JobStatus", "job-status", "JOB_STATUS", "job status"] {
        check(&format!(r#"{{"{name}":"running"}}"#), "running");
    }
    for word in ["inProgress", "in_progress", "In-Progress", "IN PROGRESS", "in.progress"] {
        check(&format!(r#"{{"status":"{word}"}}"#), "running");
    }
    for name in ["percentComplete", "percent_complete", "PercentComplete"] {
        check(&format!(r#"{{"status":"running","{name}":40}}"#), "running 400");
    }
}

#[test]
fn the_last_of_two_members_counts_as_in_the_browser() {
    check(r#"{"status":"completed","status":"running"}"#, "running");
}
