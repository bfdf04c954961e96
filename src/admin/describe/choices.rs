//! The providers that can be chosen, and what their fields look like.

use job_badge::provider::described::catalog;

use super::problem::parse;

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
            ..own(HERE, "Described here, below", "/api/", &form_of(here))
        },
    ];
    choices.extend(catalog::ALL.iter().map(|(name, text)| {
        Choice {
            name,
            title: Some(member(text, "title"))
                .filter(|title| !title.is_empty())
                .unwrap_or_else(|| (*name).to_owned()),
            endpoint: endpoint_of(name),
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

/// What an endpoint of a shipped provider looks like, as on its page in the documentation.
fn endpoint_of(name: &str) -> &'static str {
    match name {
        "github-actions" => "https://api.github.com/",
        "gitlab" => "https://gitlab.com/api/v4/",
        "airflow" => "https://airflow.example/api/v2/",
        "prefect" => "https://prefect.example/api/",
        "celery-flower" => "https://flower.example/",
        "openai-batch" => "https://api.openai.com/v1/",
        "azure-operation" => "https://management.azure.com/",
        "google-operation" => "https://transcoder.googleapis.com/v1/",
        "ams-v3" => "https://account.ravnur.net/…/mediaServices/ACCOUNT/",
        "azure-devops" => "https://dev.azure.com/ORG/PROJECT/",
        "kubernetes-job" => "https://cluster.example/",
        "argo-workflow" => "https://argo.example/api/v1/",
        "databricks-run" => "https://WORKSPACE/api/2.2/",
        "buildkite" => "https://api.buildkite.com/v2/",
        "circleci" => "https://circleci.com/api/v2/",
        "teamcity" => "https://teamcity.example/app/rest/",
        "jenkins" => "https://ci.example/jenkins/",
        "cloud-run-execution" => "https://run.googleapis.com/v2/",
        "cloudflare-stream" => "https://api.cloudflare.com/client/v4/accounts/ACCOUNT/",
        "replicate" => "https://api.replicate.com/v1/",
        "huggingface-jobs" => "https://huggingface.co/api/",
        "api-video" => "https://ws.api.video/",
        _ => "https://…/",
    }
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
        check(HERE, "Described here, below", "queue/job");
        assert_eq!(choices.len(), catalog::ALL.len() + 3);
    }

    #[test]
    fn endpoints_look_as_in_the_documentation() {
        for (name, _) in catalog::ALL {
            let page = format!("{}/docs/providers/{name}.md", env!("CARGO_MANIFEST_DIR"));
            let page = std::fs::read_to_string(page).unwrap();
            let endpoint = format!("endpoint=\"{}\"", endpoint_of(name));
            assert!(page.contains(&endpoint), "{name}: {endpoint}");
        }
    }
}
