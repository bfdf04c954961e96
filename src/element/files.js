// Files of the package that are loaded when a badge first needs them: the words of a language, the
// description of a service.
import { lazyFiles } from "./lazy_files.js";

// Literal paths, so that every bundler finds the files and keeps them apart.
const FILES = {
  "words/de": () => import("./words/de.js"),
  "words/fr": () => import("./words/fr.js"),
  "words/es": () => import("./words/es.js"),
  "words/ja": () => import("./words/ja.js"),
  "words/ar": () => import("./words/ar.js"),
  "words/zh-Hans": () => import("./words/zh-Hans.js"),
  "providers/airflow": () => import("./providers/airflow.js"),
  "providers/ams-v3": () => import("./providers/ams-v3.js"),
  "providers/api-video": () => import("./providers/api-video.js"),
  "providers/argo-workflow": () => import("./providers/argo-workflow.js"),
  "providers/azure-devops": () => import("./providers/azure-devops.js"),
  "providers/azure-operation": () => import("./providers/azure-operation.js"),
  "providers/buildkite": () => import("./providers/buildkite.js"),
  "providers/celery-flower": () => import("./providers/celery-flower.js"),
  "providers/circleci": () => import("./providers/circleci.js"),
  "providers/cloud-run-execution": () => import("./providers/cloud-run-execution.js"),
  "providers/cloudflare-stream": () => import("./providers/cloudflare-stream.js"),
  "providers/databricks-run": () => import("./providers/databricks-run.js"),
  "providers/github-actions": () => import("./providers/github-actions.js"),
  "providers/gitlab": () => import("./providers/gitlab.js"),
  "providers/google-operation": () => import("./providers/google-operation.js"),
  "providers/huggingface-jobs": () => import("./providers/huggingface-jobs.js"),
  "providers/jenkins": () => import("./providers/jenkins.js"),
  "providers/kubernetes-job": () => import("./providers/kubernetes-job.js"),
  "providers/mlflow-run": () => import("./providers/mlflow-run.js"),
  "providers/openai-batch": () => import("./providers/openai-batch.js"),
  "providers/prefect": () => import("./providers/prefect.js"),
  "providers/replicate": () => import("./providers/replicate.js"),
  "providers/teamcity": () => import("./providers/teamcity.js"),
};

/** Whether the package has such a file. */
export const has = (name) => Object.hasOwn(FILES, name);

/** What a file exports; undefined until it is there. */
export const file = lazyFiles(FILES);
