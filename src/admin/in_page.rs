//! The APIs inside the page: each answers the badges' own `fetch` under a reserved path of the page's
//! origin, so that `trunk serve` alone shows living badges. One is the emulator, the other the
//! playground's, so that faults that are tried there are not everybody's.

use core::{cell::RefCell, time::Duration};
use std::rc::Rc;

use ams_emulator::{Emulator, Fate, Request, Response, Settings};
use gloo_timers::future::sleep;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsError, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use yew::AttrValue;

use super::{asked, playground::PlaygroundApi};

/// The path that the emulator answers under.
const RESERVED: &str = "/in-page-emulator";
/// The path that the playground's API answers under; everything else goes to the network.
const PLAYGROUND: &str = "/in-page-playground";
/// How long its token is good: longer than anybody leaves a demo open.
const TOKEN_SECONDS: i64 = 30 * 86_400;

/// Where the emulator is, and a token that it takes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct InPage {
    /// Its API root, absolute.
    pub root: AttrValue,
    /// A token that it takes.
    pub token: AttrValue,
    /// The playground's API.
    pub playground: Playground,
}

/// The playground's API, which its view sets and its badge asks.
#[derive(Clone, Debug)]
pub(super) struct Playground(pub Rc<RefCell<PlaygroundApi>>);

impl PartialEq for Playground {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What answers under a path.
struct Api {
    /// The URL that its requests begin with.
    prefix: String,
    answer: Rc<dyn Fn(&Request) -> Response>,
}

/// Puts both between the page and its `fetch`.
pub(super) fn install() -> InPage {
    let origin = web_sys::window().and_then(|window| window.location().origin().ok());
    let origin = origin.unwrap_or_default();
    let prefix = format!("{origin}{RESERVED}");
    let root = format!("{prefix}/api/");
    // A seed of its own for each visit: nobody wants to see the very same jobs again.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let seed = (js_sys::Math::random() * 4_294_967_296.0) as u64;
    let settings = Settings { seed, root: root.clone(), ..Settings::default() };
    let emulator = RefCell::new(Emulator::new(settings));
    let token = mint_token(0);
    let playground = format!("{origin}{PLAYGROUND}");
    let api = Rc::new(RefCell::new(PlaygroundApi::new(&format!("{playground}/api/"), seed)));
    let shown = Playground(Rc::clone(&api));
    wrap_fetch(vec![
        Api {
            prefix,
            answer: Rc::new(move |request| emulator.borrow_mut().answer(now(), request)),
        },
        Api {
            prefix: playground,
            answer: Rc::new(move |request| api.borrow_mut().answer(now(), request)),
        },
    ]);
    InPage { root: root.into(), token: token.into(), playground: shown }
}

/// A token that both take. Of each number there is another one.
pub(super) fn mint_token(number: u32) -> String {
    Emulator::mint_token(now(), TOKEN_SECONDS + i64::from(number))
}

fn wrap_fetch(apis: Vec<Api>) {
    let (global, name) = (js_sys::global(), JsValue::from_str("fetch"));
    let Ok(network) = Reflect::get(&global, &name).and_then(JsCast::dyn_into::<Function>) else {
        return;
    };
    let fetch = Closure::<dyn Fn(JsValue, JsValue) -> Result<Promise, JsValue>>::new(
        move |input: JsValue, init: JsValue| {
            if let Some(request) = input.dyn_ref::<web_sys::Request>() {
                asked::sent(request.url());
            }
            let reserved = input.dyn_ref::<web_sys::Request>().and_then(|request| {
                let url = request.url();
                let api = apis.iter().find(|api| url.starts_with(&api.prefix))?;
                Some((request, url.get(api.prefix.len()..)?.to_owned(), &api.answer))
            });
            match reserved {
                Some((request, path, answer_to)) => {
                    let request: web_sys::Request = Clone::clone(request);
                    Ok(future_to_promise(answer(request, path, Rc::clone(answer_to))))
                }
                None => network.call2(&JsValue::UNDEFINED, &input, &init)?.dyn_into(),
            }
        },
    );
    // It stays for as long as the page does.
    let _ = Reflect::set(&global, &name, &fetch.into_js_value());
}

async fn answer(
    sent: web_sys::Request,
    path_and_query: String,
    answer_to: Rc<dyn Fn(&Request) -> Response>,
) -> Result<JsValue, JsValue> {
    let headers = Array::from(sent.headers().as_ref());
    let headers = headers.iter().filter_map(|pair| {
        let pair = Array::from(&pair);
        Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
    });
    let request = Request {
        method: sent.method(),
        path_and_query,
        headers: headers.collect(),
        body: Vec::new(),
    };
    let response = answer_to(&request);
    let signal = sent.signal();
    // A network is never quite as quick as a function call.
    sleep(Duration::from_millis(response.delay.max(40))).await;
    if signal.aborted() {
        return Err(signal.reason());
    }
    match response.fate {
        Fate::Delivered => deliver(&response),
        Fate::Hang => JsFuture::from(until_aborted(&signal)).await,
        Fate::Drop { .. } => {
            Err(JsError::new("the in-page emulator dropped the connection").into())
        }
    }
}

fn deliver(response: &Response) -> Result<JsValue, JsValue> {
    let headers = web_sys::Headers::new()?;
    for (name, value) in &response.headers {
        headers.append(name, value)?;
    }
    let init = web_sys::ResponseInit::new();
    init.set_status(response.status);
    init.set_headers(&headers);
    // 204 may have no body at all, not even an empty one.
    let body = (!response.body.is_empty()).then(|| Uint8Array::from(response.body.as_slice()));
    let body: Option<&Object> = body.as_ref().map(AsRef::as_ref);
    web_sys::Response::new_with_opt_buffer_source_and_init(body, &init).map(Into::into)
}

fn until_aborted(signal: &web_sys::AbortSignal) -> Promise {
    Promise::new(&mut |_, fail| {
        let _ = signal.add_event_listener_with_callback("abort", &fail);
    })
}

/// Milliseconds since 1970 by this machine's clock.
#[allow(clippy::cast_possible_truncation)]
pub(super) fn now() -> i64 {
    js_sys::Date::now() as i64
}
