//! What the imports between files must look like: the order of the rooms, and no circles.

use std::collections::BTreeSet;

use crate::imports::Imports;

/// Each room, and the rooms that it may import from.
const ROOMS: [(&str, &[&str]); 7] = [
    ("job", &[]),
    ("provider", &["job"]),
    ("poll", &["job"]),
    ("badge", &["job"]),
    ("browser", &["job", "provider", "poll", "badge"]),
    ("ui", &["job", "provider", "poll", "badge", "browser"]),
    ("element", &["job", "provider", "poll", "badge", "browser", "ui"]),
];

/// The room that a file stands in. The admin page (`main.rs`, `admin/`) may import all of them, and
/// `lib.rs` only lists them.
fn room(file: &str) -> Option<&str> {
    let (room, _) = file.split_once('/')?;
    (room != "admin").then_some(room)
}

/// Imports that the order of the rooms forbids, as `from → to`.
pub fn against_the_order(imports: &Imports) -> Vec<String> {
    let forbidden = |(from, to): &(&str, &str)| {
        let Some(from) = room(from) else { return false };
        let allowed = ROOMS.iter().find(|(name, _)| *name == from);
        let allowed = allowed.map(|(_, allowed)| *allowed).unwrap_or_default();
        room(to).is_none_or(|to| to != from && !allowed.contains(&to))
    };
    imports.all().filter(forbidden).map(|(from, to)| format!("{from} → {to}")).collect()
}

/// Each circle of files of one room, as `a → b → a`.
pub fn circles(imports: &Imports) -> Vec<String> {
    let files: BTreeSet<&str> = imports.all().map(|(from, _)| from).collect();
    let mut circles = BTreeSet::new();
    for start in files {
        if let Some(mut circle) = way_back(imports, start) {
            // The same circle is found from each of its files: told from its first one.
            let first = (0..circle.len()).min_by_key(|at| circle[*at]).unwrap_or_default();
            circle.rotate_left(first);
            circles.insert([circle.as_slice(), &circle[..1]].concat().join(" → "));
        }
    }
    circles.into_iter().collect()
}

/// The shortest way from a file over others of its room back to itself.
fn way_back<'a>(imports: &'a Imports, start: &'a str) -> Option<Vec<&'a str>> {
    let mut ways = vec![vec![start]];
    let mut seen = BTreeSet::new();
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            let last = *way.last()?;
            for next in imports.from(last).filter(|next| room(next) == room(start)) {
                if next == start {
                    return Some(way);
                }
                if seen.insert(next) {
                    longer.push([way.as_slice(), &[next]].concat());
                }
            }
        }
        ways = longer;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imports(files: &[(&str, &str)]) -> Imports {
        Imports::of(&files.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect())
    }

    #[test]
    fn an_import_against_the_order_is_found() {
        let check = |file, text, expected: &[&str]| {
            let files = [
                ("job/mod.rs", "mod id; pub use id::JobId;"),
                ("job/id.rs", "pub struct JobId;"),
                ("browser/mod.rs", "pub struct Source;"),
                ("lib.rs", "pub mod job; pub mod browser; pub use browser::Source;"),
                (file, text),
            ];
            assert_eq!(against_the_order(&imports(&files)), expected, "{text}");
        };
        check("ui/live.rs", "use crate::{job::JobId, browser::Source};", &[]);
        check("ui/live.rs", "fn a(_: crate::job::JobId) {}", &[]);
        check("poll/mod.rs", "use crate::browser::Source;", &["poll/mod.rs → browser/mod.rs"]);
        check("poll/a.rs", "use crate::Source;", &["poll/a.rs → browser/mod.rs"]);
        check("poll/a.rs", "fn a(_: crate::browser::Source) {}", &["poll/a.rs → browser/mod.rs"]);
        check("poll/a.rs", "fn a() { b!(x crate::browser::c()) }", &["poll/a.rs → browser/mod.rs"]);
        check("poll/a.rs", "#[cfg(test)] mod tests { use crate::browser::Source; }", &[]);
    }

    #[test]
    fn a_circle_is_found_also_through_re_exports() {
        let check = |a: &str, b: &str, module: &str, expected: &[&str]| {
            let files = [
                ("lib.rs", "mod poll;"),
                ("poll/mod.rs", module),
                ("poll/a.rs", a),
                ("poll/b.rs", b),
            ];
            assert_eq!(circles(&imports(&files)), expected, "{a} {b}");
        };
        let module = "mod a; mod b; pub use a::A; pub use b::{B, C as D};";
        let circle = ["poll/a.rs → poll/b.rs → poll/a.rs"];
        check("use super::b::B;", "struct B;", module, &[]);
        check("use super::b::B;", "use super::a::A;", module, &circle);
        check("use super::D;", "use super::a::{self};", module, &circle);
        check("use super::*;", "use super::a;", module, &[]);
        check("use crate::poll::B;", "fn b() -> super::A {}", module, &circle);
        // What the room's own file defines counts, where it needs the part that needs it.
        let defines = "mod a; mod b; use self::a::A; pub struct Of(A);";
        check("use super::Of;", "", defines, &["poll/a.rs → poll/mod.rs → poll/a.rs"]);
    }
}
