//! What happens to connections and their tokens.

use job_badge::{
    job::{InvalidJobId, JobId},
    provider::{Api, ApiRoot, Auth, RefusedEndpoint},
};

use super::{Change, Connections, Draft, Refusal, Settings, Token, TokenAfter};

fn root(url: &str) -> ApiRoot {
    let origin = url.split('/').take(3).collect::<Vec<_>>().join("/");
    ApiRoot::of_url(url, url, &origin, Some("https://admin.example")).unwrap()
}

fn settings(url: &str) -> Settings {
    Settings {
        name: "One".to_owned(),
        provider: "ams-v2",
        api: Api::AmsV2,
        root: root(url),
        auth: Auth::Bearer,
        jobs: Vec::new(),
    }
}

/// Connection 1, with a token.
fn signed_in() -> Connections {
    Connections::none()
        .after(Change::Add(settings("https://a.example/api/"), Token::typed("first")))
}

fn token(connections: &Connections, id: u32) -> Option<&str> {
    connections.get(id)?.token.as_ref().map(Token::expose)
}

#[test]
fn a_token_stays_at_the_origin_that_it_was_given_for() {
    let check = |url: &str, typed: &str, expected: Option<&str>| {
        let after = signed_in().after(Change::Set(1, settings(url), Token::typed(typed)));
        assert_eq!(token(&after, 1), expected, "{url} {typed:?}");
        assert_eq!(after.get(1).unwrap().lacks_token(), expected.is_none());
        // With an empty field the form says so before it is saved.
        let says = TokenAfter::of(signed_in().get(1), Some(&root(url)));
        let is_there = url.starts_with("https://a.example/");
        assert_eq!(says, if is_there { TokenAfter::Kept } else { TokenAfter::Dropped }, "{url}");
    };
    check("https://a.example/api/", "", Some("first"));
    check("https://a.example/other/", " ", Some("first"));
    check("https://b.example/api/", "", None);
    check("https://a.example:444/api/", "", None);
    check("https://b.example/api/", "second", Some("second"));
    check("https://a.example/api/", "second", Some("second"));
}

#[test]
fn a_token_that_was_dropped_does_not_come_back() {
    let there = Change::Set(1, settings("https://b.example/"), None);
    let back = Change::Set(1, settings("https://a.example/api/"), None);
    assert_eq!(token(&signed_in().after(there).after(back), 1), None);
    let cookie = Settings { auth: Auth::Cookie, ..settings("https://admin.example/api/") };
    let after = signed_in().after(Change::Set(1, cookie, Token::typed("typed before")));
    assert_eq!(token(&after, 1), None, "where no token signs in, none is kept");
}

#[test]
fn a_new_connection_touches_no_other_and_has_a_number_of_its_own() {
    let new = || Change::Add(settings("https://elsewhere.example/"), None);
    let after = signed_in().after(new());
    assert_eq!((token(&after, 1), token(&after, 2)), (Some("first"), None));
    assert_eq!(after.get(1).unwrap().settings.root.as_str(), "https://a.example/api/");
    let after = after.after(Change::Remove(2)).after(new());
    assert_eq!(after.all().iter().map(|one| one.id).collect::<Vec<_>>(), [1, 3]);
    let after = after.after(Change::Pause(1, true));
    assert_eq!(after.all().iter().map(|one| one.paused).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn a_token_is_never_written_out() {
    assert!(!format!("{:?}", signed_in()).contains("first"));
}

#[test]
fn a_form_makes_settings_or_says_which_field_is_wrong() {
    let here = || Ok(root("https://admin.example/jobs/"));
    let there = || Ok(root("https://a.example/"));
    let draft = Draft { jobs: " 1 \n\n2\n1\n".to_owned(), ..Draft::default() };
    let made = draft.settings("json", "Own backend", Api::Json, there()).unwrap();
    assert_eq!(made.name, "Own backend");
    let ids: Vec<_> = made.jobs.iter().map(JobId::as_str).collect();
    assert_eq!(ids, ["1", "2"]);
    let named = Draft { name: " Mine ".to_owned(), ..draft.clone() };
    assert_eq!(named.settings("json", "", Api::Json, there()).unwrap().name, "Mine");
    let refused = draft.settings("json", "", Api::Json, Err(RefusedEndpoint::Scheme));
    assert_eq!(refused, Err(Refusal::Root(RefusedEndpoint::Scheme)));
    let cookie = Draft { auth: Auth::Cookie, ..draft.clone() };
    assert!(cookie.settings("json", "", Api::Json, here()).is_ok());
    assert_eq!(
        cookie.settings("json", "", Api::Json, there()),
        Err(Refusal::Root(RefusedEndpoint::SessionElsewhere))
    );
    let long = Draft { jobs: format!("1\n{}", "x".repeat(9000)), ..draft };
    assert_eq!(
        long.settings("json", "", Api::Json, there()),
        Err(Refusal::Job(2, InvalidJobId::TooLong.remedy()))
    );
}
