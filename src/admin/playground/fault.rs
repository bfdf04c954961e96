//! What can go wrong with an API: each fault replaces or delays its answers, whatever they say.

use ams_emulator::{Fate, Response};

use super::looks::choices;

choices! {
    /// What goes wrong.
    Fault {
        /// Nothing.
        #[default]
        None "none" "None: all is well",
        /// 429 with a `Retry-After`.
        Limited "limited" "429: too many requests, wait 20 s",
        /// 503.
        Unavailable "unavailable" "503: unavailable",
        /// 401.
        SignedOut "signed-out" "401: the token is rejected",
        /// 403.
        Forbidden "forbidden" "403: no right to see it",
        /// 404.
        Gone "gone" "404: the job is gone",
        /// The answer takes its time.
        Slow "slow" "Slow: each answer takes 6 s",
        /// No answer at all.
        Silent "silent" "Silent: no answer comes",
        /// No connection.
        Dropped "dropped" "The connection is dropped",
        /// An answer that ends in the middle.
        Cut "cut" "The answer is cut off",
        /// A sign-in page in place of an answer.
        Page "page" "A sign-in page in place of an answer",
    }
}

const JSON: &str = "application/json";
/// Milliseconds.
const SLOW: u64 = 6000;
const WAIT_SECONDS: &str = "20";

impl Fault {
    /// What the badge makes of it.
    pub(crate) const fn hint(self) -> &'static str {
        match self {
            Self::None => "The badge asks every second.",
            Self::Limited => {
                "It keeps what it knows, says so, and waits as long as it was told to."
            }
            Self::Unavailable => {
                "It tries again, after a longer wait each time, and fades meanwhile."
            }
            Self::SignedOut => "It stops asking until there is another token.",
            Self::Forbidden => "It stops asking: the token has no right to see this job.",
            Self::Gone => "It says that the job is no longer there.",
            Self::Slow => "It waits for the answer and asks no second time meanwhile.",
            Self::Silent => "It gives up after a while, and fades.",
            Self::Dropped => "As without a network: it tries again, and fades.",
            Self::Cut => "It cannot read the answer, says so, and tries again.",
            Self::Page => "It tells a page from an answer: nothing of it is shown.",
        }
    }

    /// The answer with this fault.
    pub(crate) fn of(self, answer: Response) -> Response {
        let refusal = |status, code: &str, message: &str| {
            let body = serde_json::json!({ "error": { "code": code, "message": message } });
            Response::with_body(status, JSON, body.to_string())
        };
        match self {
            Self::None => answer,
            Self::Limited => {
                let mut answer = refusal(429, "TooManyRequests", "Too many requests.");
                answer.set("Retry-After", WAIT_SECONDS);
                answer
            }
            Self::Unavailable => refusal(503, "ServerBusy", "The server is busy."),
            Self::SignedOut => refusal(401, "ExpiredToken", "The token has expired."),
            Self::Forbidden => refusal(403, "Forbidden", "This token may not see the job."),
            Self::Gone => refusal(404, "NotFound", "There is no such job."),
            Self::Slow => Response { delay: SLOW, ..answer },
            Self::Silent => Response { fate: Fate::Hang, ..answer },
            Self::Dropped => Response { fate: Fate::Drop { after_bytes: 0 }, ..answer },
            Self::Cut => {
                let mut answer = answer;
                answer.body.truncate(answer.body.len() / 2);
                answer
            }
            Self::Page => Response::with_body(
                200,
                "text/html; charset=utf-8",
                "<!doctype html><title>Sign in</title><p>Sign in to go on.</p>",
            ),
        }
    }
}
