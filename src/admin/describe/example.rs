//! What stands in the text areas at first.

/// An answer that needs a description: its words are its own.
pub(crate) const ANSWER: &str = r#"{
  "title": "Import of customers",
  "phase": "busy",
  "rows": { "read": 420, "all": 1000 },
  "started_at": "2026-11-28T16:51:44Z",
  "parts": [
    { "label": "Read", "phase": "ok" },
    { "label": "Check", "phase": "busy" }
  ],
  "problems": [
    { "code": "row_skipped",
      "text": "Row 17 has no address" }
  ]
}
"#;

/// Its description.
pub(crate) const DESCRIPTION: &str = r#"{
  "version": 1,
  "job": "{queue}/{job}",
  "get": "queues/{queue}/jobs/{job}",
  "name": "/title",
  "state": [
    { "at": "/phase",
      "means": {
        "queued": "new",
        "running": ["busy", "retrying"],
        "succeeded": "ok",
        "failed": "dead"
      } }
  ],
  "progress": {
    "done": "/rows/read",
    "of": "/rows/all"
  },
  "started": "/started_at",
  "errors": {
    "in": "/problems",
    "code": "/code",
    "message": "/text"
  },
  "items": {
    "at": "/parts",
    "name": "/label",
    "state": [
      { "at": "/phase",
        "means": { "running": "busy", "succeeded": "ok" } }
    ]
  }
}
"#;

/// An answer of the usual kind.
pub(crate) const USUAL_ANSWER: &str = r#"{
  "data": {
    "id": 42,
    "name": "Import of customers",
    "status": "running",
    "progress": 0.42,
    "createdAt": "2026-11-28T16:51:43Z",
    "startedAt": "2026-11-28T16:51:44Z",
    "steps": [
      { "name": "Read", "status": "done" },
      { "name": "Check", "status": "running" }
    ]
  }
}
"#;
