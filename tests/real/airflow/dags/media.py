"""A DAG with five task instances, triggered by `tests/e2e/tests/real/airflow.rs`.

It is paused, so that a run waits until the test lets it go. Each task waits for a file of its name
in GATES/RUN: the test opens one gate after another.
"""

import os
import time
from pathlib import Path

from airflow.sdk import dag, task

GATES = Path(os.environ["GATES"])


def gate(run, name):
    while not (GATES / run / name).exists():
        time.sleep(0.1)


@dag(dag_id="media", schedule=None, catchup=False, is_paused_upon_creation=True)
def media():
    @task
    def fetch(dag_run=None):
        gate(dag_run.run_id, "fetch")
        return [240, 480, 1080]

    @task
    def encode(height, dag_run=None):
        gate(dag_run.run_id, f"encode-{height}")
        if (GATES / dag_run.run_id / f"no-codec-{height}").exists():
            raise ValueError(f"no codec for {height}p")

    @task
    def publish(_encoded, dag_run=None):
        gate(dag_run.run_id, "publish")

    publish(encode.expand(height=fetch()))


media()
