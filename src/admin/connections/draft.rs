//! What stands in the form of a connection, and what is made of it.

use job_badge::{
    job::JobId,
    provider::{Api, ApiRoot, Auth, RefusedEndpoint},
};

use super::connection::{Connection, Settings};

/// What stands in the form, the token apart: that is in its field alone, and not put there again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Draft {
    /// What it is called.
    pub name: String,
    /// The name of its provider.
    pub provider: String,
    /// The API's root.
    pub root: String,
    /// How it signs in.
    pub auth: Auth,
    /// Ids of jobs, one a line.
    pub jobs: String,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The API's root.
    Root(RefusedEndpoint),
    /// One of the jobs, by its line.
    Job(usize, &'static str),
}

impl Draft {
    /// Of a connection that is there.
    pub(crate) fn of(connection: &Connection) -> Self {
        let Settings { name, provider, root, auth, jobs, .. } = &connection.settings;
        let jobs: Vec<_> = jobs.iter().map(JobId::as_str).collect();
        Self {
            name: name.clone(),
            provider: (*provider).to_owned(),
            root: root.as_str().to_owned(),
            auth: *auth,
            jobs: jobs.join("\n"),
        }
    }

    /// The settings, for this provider, which speaks this API. `root` is what a badge makes of the root.
    ///
    /// # Errors
    /// With the first field that is wrong.
    pub(crate) fn settings(
        &self,
        provider: &'static str,
        title: &str,
        api: Api,
        root: Result<ApiRoot, RefusedEndpoint>,
    ) -> Result<Settings, Refusal> {
        let root = root.and_then(|root| root.allow(self.auth)).map_err(Refusal::Root)?;
        let mut jobs: Vec<JobId> = Vec::new();
        for (line, text) in (1..).zip(self.jobs.lines()).filter(|(_, text)| !text.trim().is_empty())
        {
            let job = JobId::parse(text).map_err(|refused| Refusal::Job(line, refused.remedy()))?;
            if !jobs.contains(&job) {
                jobs.push(job);
            }
        }
        let name = self.name.trim();
        let name = if name.is_empty() { title } else { name };
        Ok(Settings { name: name.to_owned(), provider, api, root, auth: self.auth, jobs })
    }
}

/// What becomes of a connection's token when its form is saved with an empty field for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenAfter {
    /// There is none.
    None,
    /// It stays.
    Kept,
    /// It belongs to another origin, and goes.
    Dropped,
}

impl TokenAfter {
    /// Of this connection, with this root.
    pub(crate) fn of(connection: Option<&Connection>, root: Option<&ApiRoot>) -> Self {
        match connection.filter(|one| one.token.is_some()) {
            None => Self::None,
            Some(one) if root.is_some_and(|root| root.origin() != one.settings.root.origin()) => {
                Self::Dropped
            }
            Some(_) => Self::Kept,
        }
    }
}
