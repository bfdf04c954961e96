//! Which std the package is built with: the compiler's sources of it, compiled along for size,
//! or the one that came with the compiler.

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::setup;

/// `-Cpanic=immediate-abort` is known from here on.
const OLDEST: [u32; 3] = [1, 92, 0];

/// Where the package's std comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Std {
    /// Compiled along, without panic messages and `{:?}` text.
    BuiltAlong,
    /// As the compiler's makers built it.
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

    /// A sentence for the terminal.
    pub fn description(self) -> &'static str {
        match self {
            Self::BuiltAlong => "built along with the badge",
            Self::Stable => {
                "the compiler's own, and the package about 6 KB larger for it: building it along \
                 takes its sources (`rustup component add rust-src`) and no `--stable-std`"
            }
        }
    }
}

/// Built along, where compiler and sources allow it.
pub fn find(shell: &Shell) -> Result<Std> {
    let line = cmd!(shell, "rustc --version").quiet().read()?;
    let version = setup::version_in(&line).with_context(|| format!("no version in `{line}`"))?;
    let can = version >= OLDEST && setup::has_std_sources(shell);
    Ok(if can { Std::BuiltAlong } else { Std::Stable })
}
