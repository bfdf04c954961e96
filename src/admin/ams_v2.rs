//! How the page itself asks an AMS v2 API for what badges do not: which jobs there are, and to cancel
//! one.

use gloo_net::http::RequestBuilder;
use job_badge::provider::Auth;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReferrerPolicy, RequestCache, RequestCredentials, RequestRedirect, Response};

use super::connections::{Connection, Token};

/// Sends a request for a path below a connection's root, with its credential. `None` where no answer
/// comes; why stays unsaid, since what a browser throws may quote the token.
pub(super) async fn get(connection: &Connection, path: &str) -> Option<Response> {
    let settings = &connection.settings;
    let credentials = match settings.auth {
        Auth::Cookie => RequestCredentials::SameOrigin,
        Auth::Bearer | Auth::None => RequestCredentials::Omit,
    };
    let mut request = RequestBuilder::new(&format!("{}{path}", settings.root.as_str()))
        .credentials(credentials)
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Manual)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .header("Accept", "application/json")
        .header("DataServiceVersion", "1.0;NetFx")
        .header("MaxDataServiceVersion", "3.0;NetFx")
        .header("x-ms-version", "2.19");
    if let Some(token) = connection.token.as_ref().map(Token::expose) {
        request = request.header("Authorization", &format!("Bearer {token}"));
    }
    let request: web_sys::Request = request.build().ok()?.into();
    let response = JsFuture::from(web_sys::window()?.fetch_with_request(&request));
    Some(Response::from(response.await.ok()?))
}
