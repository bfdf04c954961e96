//! What `docs/proxies.md` says that a proxy must let through is what the badge asks for, and its recipes
//! let through the same.

use std::{fs, path::Path};

use job_badge::provider::{Api, ApiRoot};
use regex::Regex;

use crate::readings::{job, list, tasks};

const PAGE: &str = include_str!("../../docs/proxies.md");
const RECIPES: [&str; 5] = [
    "nginx/media-api.conf",
    "caddy/Caddyfile",
    "express/server.js",
    "cloudflare-worker/worker.js",
    "aspnet/Program.cs",
];
/// What each recipe is written for.
const NEEDED: [&str; 2] = [r"Jobs(?:\(\)|\('", r"'\)/Tasks)"];
const UPWARDS: &str = r"(?:\.\.|%2e|%5c|%25|";

/// The providers of the page's table, with the pattern of what is needed below the root.
fn rows() -> Vec<(&'static str, Regex)> {
    let (_, table) = PAGE.split_once("| provider | needed | besides |").unwrap();
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    let row = |line: &'static str| {
        // A bar of a pattern is escaped in a table.
        let line = line.strip_prefix("| `").unwrap();
        let (provider, rest) = line.split_once('`').unwrap();
        let (_, rest) = rest.split_once('`').unwrap();
        let (pattern, _) = rest.split_once('`').unwrap();
        let pattern = pattern.replace("\\|", "|");
        (provider, Regex::new(&format!("^(?:{pattern})$")).unwrap())
    };
    rows.map(row).collect()
}

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What a provider asks for below its root.
fn asked(provider: &str) -> Vec<String> {
    match provider {
        "ams-v2" => {
            let root = ApiRoot::parse("https://media.example/api/", "https://admin.example/", None)
                .unwrap();
            let one = "nb:jid:UUID:7476cf8a-4baa-4dc0-87b3-41d690d7a28a";
            let queries = [job(one), tasks(one), list(&[one])];
            let url = |query| Api::AmsV2.request(&root, query, 0).unwrap().url;
            let below = |url: String| url.strip_prefix(root.as_str()).unwrap().to_owned();
            queries.iter().map(|query| below(url(query))).collect()
        }
        "json" => vec!["jobs/42".to_owned()],
        _ => {
            let samples = read(&format!("tests/provider/catalog/samples/{provider}.txt"));
            let root = samples.lines().next().unwrap().strip_prefix("endpoint ").unwrap();
            let urls = samples.lines().filter_map(|line| line.strip_prefix(root));
            urls.map(str::to_owned).collect()
        }
    }
}

#[test]
fn what_a_badge_asks_for_is_let_through() {
    let rows = rows();
    assert!(rows.len() > 15);
    let upwards = Regex::new(r"(?i)^[^?]*(?:\.\.|%2e|%5c|%25|\\)").unwrap();
    for (provider, needed) in rows {
        let asked = asked(provider);
        assert!(!asked.is_empty(), "{provider}");
        for target in asked {
            assert!(needed.is_match(&target), "{provider}: {target}");
            assert!(!upwards.is_match(&target), "{provider}: {target}");
        }
        // Nothing below another root.
        assert!(!needed.is_match("admin/users?a"), "{provider}");
    }
}

#[test]
fn the_recipes_let_through_the_same() {
    for recipe in RECIPES {
        let text = read(&format!("examples/proxies/{recipe}")).replace("\\/", "/");
        for part in NEEDED.iter().chain([&UPWARDS]) {
            assert!(text.contains(part), "{recipe} has no {part}");
        }
        assert!(PAGE.contains(&format!("(../examples/proxies/{recipe})")), "{recipe}");
    }
    let token = read("examples/proxies/nginx/media-api-token.conf");
    assert!(PAGE.contains(&format!("```\n{token}```\n")));
}
