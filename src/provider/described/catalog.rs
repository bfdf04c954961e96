//! The descriptions that ship with the crate, as text: each is a file of `catalog/`, written in the
//! grammar of [`super`].
//!
//! Each is a constant of its own, so that a program holds only those that it names. The JavaScript
//! package has the same files, as a module each.

/// `github-actions`: GitHub Actions.
pub const GITHUB_ACTIONS: &str = include_str!("catalog/github-actions.json");
/// `gitlab`: GitLab.
pub const GITLAB: &str = include_str!("catalog/gitlab.json");
/// `airflow`: Apache Airflow.
pub const AIRFLOW: &str = include_str!("catalog/airflow.json");
/// `prefect`: Prefect.
pub const PREFECT: &str = include_str!("catalog/prefect.json");
/// `celery-flower`: Celery (Flower).
pub const CELERY_FLOWER: &str = include_str!("catalog/celery-flower.json");
/// `openai-batch`: OpenAI batches and fine-tuning, Mistral batches.
pub const OPENAI_BATCH: &str = include_str!("catalog/openai-batch.json");
/// `azure-operation`: Azure Resource Manager operation.
pub const AZURE_OPERATION: &str = include_str!("catalog/azure-operation.json");
/// `google-operation`: Google Cloud operation, Transcoder job.
pub const GOOGLE_OPERATION: &str = include_str!("catalog/google-operation.json");
/// `ams-v3`: Media jobs as Azure Media Services v3 had them (Ravnur, MK.IO).
pub const AMS_V3: &str = include_str!("catalog/ams-v3.json");
/// `azure-devops`: Azure DevOps build.
pub const AZURE_DEVOPS: &str = include_str!("catalog/azure-devops.json");
/// `kubernetes-job`: Kubernetes Job.
pub const KUBERNETES_JOB: &str = include_str!("catalog/kubernetes-job.json");
/// `argo-workflow`: Argo Workflow.
pub const ARGO_WORKFLOW: &str = include_str!("catalog/argo-workflow.json");
/// `databricks-run`: Databricks run.
pub const DATABRICKS_RUN: &str = include_str!("catalog/databricks-run.json");
/// `buildkite`: Buildkite.
pub const BUILDKITE: &str = include_str!("catalog/buildkite.json");
/// `circleci`: CircleCI workflow.
pub const CIRCLECI: &str = include_str!("catalog/circleci.json");
/// `teamcity`: TeamCity.
pub const TEAMCITY: &str = include_str!("catalog/teamcity.json");
/// `jenkins`: Jenkins.
pub const JENKINS: &str = include_str!("catalog/jenkins.json");
/// `cloud-run-execution`: Cloud Run execution.
pub const CLOUD_RUN_EXECUTION: &str = include_str!("catalog/cloud-run-execution.json");
/// `cloudflare-stream`: Cloudflare Stream.
pub const CLOUDFLARE_STREAM: &str = include_str!("catalog/cloudflare-stream.json");
/// `replicate`: Replicate.
pub const REPLICATE: &str = include_str!("catalog/replicate.json");
/// `huggingface-jobs`: Hugging Face Jobs.
pub const HUGGINGFACE_JOBS: &str = include_str!("catalog/huggingface-jobs.json");
/// `api-video`: api.video.
pub const API_VIDEO: &str = include_str!("catalog/api-video.json");

/// All of them, with their names. Whoever needs one takes its constant: this holds all texts.
pub const ALL: &[(&str, &str)] = &[
    ("github-actions", GITHUB_ACTIONS),
    ("gitlab", GITLAB),
    ("airflow", AIRFLOW),
    ("prefect", PREFECT),
    ("celery-flower", CELERY_FLOWER),
    ("openai-batch", OPENAI_BATCH),
    ("azure-operation", AZURE_OPERATION),
    ("google-operation", GOOGLE_OPERATION),
    ("ams-v3", AMS_V3),
    ("azure-devops", AZURE_DEVOPS),
    ("kubernetes-job", KUBERNETES_JOB),
    ("argo-workflow", ARGO_WORKFLOW),
    ("databricks-run", DATABRICKS_RUN),
    ("buildkite", BUILDKITE),
    ("circleci", CIRCLECI),
    ("teamcity", TEAMCITY),
    ("jenkins", JENKINS),
    ("cloud-run-execution", CLOUD_RUN_EXECUTION),
    ("cloudflare-stream", CLOUDFLARE_STREAM),
    ("replicate", REPLICATE),
    ("huggingface-jobs", HUGGINGFACE_JOBS),
    ("api-video", API_VIDEO),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_listed_under_its_name() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/provider/described/catalog");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort_unstable();
        let mut listed: Vec<String> = ALL.iter().map(|(name, _)| format!("{name}.json")).collect();
        listed.sort_unstable();
        assert_eq!(files, listed);
        for (name, text) in ALL {
            let file = std::fs::read_to_string(format!("{folder}/{name}.json")).unwrap();
            assert_eq!(file, *text, "{name}");
        }
    }

    /// A page loads a description before it asks for the first time. 4 KB of such JSON are far less
    /// than 1.5 KB in brotli.
    #[test]
    fn a_description_is_small() {
        for (name, text) in ALL {
            let value: serde_json::Value = serde_json::from_str(text).unwrap();
            let size = value.to_string().len();
            assert!(size <= 4000, "{name}: {size} bytes");
        }
    }
}
