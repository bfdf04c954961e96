//! Which crates of others are linked into what is shipped as wasm: neither macros nor build scripts. The
//! linker drops what is not called, so this is the most that can be in it.

use std::collections::BTreeSet;

use anyhow::{Context, Result, ensure};
use xshell::{Shell, cmd};

/// What all of it is built for.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// A wasm that is shipped.
#[derive(Debug)]
pub struct Shipped {
    /// What cargo is told when it builds it.
    pub features: &'static [&'static str],
    /// Where its notices are committed, from the project's root.
    pub folder: &'static str,
    /// What its notices begin with.
    pub about: &'static str,
}

/// The npm package, as `cargo xtask package` builds it.
pub const PACKAGE: Shipped = Shipped {
    features: &["--no-default-features", "--features", "package"],
    folder: "static/package",
    about: "job-badge_bg.wasm holds code of the crates below (crates.io), each under the licence that it stands
with, and of Rust's standard library: Copyright (c) The Rust Project Contributors, licensed under MIT
or Apache-2.0. job-badge.js holds code that wasm-bindgen wrote. The scripts hold no code from npm.
",
};

/// The admin page, as Trunk builds it.
pub const PAGE: Shipped = Shipped {
    features: &["--features", "demo"],
    folder: "static/admin",
    about: "The admin page's wasm holds code of the crates below (crates.io), each under the licence that it
stands with, and of Rust's standard library: Copyright (c) The Rust Project Contributors, licensed
under MIT or Apache-2.0. The script beside it is what wasm-bindgen wrote. No code is from npm.
",
};

/// A crate of one version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Crate {
    /// Its name at crates.io.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// What cargo says is linked.
pub fn crates(shell: &Shell, features: &[&str]) -> Result<BTreeSet<Crate>> {
    let edges = "normal,no-proc-macro";
    let tree = cmd!(
        shell,
        "cargo tree --locked --package job-badge {features...} --target {TARGET} --edges {edges} --prefix none"
    );
    let crates = read(&tree.quiet().read()?)?;
    ensure!(!crates.is_empty(), "cargo tree named no crate");
    Ok(crates)
}

/// Reads lines such as `yew v0.23.0` and `serde v1.0.229 (*)`; ours has a path behind it.
fn read(tree: &str) -> Result<BTreeSet<Crate>> {
    let others = tree.lines().filter(|line| !line.is_empty() && !line.contains("(/"));
    others
        .map(|line| {
            let (name, rest) = line.split_once(" v").context("a line of another form")?;
            let version = rest.split(' ').next().unwrap_or_default();
            Ok(Crate { name: name.to_owned(), version: version.to_owned() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_crate_counts_once_and_ours_not_at_all() {
        let tree =
            "job-badge v0.1.0 (/work/job-badge)\nyew v0.23.0\nserde v1.0.229\nserde v1.0.229 (*)\n";
        let read = read(tree).unwrap();
        let names = read.iter().map(|one| format!("{} {}", one.name, one.version));
        assert_eq!(names.collect::<Vec<_>>(), ["serde 1.0.229", "yew 0.23.0"]);
        assert!(super::read("what is this\n").is_err());
    }
}
