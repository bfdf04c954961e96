"""Celery tasks behind a broker of plain files, run by `tests/e2e/tests/real/celery.rs`.

FOLDER holds the broker's messages and the gates: a task waits for a file of its id, which the test
writes.
"""

import os
import time
from pathlib import Path

from celery import Celery

FOLDER = Path(os.environ["FOLDER"])
MESSAGES, CONTROL, GATES = (FOLDER / name for name in ("messages", "control", "gates"))
for folder in (MESSAGES, CONTROL, GATES):
    folder.mkdir(parents=True, exist_ok=True)

app = Celery("media", broker="filesystem://")
app.conf.update(
    broker_transport_options={
        "data_folder_in": str(MESSAGES),
        "data_folder_out": str(MESSAGES),
        "control_folder": str(CONTROL),
    },
    # Flower learns of a task that waits only by the event that its sender sends.
    task_send_sent_event=True,
    task_track_started=True,
    worker_prefetch_multiplier=1,
    # Otherwise Flower would ask the worker again and again for what this test does not look at.
    broker_connection_retry_on_startup=True,
)


def gate(name):
    while not (GATES / name).exists():
        time.sleep(0.1)


@app.task(bind=True)
def encode(self):
    gate(self.request.id)


@app.task(bind=True)
def unreadable(self):
    gate(self.request.id)
    raise ValueError("no such codec: h266")


@app.task(bind=True, max_retries=1)
def second_try(self):
    if self.request.retries == 0:
        gate(f"{self.request.id}-first")
        raise self.retry(exc=ConnectionError("the store is busy"), countdown=5)
    gate(self.request.id)
