//! Debian's packages, for browsers and servers.

use anyhow::{Result, bail};
use xshell::{Shell, cmd};

use crate::project::which;

/// Installs packages that are missing. Where apt or the right to use it is missing, the error
/// names the packages.
pub fn install(shell: &Shell, packages: &[&str]) -> Result<()> {
    let missing = packages.iter().filter(|name| !is_installed(shell, name)).collect::<Vec<_>>();
    if missing.is_empty() {
        return Ok(());
    }
    let line = missing.iter().map(|name| **name).collect::<Vec<_>>().join(" ");
    if which(shell, "apt-get").is_none() {
        bail!("no apt-get here; install what your system calls: {line}");
    }
    if cmd!(shell, "id -u").quiet().read()? != "0" {
        bail!("not root; run: sudo apt-get update && sudo apt-get install {line}");
    }
    println!("setup: apt-get install {line}");
    let quiet = ["-qq", "-o", "Dpkg::Use-Pty=0", "-o", "DPkg::Lock::Timeout=300"];
    cmd!(shell, "apt-get {quiet...} update").quiet().run()?;
    cmd!(
        shell,
        "apt-get {quiet...} install --yes --no-remove --no-install-recommends {missing...}"
    )
    .env("DEBIAN_FRONTEND", "noninteractive")
    .quiet()
    .ignore_stdout()
    .run()?;
    Ok(())
}

fn is_installed(shell: &Shell, package: &str) -> bool {
    let format = "--showformat=${db:Status-Status}";
    cmd!(shell, "dpkg-query --show {format} {package}")
        .quiet()
        .ignore_stderr()
        .read()
        .is_ok_and(|status| status == "installed")
}
