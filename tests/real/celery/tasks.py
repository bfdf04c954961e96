"""Celery tasks behind a broker of plain files, run by `tests/e2e/tests/real/celery.rs`.

The broker's messages are in FOLDER. A task waits for a file of its id in GATES, which the test
writes.
"""

import os
import time
from pathlib import Path

from celery import Celery

FOLDER, GATES = Path(os.environ["FOLDER"]), Path(os.environ["GATES"])
MESSAGES, CONTROL = FOLDER / "messages", FOLDER / "control"
for folder in (MESSAGES, CONTROL):
    folder.mkdir(parents=True, exist_ok=True)

app = Celery("media", broker="filesystem://")
app.conf.update(
    broker_transport_options={
        "data_folder_in": str(MESSAGES),
        "data_folder_out": str(MESSAGES),
        "control_folder": str(CONTROL),
    },
    # Flower learns of a task that waits only by the event that its sender sends; that one runs, by
    # another.
    task_send_sent_event=True,
    task_track_started=True,
    worker_prefetch_multiplier=1,
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
