//! The descriptions that ship with the crate, as text: each is a file of `catalog/`, written in the
//! grammar of [`super`].
//!
//! Each is a constant of its own, so that a program holds only those that it names. The JavaScript
//! package has the same files, as a module each.

macro_rules! catalog {
    ($($constant:ident $name:literal $title:literal;)*) => {
        $(
            #[doc = concat!("`", $name, "`: ", $title, ".")]
            pub const $constant: &str = include_str!(concat!("catalog/", $name, ".json"));
        )*

        /// All of them, with their names. Whoever needs one takes its constant: this holds all texts.
        pub const ALL: &[(&str, &str)] = &[$(($name, $constant)),*];
    };
}

catalog! {
    GITHUB_ACTIONS "github-actions" "GitHub Actions";
    GITLAB "gitlab" "GitLab";
    AIRFLOW "airflow" "Apache Airflow";
    PREFECT "prefect" "Prefect";
    CELERY_FLOWER "celery-flower" "Celery (Flower)";
    OPENAI_BATCH "openai-batch" "OpenAI batches and fine-tuning, Mistral batches";
    AZURE_OPERATION "azure-operation" "Azure Resource Manager operation";
    GOOGLE_OPERATION "google-operation" "Google Cloud operation, Transcoder job";
    AMS_V3 "ams-v3" "Media jobs as Azure Media Services v3 had them (Ravnur, MK.IO)";
    AZURE_DEVOPS "azure-devops" "Azure DevOps build";
    KUBERNETES_JOB "kubernetes-job" "Kubernetes Job";
    ARGO_WORKFLOW "argo-workflow" "Argo Workflow";
    DATABRICKS_RUN "databricks-run" "Databricks run";
    BUILDKITE "buildkite" "Buildkite";
    CIRCLECI "circleci" "CircleCI workflow";
    TEAMCITY "teamcity" "TeamCity";
    JENKINS "jenkins" "Jenkins";
    CLOUD_RUN_EXECUTION "cloud-run-execution" "Cloud Run execution";
    CLOUDFLARE_STREAM "cloudflare-stream" "Cloudflare Stream";
    REPLICATE "replicate" "Replicate";
    HUGGINGFACE_JOBS "huggingface-jobs" "Hugging Face Jobs";
    API_VIDEO "api-video" "api.video";
    MLFLOW_RUN "mlflow-run" "MLflow run";
}

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
