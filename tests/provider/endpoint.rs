//! Where requests and tokens may go.

use job_badge::{
    job::{Failure, FailureKind},
    provider::{ApiRoot, RefusedEndpoint as Refused},
};
use proptest::prelude::*;

const PAGE: &str = "https://admin.example";

fn check(given: &str, resolved: &str, page: Option<&str>, expected: Result<&str, Refused>) {
    let root = ApiRoot::parse(given, resolved, page);
    assert_eq!(root.as_ref().map(ApiRoot::as_str), expected.as_ref().map(|url| *url), "{given:?}");
}

#[test]
fn absolute_roots_are_taken_and_written_one_way() {
    for (given, url) in [
        ("https://media.example", "https://media.example/"),
        ("https://media.example/api", "https://media.example/api/"),
        ("https://media.example/api/", "https://media.example/api/"),
        ("  https://media.example/API/ \n", "https://media.example/API/"),
        ("HTTPS://Media.Example:443/api", "https://media.example/api/"),
        ("https://media.example:8443/a/@me/b%20c", "https://media.example:8443/a/@me/b%20c/"),
        ("http://localhost", "http://localhost/"),
        ("http://localhost:8081/api", "http://localhost:8081/api/"),
        ("http://localhost:80/api", "http://localhost/api/"),
        ("http://a.b.localhost/api/", "http://a.b.localhost/api/"),
        ("http://127.0.0.1:8081/api/", "http://127.0.0.1:8081/api/"),
        ("http://127.255.3.4/", "http://127.255.3.4/"),
        ("http://[::1]:8081/api/", "http://[::1]:8081/api/"),
        ("https://[2001:db8::7]/", "https://[2001:db8::7]/"),
    ] {
        check(given, given, None, Ok(url));
        check(given, given, Some(PAGE), Ok(url));
    }
}

#[test]
fn the_origin_is_what_a_token_is_bound_to() {
    for (given, origin) in [
        ("https://Media.Example:443/api", "https://media.example"),
        ("http://[::1]:8081/api/", "http://[::1]:8081"),
        ("http://127.0.0.1", "http://127.0.0.1"),
    ] {
        assert_eq!(ApiRoot::absolute(given).unwrap().origin(), origin);
    }
    let root = ApiRoot::absolute("https://media.example/api").unwrap();
    assert_eq!(root.to_string(), "https://media.example/api/");
}

#[test]
fn what_a_token_must_not_go_to_is_refused() {
    for (given, why) in [
        ("", Refused::Empty),
        (" \t\n", Refused::Empty),
        ("api", Refused::NotAUrl),
        ("//media.example/", Refused::NotAUrl),
        ("https://", Refused::NotAUrl),
        ("https:///api", Refused::NotAUrl),
        ("https://me dia.example/", Refused::NotAUrl),
        ("https://media.example/a b", Refused::NotAUrl),
        ("https://media.example/a\tb", Refused::NotAUrl),
        ("https://media.example/a\\b", Refused::NotAUrl),
        ("https://media.example\\@evil.example/", Refused::UserInfo),
        ("https://media.example/../x", Refused::NotAUrl),
        ("https://.example/", Refused::NotAUrl),
        ("https://media..example/", Refused::NotAUrl),
        ("https://médiá.example/", Refused::NotAUrl),
        ("https://media.example:0x50/", Refused::NotAUrl),
        ("https://media.example:/", Refused::NotAUrl),
        ("https://media.example:+80/", Refused::NotAUrl),
        ("https://media.example:65536/", Refused::NotAUrl),
        ("https://[::1/", Refused::NotAUrl),
        ("https://[local]/", Refused::NotAUrl),
        ("ftp://media.example/", Refused::Scheme),
        ("javascript:alert(1)", Refused::Scheme),
        ("data:text/plain,x", Refused::Scheme),
        ("blob:https://media.example/x", Refused::Scheme),
        ("localhost:8081/api", Refused::Scheme),
        ("http://media.example/", Refused::Insecure),
        ("http://localhost.example/", Refused::Insecure),
        ("http://notlocalhost/", Refused::Insecure),
        ("http://127.0.0.1.example/", Refused::Insecure),
        ("http://127.1/", Refused::Insecure),
        ("http://128.0.0.1/", Refused::Insecure),
        ("http://0127.0.0.1/", Refused::Insecure),
        ("http://[::2]/", Refused::Insecure),
        ("https://user@media.example/", Refused::UserInfo),
        ("https://user:pass@media.example/", Refused::UserInfo),
        ("https://@media.example/", Refused::UserInfo),
        ("https:@media.example/", Refused::UserInfo),
        ("https://media.example/?a=b", Refused::Query),
        ("https://media.example/api?", Refused::Query),
        ("https://media.example/#a", Refused::Fragment),
        ("https://media.example/api#", Refused::Fragment),
        ("https://media.example/api#?", Refused::Fragment),
    ] {
        check(given, given, None, Err(why));
    }
}

#[test]
fn a_relative_root_stays_on_the_page_s_origin() {
    let page = Some(PAGE);
    check("/api", "https://admin.example/api", page, Ok("https://admin.example/api/"));
    check("api/", "https://admin.example/x/api/", page, Ok("https://admin.example/x/api/"));
    check(".", "https://admin.example/x/", page, Ok("https://admin.example/x/"));
    check("//admin.example/a", "https://admin.example/a", page, Ok("https://admin.example/a/"));
    for (given, resolved) in [
        ("//evil.example/api", "https://evil.example/api"),
        ("\\\\evil.example/api", "https://evil.example/api"),
        ("/\\evil.example", "https://evil.example/"),
        ("//admin.example:8443/", "https://admin.example:8443/"),
        // A `<base>` elsewhere.
        ("api/", "https://cdn.example/api/"),
        ("/api", "https://admin.example.evil.example/api"),
    ] {
        check(given, resolved, page, Err(Refused::LeavesPage));
        check(given, resolved, None, Err(Refused::LeavesPage));
        check(given, resolved, Some("null"), Err(Refused::LeavesPage));
    }
    // The browser would drop the line break and read a scheme-relative URL.
    check("/\n/evil.example", "https://evil.example/", page, Err(Refused::NotAUrl));
    check("//@admin.example/", "https://admin.example/", page, Err(Refused::UserInfo));
    check("?", "https://admin.example/?", page, Err(Refused::Query));
    check("api?", "https://admin.example/api", page, Err(Refused::Query));
    check("api#", "https://admin.example/api", page, Err(Refused::Fragment));
}

#[test]
fn plain_http_is_for_the_page_s_own_origin() {
    let page = Some("http://intranet.example:8080");
    let url = "http://intranet.example:8080/api/";
    check("/api/", url, page, Ok(url));
    check(url, url, page, Ok(url));
    check(
        "http://intranet.example/api/",
        "http://intranet.example/api/",
        page,
        Err(Refused::Insecure),
    );
    check("http://other.example/", "http://other.example/", page, Err(Refused::Insecure));
}

#[test]
fn the_browser_s_own_url_is_taken_and_refused_alike() {
    let page = Some(PAGE);
    let check = |given: &str, url: &str, origin: &str, expected: Result<&str, Refused>| {
        let root = ApiRoot::of_url(given, url, origin, page);
        assert_eq!(root.as_ref().map(ApiRoot::as_str), expected.as_ref().map(|it| *it), "{given}");
        if let Ok(root) = root {
            assert_eq!(
                (root.origin(), Ok(&root)),
                (origin, ApiRoot::parse(given, url, page).as_ref())
            );
        }
    };
    let (media, url) = ("https://media.example", "https://media.example/api");
    check("HTTPS://Media.Example:443/x/../api", url, media, Ok("https://media.example/api/"));
    check("api/", "https://admin.example/x/api/", PAGE, Ok("https://admin.example/x/api/"));
    check("http://[::1]:81/", "http://[::1]:81/", "http://[::1]:81", Ok("http://[::1]:81/"));
    check("", "https://admin.example/", PAGE, Err(Refused::Empty));
    check("https://", "", "", Err(Refused::NotAUrl));
    check("javascript:alert(1)", "javascript:alert(1)", "null", Err(Refused::Scheme));
    check(
        "blob:https://admin.example/x",
        "blob:https://admin.example/x",
        PAGE,
        Err(Refused::Scheme),
    );
    check(
        "ftp://media.example/",
        "ftp://media.example/",
        "ftp://media.example",
        Err(Refused::Scheme),
    );
    check("https:\\\\u@media.example/", "https://u@media.example/", media, Err(Refused::UserInfo));
    check(url, "https://u:p@media.example/api", media, Err(Refused::UserInfo));
    check("https://media.example\\@api", url, media, Err(Refused::UserInfo));
    check("//media.example/api", url, media, Err(Refused::LeavesPage));
    check(
        "http://media.example",
        "http://media.example/",
        "http://media.example",
        Err(Refused::Insecure),
    );
    check("https://media.example/api?", "https://media.example/api", media, Err(Refused::Query));
    check("api", "https://admin.example/api#a", PAGE, Err(Refused::Fragment));
}

#[test]
fn a_refusal_is_a_failure_with_its_remedy() {
    let failure = Failure::from(Refused::Query);
    assert_eq!((failure.kind, failure.status), (FailureKind::Config, None));
    assert_eq!(failure.message, Refused::Query.remedy());
}

fn check_law(root: &ApiRoot, page: Option<&str>) {
    let url = root.as_str();
    let path = url.strip_prefix(root.origin()).unwrap();
    let host = root.origin().split_once("://").unwrap().1;
    assert!(path.starts_with('/') && path.ends_with('/'), "{url}");
    assert!(!url.contains(['?', '#', '\\', ' ']) && !host.contains(['@', '/']), "{url}");
    let loopback = ["localhost", "127.", "[::1]"].iter().any(|name| host.contains(name));
    assert!(url.starts_with("https://") || loopback || page == Some(root.origin()), "{url}");
    assert_eq!(ApiRoot::parse(url, url, page).as_ref(), Ok(root));
}

proptest! {
    #[test]
    fn no_text_panics_or_makes_a_root_that_is_none(given in any::<String>(), resolved in any::<String>()) {
        let roots = [ApiRoot::absolute(&given), ApiRoot::parse(&given, &resolved, Some(PAGE))];
        for root in roots.into_iter().flatten() {
            check_law(&root, Some(PAGE));
        }
    }

    #[test]
    fn what_looks_like_a_url_keeps_the_law(
        url in "(https?|HTTP|ftp)?:?[/\\\\]{0,3}([a-z]{0,3}@)?(localhost|127\\.0\\.0\\.1|a\\.b|\\[::1\\]|[a-z.:\\[\\]@]{0,6})(:[0-9]{0,6})?([/\\\\][a-z.@%:]{0,4}){0,3}[?# ]?"
    ) {
        let page = Some("http://a.b");
        if let Ok(root) = ApiRoot::parse(&url, &url, page) {
            check_law(&root, page);
        }
    }

    #[test]
    fn good_roots_are_taken(host in "[a-z][a-z0-9-]{0,8}(\\.[a-z]{1,5}){0,3}", port in 1_u16.., path in "(/[a-zA-Z0-9_~@%:-]{1,5}){0,3}") {
        // A browser writes `%2e` as the dot that it is, and refuses punycode that says nothing.
        prop_assume!(!path.to_lowercase().contains("%2e") && !host.starts_with("xn--"));
        let root = ApiRoot::absolute(&format!("https://{host}:{port}{path}")).unwrap();
        check_law(&root, None);
        let end = format!("{path}/");
        prop_assert!(root.as_str().ends_with(&end));
    }
}
