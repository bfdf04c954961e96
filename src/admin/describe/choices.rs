//! The providers that can be chosen, and what their fields look like.

use job_badge::provider::described::catalog;

use super::{problem::parse, samples::endpoint};

/// The name under which the page's own description is chosen.
pub(crate) const HERE: &str = "described-here";

/// A provider that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    /// Its name, as in the element's `provider`.
    pub name: &'static str,
    /// What people call it.
    pub title: String,
    /// What an endpoint looks like.
    pub endpoint: &'static str,
    /// What a job's id looks like.
    pub job: String,
    /// What is asked below the endpoint, where that is one thing.
    pub get: String,
    /// Its description, where it is one that the package ships.
    pub description: Option<&'static str>,
}

/// All of them. `here` is the description that stands on the page.
pub(crate) fn choices(here: &str) -> Vec<Choice> {
    let own = |name, title: &str, endpoint, job: &str| Choice {
        name,
        title: title.to_owned(),
        endpoint,
        job: job.to_owned(),
        get: if name == "json" { "{job}".to_owned() } else { String::new() },
        description: None,
    };
    let mut choices = vec![
        own("ams-v2", "Azure Media Services v2", "https://…/api/", "nb:jid:UUID:…"),
        own("json", "Your own backend (usual JSON)", "/api/jobs/", "42"),
        Choice {
            get: member(here, "get"),
            ..own(HERE, "Described on this page", "/api/", &form_of(here))
        },
    ];
    choices.extend(catalog::ALL.iter().map(|(name, text)| {
        Choice {
            name,
            title: Some(member(text, "title"))
                .filter(|title| !title.is_empty())
                .unwrap_or_else(|| (*name).to_owned()),
            endpoint: endpoint(name).unwrap_or("https://…/"),
            job: form_of(text),
            get: member(text, "get"),
            description: Some(text),
        }
    }));
    choices
}

/// The form of a job's id by a description: `owner/repo/run`, `project/…/pipeline`.
fn form_of(description: &str) -> String {
    let pattern = member(description, "job");
    let pattern = if pattern.is_empty() { "{job}" } else { &pattern };
    pattern.replace("+}", "/…").replace(['{', '}'], "")
}

/// A member of a description that is a text; empty where it is none.
fn member(description: &str, name: &str) -> String {
    let json = parse(description).ok();
    json.and_then(|json| Some(json.get(name)?.text()?.to_owned())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::describe::example::DESCRIPTION;

    #[test]
    fn each_choice_shows_the_form_of_its_fields() {
        let choices = choices(DESCRIPTION);
        let check = |name: &str, title: &str, job: &str| {
            let choice = choices.iter().find(|choice| choice.name == name).unwrap();
            assert_eq!((choice.title.as_str(), choice.job.as_str()), (title, job));
        };
        check("github-actions", "GitHub Actions", "owner/repo/run");
        check("gitlab", "GitLab", "project/…/pipeline");
        check("google-operation", "Google Cloud operation, Transcoder job", "name/…");
        check("json", "Your own backend (usual JSON)", "42");
        check(HERE, "Described on this page", "queue/job");
        assert_eq!(choices.len(), catalog::ALL.len() + 3);
    }

    #[test]
    fn each_shipped_provider_has_an_endpoint() {
        for (name, _) in catalog::ALL {
            assert!(endpoint(name).is_some_and(|url| url.starts_with("https://")), "{name}");
        }
    }
}
