//! The servers of the recipes for proxies, from Debian. Where one cannot be had, set-up goes on: its
//! tests say that they are skipped.

use std::path::PathBuf;

use anyhow::Result;
use xshell::{Shell, cmd};

use super::{apt, version::version_in};
use crate::project::which;

/// A server that a recipe is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proxy {
    /// nginx, with the openssl that makes its test's certificates.
    Nginx,
    /// Caddy.
    Caddy,
}

impl Proxy {
    /// The name of its program.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nginx => "nginx",
            Self::Caddy => "caddy",
        }
    }

    /// The program.
    pub fn program(self, shell: &Shell) -> PathBuf {
        let name = self.name();
        which(shell, name).unwrap_or_else(|| format!("/usr/sbin/{name}").into())
    }

    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Nginx => &["nginx-light", "openssl"],
            Self::Caddy => &["caddy"],
        }
    }

    fn is_there(self, shell: &Shell) -> bool {
        // Debian puts servers where only root's PATH leads.
        let here = |name: &str| {
            which(shell, name).is_some() || shell.path_exists(format!("/usr/sbin/{name}"))
        };
        here(self.name()) && (self != Self::Nginx || here("openssl"))
    }
}

/// Finds a server, or installs it.
pub fn ensure(shell: &Shell, proxy: Proxy) -> Result<String> {
    if !proxy.is_there(shell)
        && let Err(problem) = apt::install(shell, proxy.packages())
    {
        return Ok(format!("MISSING, its tests are skipped: {problem:#}"));
    }
    let program = proxy.program(shell);
    // nginx says it where others say what went wrong.
    let version = if proxy == Proxy::Nginx { "-v" } else { "version" };
    let said = cmd!(shell, "{program} {version}").quiet().ignore_status().output()?;
    let said = String::from_utf8_lossy(&[said.stdout, said.stderr].concat()).into_owned();
    let version = version_in(&said).map(|[major, minor, patch]| format!("{major}.{minor}.{patch}"));
    Ok(version.unwrap_or_else(|| "there".to_owned()))
}
