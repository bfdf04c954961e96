//! A rustfmt. Debian's compiler has none, so any installed rustup toolchain may lend its own;
//! formatting builds nothing, so the versions may differ.

use anyhow::{Result, bail};
use xshell::{Shell, cmd};

use super::override_here::names;
use crate::place::which;

/// Finds a rustfmt or has rustup add one to the toolchain of this folder.
pub fn ensure(shell: &Shell) -> Result<String> {
    if let Some(name) = toolchain(shell) {
        return Ok(format!("{name} has it"));
    }
    if which(shell, "rustup").is_some()
        && cmd!(shell, "rustup component add rustfmt").quiet().run().is_ok()
    {
        return Ok("added to this toolchain".to_owned());
    }
    bail!("no rustfmt; run `rustup component add rustfmt`, or install your system's rustfmt")
}

/// The toolchain whose `cargo fmt` works: the folder's own when it can, else a stable one, else
/// any. `None` when there is no rustfmt at all; `"system"` without rustup.
pub fn toolchain(shell: &Shell) -> Option<String> {
    if which(shell, "rustup").is_none() {
        return which(shell, "rustfmt").map(|_| "system".to_owned());
    }
    let active = cmd!(shell, "rustup show active-toolchain").quiet().ignore_stderr().read().ok()?;
    let list = cmd!(shell, "rustup toolchain list").quiet().ignore_stderr().read().ok()?;
    in_order(&active, &list).into_iter().find(|name| has_rustfmt(shell, name))
}

fn has_rustfmt(shell: &Shell, name: &str) -> bool {
    cmd!(shell, "rustup which --toolchain {name} rustfmt")
        .quiet()
        .ignore_stdout()
        .ignore_stderr()
        .run()
        .is_ok()
}

fn in_order(active: &str, list: &str) -> Vec<String> {
    let all = || names(list);
    let own = names(active);
    let stable = all().filter(|name| name.starts_with("stable"));
    own.chain(stable).chain(all()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folders_own_comes_first_then_stable() {
        let active = "job-badge-debian (overridden by '/x')\n";
        let list = "nightly-x (default)\nstable-x\njob-badge-debian (active)\n";
        assert_eq!(in_order(active, list)[..3], ["job-badge-debian", "stable-x", "nightly-x"]);
    }
}
