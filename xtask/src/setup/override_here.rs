//! Debian's compiler under rustup's name, for this folder only: `rustup toolchain link` and
//! `rustup override set`. Machines whose rustup can download never come here.

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::place::{Place, which};

/// The name under which rustup knows Debian's compiler.
pub const NAME: &str = "job-badge-debian";

/// Whether an earlier set-up linked it.
pub fn is_linked(shell: &Shell) -> bool {
    cmd!(shell, "rustup toolchain list")
        .quiet()
        .ignore_stderr()
        .read()
        .is_ok_and(|list| names(&list).any(|name| name == NAME))
}

/// Makes plain `cargo` and `trunk` in this folder use Debian's compiler. Without rustup they do so
/// already.
pub fn set(place: &Place, shell: &Shell) -> Result<()> {
    if which(shell, "rustup").is_none() {
        return Ok(());
    }
    if !is_linked(shell) {
        cmd!(shell, "rustup toolchain link {NAME} /usr").quiet().run()?;
    }
    let root = &place.root;
    cmd!(shell, "rustup override set {NAME} --path {root}")
        .quiet()
        .ignore_stdout()
        .run()
        .context("rustup refused the override")
}

/// The toolchains in the output of `rustup toolchain list`, without their marks.
pub fn names(list: &str) -> impl Iterator<Item = &str> {
    list.lines().filter_map(|line| line.split_whitespace().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn toolchains_are_named_without_their_marks() {
        let list = "stable-x86_64-unknown-linux-gnu (default)\njob-badge-debian (active)\n";
        let found = names(list).collect::<Vec<_>>();
        assert_eq!(found, ["stable-x86_64-unknown-linux-gnu", "job-badge-debian"]);
    }
}
