//! How the service answers one fetch: rightly, wrongly, late or never.

use ams_emulator::http::percent_decode;
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::JsValue;

/// What was asked of the service.
pub struct Asked {
    /// Path and query, decoded, after the stage's own part.
    pub path: String,
    /// The token, without its scheme.
    pub token: String,
}

impl Asked {
    pub fn new(path: &str, headers: &[(String, String)]) -> Self {
        let token = headers.iter().find(|(name, _)| name == "authorization");
        let token = token.and_then(|(_, value)| value.strip_prefix("Bearer "));
        Self {
            path: percent_decode(path, false).unwrap(),
            token: token.unwrap_or_default().to_owned(),
        }
    }

    /// Whether it is about the tasks of a job.
    pub fn is_tasks(&self) -> bool {
        self.path.contains("/Tasks")
    }

    /// The ids that it names.
    pub fn ids(&self) -> Vec<&str> {
        self.path.split('\'').skip(1).step_by(2).collect()
    }
}

/// An answer, and how it is delivered.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Milliseconds until it is delivered.
    pub delay: f64,
    /// `answer`, or one of the others in `page.js`.
    pub fate: &'static str,
    /// What it is thrown or rejected with.
    pub text: String,
    /// It waits for `release`.
    pub held: bool,
    /// It does not listen to the abort signal, as some patched `fetch` do not.
    pub deaf: bool,
}

impl Reply {
    pub fn new(status: u16, body: &str) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: body.into(),
            delay: 0.0,
            fate: "answer",
            text: String::new(),
            held: false,
            deaf: false,
        }
    }

    pub fn fate(fate: &'static str, text: &str) -> Self {
        Self { fate, text: text.to_owned(), ..Self::new(200, "") }
    }

    /// All that is asked for runs, and is so far.
    pub fn running(asked: &Asked, percent: u32) -> Self {
        if asked.is_tasks() {
            let task =
                r#"{"Id":"nb:tid:1","Name":"encode","State":2,"ErrorDetails":[],"Progress":"#;
            return Self::new(200, &format!(r#"{{"value":[{task}{percent}}}]}}"#));
        }
        let job = |id: &&str| {
            format!(
                r#"{{"Id":"{id}","Name":"Job {id}","State":2,"StartTime":"2026-01-01T00:00:00"}}"#
            )
        };
        let jobs: Vec<String> = asked.ids().iter().map(job).collect();
        Self::new(200, &format!(r#"{{"value":[{}]}}"#, jobs.join(",")))
    }

    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn held(self) -> Self {
        Self { held: true, ..self }
    }

    pub fn deaf(self) -> Self {
        Self { deaf: true, ..self }
    }

    pub fn to_js(&self) -> JsValue {
        let reply = Object::new();
        let set = |name: &str, value: JsValue| {
            Reflect::set(&reply, &name.into(), &value).unwrap();
        };
        let pair = |(name, value): &(String, String)| Array::of2(&name.into(), &value.into());
        set("status", self.status.into());
        set("headers", self.headers.iter().map(pair).collect::<Array>().into());
        set("body", Uint8Array::from(self.body.as_slice()).into());
        set("delay", self.delay.into());
        set("fate", self.fate.into());
        set("text", self.text.as_str().into());
        set("held", self.held.into());
        set("deaf", self.deaf.into());
        reply.into()
    }
}
