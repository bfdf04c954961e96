//! What an answer that is no success says: its code and message, in any of the forms that APIs and
//! the gateways before them use. Whether to ask again is the poller's to decide.

use serde::Deserializer;

use super::{
    http::Body,
    json::{Json, Members},
};
use crate::job::{ErrorDetail, LONG_TEXT, cap, short, visible};

/// The members that an error body is read for.
const NAMES: &[&str] = &[
    "odata.error",
    "error",
    "errors",
    "value",
    "code",
    "Code",
    "errorCode",
    "reason",
    "type",
    "title",
    "message",
    "Message",
    "detail",
    "error_description",
    "msg",
];
/// Where a code stands. A name counts before a number, which often repeats the status, and a title
/// only beside a message.
const CODES: [&str; 6] = ["code", "Code", "errorCode", "reason", "title", "type"];
const MESSAGES: [&str; 6] = ["message", "Message", "detail", "error_description", "msg", "title"];
/// More errors of a job are not shown.
const MAX_DETAILS: usize = 50;

/// The code and message of an error body in JSON. `None`: it has neither.
///
/// Taken are OData's light form `{"odata.error":{code,message}}` (MS-ODATAJSON 2.1.28), its verbose
/// form and Azure Resource Manager's `{"error":{code,message}}`, both members at the top, OAuth's
/// `{"error":"…","error_description":"…"}` (RFC 6749, section 5.2), problems `{title,detail}` (RFC
/// 9457), `{"errors":[…]}` of objects (JSON:API, Cloudflare) or texts, FastAPI's `{"detail":…}` as
/// text or `[{type,msg}]`, and Kubernetes' `{reason,message}`. A message is a string or `{lang,value}`.
pub fn error_in_json<'de, D: Deserializer<'de>>(body: D) -> Option<ErrorDetail> {
    error_of(&Json::read(body, Members::Named(NAMES)).ok()?)
}

/// The code and message of an error body in either form.
pub(super) fn error_in(body: &dyn Body) -> Option<ErrorDetail> {
    match body.json(Members::Named(NAMES)) {
        Some(body) => error_of(&body),
        None => error_in_text(&body.text()),
    }
}

fn error_of(body: &Json) -> Option<ErrorDetail> {
    let error = body.get("odata.error").or_else(|| body.get("error"));
    let holders = [error, body.get("errors"), body.get("detail")];
    let holder = holders.into_iter().flatten().find_map(|value| match value {
        Json::Record(_) => Some(value),
        Json::List(list) => list.first().filter(|first| !matches!(first, Json::List(_))),
        _ => None,
    });
    let found = holder.and_then(one).or_else(|| one(body)).unwrap_or_default();
    // OAuth's code is the error itself, and its description stands beside it.
    let code = if found.code.is_empty() { error.and_then(Json::text) } else { None };
    detail(code.unwrap_or(&found.code), &found.message)
}

/// What a value says that a job gives as its errors: a text, an object, or a list of them.
pub(super) fn details(value: &Json) -> Vec<ErrorDetail> {
    let list = value.list().unwrap_or(core::slice::from_ref(value));
    list.iter().filter_map(one).take(MAX_DETAILS).collect()
}

/// The code and message of one error.
fn one(error: &Json) -> Option<ErrorDetail> {
    if let Json::Text(text) = error {
        // Python's says what went wrong in its last line.
        let is_traceback = text.starts_with("Traceback");
        let message = text.trim_end().lines().last().filter(|_| is_traceback);
        return detail("", message.unwrap_or(text));
    }
    let mut message = MESSAGES.iter().filter_map(|name| {
        let value = error.get(name)?;
        let words = value.get("value").unwrap_or(value).words();
        (!words.is_empty()).then_some((*name, words))
    });
    let (said_by, message) = message.next().unwrap_or_default();
    // A problem's `type` is often the address of a page about it (RFC 9457), which nobody reads here.
    let is_address = |code: &&Json| code.text().is_some_and(|text| text.contains("://"));
    let codes = || {
        let others = CODES.iter().filter(|name| **name != said_by);
        others.filter_map(|name| error.get(name)).filter(|code| !is_address(code))
    };
    let name = codes().find(|code| code.text().is_some_and(|text| !text.is_empty()));
    let code = name.or_else(|| codes().next()).map(Json::words);
    detail(&code.unwrap_or_default(), &message)
}

/// The code and message of an error body in XML (MS-ODATA 2.2.8.1: `<m:error><m:code/><m:message>`),
/// the title of an HTML page, or a line of plain text. `None`: nothing of use.
///
/// They are cut out, not parsed: the body may have been cut off, and all of it is untrusted.
pub fn error_in_text(body: &str) -> Option<ErrorDetail> {
    let body = body.strip_prefix('\u{feff}').unwrap_or(body).trim();
    if !body.contains('<') {
        // What looks like JSON was for `error_in_json` to read.
        let is_json = body.starts_with(['{', '[', '"']);
        return detail("", if is_json { "" } else { body });
    }
    if element(body, "html").is_some() {
        return detail("", &element(body, "title").unwrap_or_default());
    }
    detail(
        &element(body, "code").unwrap_or_default(),
        &element(body, "message").unwrap_or_default(),
    )
}

/// A code and a message, capped; `None`: both are empty.
pub(super) fn detail(code: &str, message: &str) -> Option<ErrorDetail> {
    let (code, message) = (short(code), cap(visible(message).unwrap_or_default(), LONG_TEXT));
    (!code.is_empty() || !message.is_empty()).then_some(ErrorDetail { code, message })
}

/// The text of the first element with this local name, up to the next tag.
fn element(markup: &str, name: &str) -> Option<String> {
    let mut rest = markup;
    while let Some((_, from_tag)) = rest.split_once('<') {
        rest = from_tag;
        let (tag, content) = from_tag.split_once('>')?;
        let qualified = tag.split(['/', ' ', '\t', '\r', '\n']).next()?;
        let local = qualified.rsplit_once(':').map_or(qualified, |(_, local)| local);
        if local.eq_ignore_ascii_case(name) {
            if tag.ends_with('/') {
                return Some(String::new());
            }
            if let Some(verbatim) = content.trim_ascii_start().strip_prefix("<![CDATA[") {
                return Some(verbatim.split("]]>").next()?.to_owned());
            }
            return Some(unescaped(content.split('<').next()?));
        }
    }
    None
}

/// The five entities of XML, decoded once: the ampersand comes last.
fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::job::SHORT_TEXT;

    fn detail_of(code: &str, message: &str) -> Option<ErrorDetail> {
        Some(ErrorDetail { code: code.to_owned(), message: message.to_owned() })
    }

    #[test]
    fn json_errors_of_all_forms_are_read() {
        let check = |body: &str, expected: Option<ErrorDetail>| {
            let found = error_in_json(&mut serde_json::Deserializer::from_str(body));
            assert_eq!(found, expected, "{body}");
        };
        let light = r#"{"odata.error":{"code":"","message":{"lang":"en-US","value":"No."}}}"#;
        check(light, detail_of("", "No."));
        let verbose = r#"{"error":{"code":"X","message":{"lang":"en-US","value":"No."}}}"#;
        check(verbose, detail_of("X", "No."));
        check(
            r#"{"error":{"code":"MissingApi","message":"Plain."}}"#,
            detail_of("MissingApi", "Plain."),
        );
        check(r#"{"code":404,"message":"Gone."}"#, detail_of("404", "Gone."));
        check(r#"{"Message":"Denied."}"#, detail_of("", "Denied."));
        let oauth = r#"{"error":"invalid_token","error_description":"Expired."}"#;
        check(oauth, detail_of("invalid_token", "Expired."));
        check(r#"{"error":{"message":null}}"#, None);
        check(r#"{"detail":"DAG not found"}"#, detail_of("", "DAG not found"));
        let fields =
            r#"{"detail":[{"loc":["query","limit"],"msg":"Too large.","type":"too_large"}]}"#;
        check(fields, detail_of("too_large", "Too large."));
        check(
            r#"{"detail":{"reason":"Conflict","message":"Exists."}}"#,
            detail_of("Conflict", "Exists."),
        );
        let problem =
            r#"{"type":"about:blank","title":"Not Found","status":404,"detail":"No 42."}"#;
        check(problem, detail_of("Not Found", "No 42."));
        check(r#"{"title":"Not Found","status":404}"#, detail_of("", "Not Found"));
        let cloudflare =
            r#"{"success":false,"errors":[{"code":10005,"message":"No."}],"result":null}"#;
        check(cloudflare, detail_of("10005", "No."));
        let json_api = r#"{"errors":[{"status":"404","title":"Not found","detail":"No 42."}]}"#;
        check(json_api, detail_of("Not found", "No 42."));
        check(r#"{"errors":["First.","Second."]}"#, detail_of("", "First."));
        check(r#"{"errors":[],"message":"No."}"#, detail_of("", "No."));
        let kubernetes = r#"{"kind":"Status","status":"Failure","message":"jobs \"a\" not found",
            "reason":"NotFound","code":404}"#;
        check(kubernetes, detail_of("NotFound", "jobs \"a\" not found"));
        check(r#"{"message":"401 Unauthorized"}"#, detail_of("", "401 Unauthorized"));
        let spring = r#"{"status":404,"error":"Not Found","message":"No 42.","path":"/jobs/42"}"#;
        check(spring, detail_of("Not Found", "No 42."));
        let openai = r#"{"error":{"message":"No.","type":"invalid_request_error","code":null}}"#;
        check(openai, detail_of("invalid_request_error", "No."));
        check(r#"{"detail":[{"loc":["a"]}]}"#, None);
        for useless in
            ["{}", "[]", "null", "3", r#"{"error":{}}"#, r#"{"error":[[]]}"#, "<xml/>", ""]
        {
            check(useless, None);
        }
    }

    #[test]
    fn code_and_message_are_cut_out_of_markup() {
        let check = |body: &str, expected| assert_eq!(error_in_text(body), expected, "{body}");
        check(
            "\u{feff}<?xml version=\"1.0\"?><m:error xmlns:m=\"urn:x\"><m:code/>\
             <m:message xml:lang=\"en-US\">a &lt;b&gt; &amp;lt; &#33;</m:message></m:error>",
            detail_of("", "a <b> &lt; &#33;"),
        );
        check(
            "<Error><Code>Busy</Code><Message>Wait.</Message></Error>",
            detail_of("Busy", "Wait."),
        );
        check("<e><code>A</code><message><![CDATA[1 < 2]]></message></e>", detail_of("A", "1 < 2"));
        check("<m:error><m:code>Cut</m:code><m:message>no en", detail_of("Cut", "no en"));
        check(
            "<!DOCTYPE html><HTML lang=en><head><title>502 Bad\nGateway</title></head>\
             <body><code>x</code><p>secret</p>",
            detail_of("", "502 Bad\nGateway"),
        );
        check("<html><body>no title</body></html>", None);
        check("no healthy upstream", detail_of("", "no healthy upstream"));
        for useless in ["", "  ", "<", "<>", "<code", "{\"a\":1}", "&", "<a/>", "</code>"] {
            assert!(error_in_text(useless).is_none_or(|e| e.message == "&"), "{useless}");
        }
    }

    #[test]
    fn long_words_are_capped() {
        let body = format!("<e><code>{0}</code><message>{0}</message></e>", "x".repeat(9000));
        let detail = error_in_text(&body).unwrap();
        assert_eq!(detail.code.chars().count(), SHORT_TEXT);
        assert_eq!(detail.message.chars().count(), LONG_TEXT);
    }
}
