"""Sends a task: `send.py NAME ID`."""

import sys

import tasks

tasks.app.send_task(f"tasks.{sys.argv[1]}", task_id=sys.argv[2])
