//! Cross-origin access for browsers. The retired service had none; pages need it, because
//! `Authorization` and `x-ms-version` cause a preflight.

use crate::http::{Request, Response};

/// Which origins may call the API from a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cors {
    /// All of them.
    #[default]
    Any,
    /// This one: `https://admin.example`.
    Origin(String),
    /// None: no header is sent, and a preflight gets 405.
    Off,
}

const METHODS: &str = "GET, DELETE, OPTIONS";
/// Listed one by one, because `*` does not cover `Authorization`.
const HEADERS: &str = "authorization, x-ms-version, dataserviceversion, maxdataserviceversion, x-ms-client-request-id, accept";
const EXPOSED: &str = "x-ms-request-id, retry-after, date";

impl Cors {
    /// Reads `*`, `none` or an origin.
    pub fn parse(text: &str) -> Self {
        match text {
            "*" => Self::Any,
            "none" => Self::Off,
            origin => Self::Origin(origin.trim_end_matches('/').to_owned()),
        }
    }

    /// The answer to a preflight.
    pub fn preflight(&self, request: &Request) -> Response {
        if *self == Self::Off {
            return Response::empty(405);
        }
        let mut response = Response::empty(204);
        self.allow(request, &mut response);
        response.set("Access-Control-Allow-Methods", METHODS);
        response.set("Access-Control-Allow-Headers", HEADERS);
        response.set("Access-Control-Max-Age", "600");
        // Chromium asks this when a public page calls a loopback address.
        if request.header("access-control-request-private-network").is_some() {
            response.set("Access-Control-Allow-Private-Network", "true");
        }
        response
    }

    /// Puts the headers on an answer.
    pub fn allow(&self, request: &Request, response: &mut Response) {
        match self {
            Self::Off => return,
            Self::Any => response.set("Access-Control-Allow-Origin", "*"),
            Self::Origin(origin) => {
                response.set("Vary", "Origin");
                if request.header("origin") != Some(origin) {
                    return;
                }
                response.set("Access-Control-Allow-Origin", origin);
            }
        }
        response.set("Access-Control-Expose-Headers", EXPOSED);
    }
}
