//! Which std the package is built with: its sources compiled along with the badge, for size, where
//! the compiler's sources are there; else the one that came with the compiler.

use std::path::Path;

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::{place::which, setup::version_in};

/// `-Cpanic=immediate-abort` is known from here on.
const OLDEST: [u32; 3] = [1, 92, 0];

/// How std gets into the package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Std {
    /// Compiled along, without panic messages and `{:?}` text.
    BuiltAlong,
    /// As the compiler's makers built it. About 10 KB (brotli) more.
    Stable,
}

impl Std {
    /// The word in records: `built along` or `stable`.
    pub fn key(self) -> &'static str {
        match self {
            Self::BuiltAlong => "built along",
            Self::Stable => "stable",
        }
    }

    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            Self::BuiltAlong => "built along with the badge",
            Self::Stable => {
                "the compiler's own, and the package about 11 KB larger for it: building it along \
                 takes its sources (`rustup component add rust-src`) and no `--stable-std`"
            }
        }
    }
}

/// Looks for the compiler's sources and, where rustup may bring them, asks it once.
pub fn find(shell: &Shell) -> Result<Std> {
    let said = cmd!(shell, "rustc --version").quiet().read()?;
    let version = version_in(&said).with_context(|| format!("rustc says {said}"))?;
    if version < OLDEST {
        return Ok(Std::Stable);
    }
    if has_sources(shell)? || (add_sources(shell) && has_sources(shell)?) {
        return Ok(Std::BuiltAlong);
    }
    Ok(Std::Stable)
}

fn has_sources(shell: &Shell) -> Result<bool> {
    let sysroot = cmd!(shell, "rustc --print sysroot").quiet().read()?;
    Ok(Path::new(&sysroot).join("lib/rustlib/src/rust/library/std/Cargo.toml").is_file())
}

fn add_sources(shell: &Shell) -> bool {
    which(shell, "rustup").is_some()
        && cmd!(shell, "rustup component add rust-src")
            .env("RUSTUP_MAX_RETRIES", "1")
            .env("RUST_BACKTRACE", "0")
            .quiet()
            .run()
            .is_ok()
}
