//! Applies fault scenarios to entities and to answers.

use crate::{
    calendar::{Spelling, http_date},
    entity::{Entity, Value},
    error::ApiError,
    faults::{Applied, Body, RetryAfter},
    http::{Fate, Request, Response},
    job::State,
    negotiate::Format,
};

const HTML: &str = "text/html; charset=utf-8";
/// The default size of the body `huge`, in mebibytes: more than the badge accepts.
const HUGE: usize = 9;

/// The answer that replaces the normal one, if a scenario asks for it. The last scenario wins.
pub fn replacement(
    applied: &[Applied],
    request: &Request,
    root: &str,
    format: Format,
) -> Option<Response> {
    applied.iter().rev().find_map(|Applied { act, .. }| {
        if let Some(target) = &act.redirect {
            return Some(moved(if target == "root" { root } else { target }));
        }
        if act.token_rejected {
            return Some(ApiError::of_status(401).response(format));
        }
        if act.echo_headers {
            let lines = request.headers.iter().map(|(name, value)| format!("{name}: {value}"));
            let lines: Vec<_> = lines.collect();
            return Some(ApiError::new(500, lines.join("\r\n")).response(format));
        }
        act.status.map(|status| ApiError::of_status(status).response(format))
    })
}

/// 301 with the HTML body that was recorded at the service's host.
pub fn moved(location: &str) -> Response {
    let shown = location.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let body = format!(
        "<html><head><title>Object moved</title></head><body>\r\n<h2>Object moved to <a href=\"{shown}\">here</a>.</h2>\r\n</body></html>\r\n"
    );
    let mut response = Response::with_body(301, HTML, body);
    response.set("Location", location);
    response
}

/// Changes a job or a task as the scenarios say. `false` when it is to be omitted.
pub fn entity(applied: &[Applied], entity: &mut Entity) -> bool {
    let mut kept = true;
    for Applied { act, job, turn } in applied {
        if job.as_ref().is_some_and(|job| !job.eq_ignore_ascii_case(&entity.job)) {
            continue;
        }
        kept &= !act.vanish;
        if act.missing_subscriptions {
            entity.values.retain(|(name, _)| *name != "JobNotificationSubscriptions");
        }
        let state = match entity.get("State") {
            Some(Value::Int(state)) => *state,
            _ => continue,
        };
        if let (Some(Value::Double(progress)), true) =
            (entity.get("Progress"), state == State::Processing.number())
        {
            let mut progress = *progress;
            if let Some(step) = act.progress_backwards {
                progress = (progress - step * f64::from(*turn)).max(0.0);
            }
            if let Some(most) = act.stall {
                progress = progress.min(most);
            }
            entity.set("Progress", Value::Double(progress));
        }
        let ended = matches!(state, 3..=5);
        if act.hundred_while_running && !ended {
            entity.set("Progress", Value::Double(100.0));
        }
        if let Some(state) = act.unknown_state {
            entity.set("State", Value::Int(state));
        }
    }
    kept
}

/// The format that a scenario forces.
pub fn format(applied: &[Applied], asked: Format) -> Format {
    let verbose = applied.iter().any(|one| one.act.body == Some(Body::Verbose));
    if verbose { Format::Verbose { version_3: true } } else { asked }
}

/// The spelling of dates that a scenario forces.
pub fn dates(applied: &[Applied]) -> Option<Spelling> {
    applied.iter().rev().find_map(|one| one.act.dates)
}

/// Changes a finished answer as the scenarios say.
pub fn response(applied: &[Applied], now: i64, response: &mut Response) {
    for Applied { act, .. } in applied {
        match &act.retry_after {
            Some(RetryAfter::Seconds(seconds)) => response.set("Retry-After", &seconds.to_string()),
            Some(RetryAfter::Text(text)) => response.set("Retry-After", text),
            None => {}
        }
        if let Some(seconds) = act.retry_after_date {
            response
                .set("Retry-After", &http_date(now.saturating_add(seconds.saturating_mul(1000))));
        }
        match act.body {
            Some(Body::Html) => {
                let status = response.status;
                response.set("Content-Type", HTML);
                response.body = format!(
                    "<!DOCTYPE html><html><head><title>{status}</title></head><body><h1>{status}</h1><p>The gateway answered.</p></body></html>"
                )
                .into_bytes();
            }
            Some(Body::Xml) => {
                response.set("Content-Type", Format::Xml.content_type());
                response.body = ApiError::of_status(response.status).xml().into_bytes();
            }
            Some(Body::Truncated) => response.body.truncate(response.body.len() / 2),
            Some(Body::Huge) => response.body = huge(act.megabytes.unwrap_or(HUGE)),
            Some(Body::NotJson) => response.body = b"The service is starting.".to_vec(),
            Some(Body::Verbose) | None => {}
        }
        if let Some(seconds) = act.delay_seconds {
            response.delay += (seconds * 1000.0) as u64;
        }
        if act.hang {
            response.fate = Fate::Hang;
        } else if act.drop || act.drop_after_bytes.is_some() {
            response.fate = Fate::Drop { after_bytes: act.drop_after_bytes.unwrap_or(0) };
        }
    }
}

/// Valid JSON with one long name, of at least this many mebibytes.
fn huge(megabytes: usize) -> Vec<u8> {
    let mut body = br#"{"value":[{"Name":""#.to_vec();
    body.resize(body.len() + megabytes * 1024 * 1024, b'x');
    body.extend_from_slice(br#""}]}"#);
    body
}
