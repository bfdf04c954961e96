//! `<job-badge>`.
