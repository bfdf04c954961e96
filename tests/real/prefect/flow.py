"""A flow with five tasks, run by `tests/e2e/tests/real/prefect.rs`.

The run exists before this starts (its id is the first argument), so that a badge has seen it
waiting. Each task waits for a file of its name in GATES: the test opens one gate after another.
"""

import os
import sys
import time
from pathlib import Path
from uuid import UUID

from prefect import flow, task
from prefect.client.orchestration import get_client
from prefect.flow_engine import run_flow

GATES = Path(os.environ["GATES"])
RUN = sys.argv[1]


def gate(name):
    while not (GATES / RUN / name).exists():
        time.sleep(0.1)


@task
def fetch():
    gate("fetch")


@task
def encode(height):
    gate(f"encode-{height}")
    if (GATES / RUN / f"no-codec-{height}").exists():
        raise ValueError(f"no codec for {height}p")


@task
def publish():
    gate("publish")


@flow
def media():
    fetch.with_options(task_run_name="fetch").submit().result()
    encoded = [
        encode.with_options(task_run_name=f"encode {height}").submit(height)
        for height in (240, 480, 1080)
    ]
    for one in encoded:
        one.result()
    publish.with_options(task_run_name="publish").submit().result()


if __name__ == "__main__":
    with get_client(sync_client=True) as client:
        run = client.read_flow_run(UUID(RUN))
    run_flow(media, flow_run=run)
