//! The browsers of the tests, each with its WebDriver: found on the PATH, else installed by apt
//! where that may be used, else the error says what to install.

use std::{env, path::PathBuf};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use xshell::{Shell, cmd};

use super::{apt, cargo_tools, version::version_in};
use crate::project::{Project, which};

/// A browser of the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Browser {
    /// Chromium or Chrome.
    Chromium,
    /// Firefox, or its ESR.
    Firefox,
    /// WebKitGTK's MiniBrowser.
    Webkit,
}

/// The variables that name the drivers for tests, with absolute paths.
pub type Drivers = Vec<(&'static str, PathBuf)>;

impl Browser {
    /// All that the tests know.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::Webkit];

    /// The name on the command line and in `E2E_BROWSERS`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }

    /// The variable that names its driver; set by the user, it wins over the PATH.
    pub fn driver_variable(self) -> &'static str {
        match self {
            Self::Chromium => "CHROMEDRIVER",
            Self::Firefox => "GECKODRIVER",
            Self::Webkit => "WEBKITDRIVER",
        }
    }

    fn driver_program(self) -> &'static str {
        match self {
            Self::Chromium => "chromedriver",
            Self::Firefox => "geckodriver",
            Self::Webkit => "WebKitWebDriver",
        }
    }

    /// Any one of these will do.
    fn programs(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &["chromium", "chromium-browser", "google-chrome", "chrome"],
            Self::Firefox => &["firefox-esr", "firefox"],
            // MiniBrowser has no place on the PATH; its driver brings it.
            Self::Webkit => &["xvfb-run"],
        }
    }

    fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &["chromium", "chromium-driver"],
            Self::Firefox => &["firefox-esr"],
            Self::Webkit => &["webkit2gtk-driver", "xvfb", "xauth"],
        }
    }
}

/// Finds a browser and its driver, or installs them.
pub fn ensure(project: &Project, shell: &Shell, browser: Browser) -> Result<String> {
    let has_driver = browser == Browser::Firefox || driver(shell, browser).is_some();
    if program(shell, browser).is_none() || !has_driver {
        apt::install(shell, browser.packages()).with_context(|| by_hand(browser))?;
    }
    if browser == Browser::Firefox && env::var_os(browser.driver_variable()).is_none() {
        cargo_tools::ensure_geckodriver(project, shell)?;
    }
    let program = program(shell, browser).with_context(|| by_hand(browser))?;
    let driver = driver(shell, browser).with_context(|| by_hand(browser))?;
    if browser == Browser::Webkit {
        return Ok(format!("{} and {}", driver.display(), program.display()));
    }
    let said = cmd!(shell, "{program} --version").quiet().ignore_stderr().read()?;
    let Some([major, minor, _]) = version_in(&said) else {
        bail!("{} does not say its version: {said}", program.display());
    };
    Ok(format!("{major}.{minor} and {}", driver.display()))
}

/// What tests need to find the drivers of these browsers.
pub fn drivers(shell: &Shell, browsers: &[Browser]) -> Result<Drivers> {
    let named = |browser: &Browser| {
        let path = driver(shell, *browser).with_context(|| by_hand(*browser))?;
        Ok((browser.driver_variable(), path))
    };
    browsers.iter().map(named).collect()
}

fn driver(shell: &Shell, browser: Browser) -> Option<PathBuf> {
    env::var_os(browser.driver_variable())
        .map(PathBuf::from)
        .or_else(|| which(shell, browser.driver_program()))
}

/// A browser's program. `CHROMIUM` names a Chromium that is not on the PATH.
pub fn program(shell: &Shell, browser: Browser) -> Option<PathBuf> {
    let named = env::var_os("CHROMIUM").filter(|named| !named.is_empty());
    if let (Browser::Chromium, Some(named)) = (browser, named) {
        return Some(named.into());
    }
    browser.programs().iter().find_map(|program| which(shell, program))
}

fn by_hand(browser: Browser) -> String {
    format!(
        "By hand: install {} ({} on Debian), or name the driver in {}, or leave {} out of --browsers",
        browser.name(),
        browser.packages().join(" "),
        browser.driver_variable(),
        browser.name(),
    )
}
