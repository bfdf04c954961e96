//! What a scenario is given: a tab, and the servers around it, fresh for each scenario.

use std::sync::Arc;

use crate::answer::Answer;
use crate::browser::Engine;
use crate::emulator::Emulator;
use crate::http::Trouble;
use crate::site::Site;
use crate::tab::Tab;

/// What a suite needs besides a browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: the harness's own tests.
    Browser,
    /// The emulator and the built package.
    Package,
    /// The emulator and the built admin page.
    AdminPage,
    /// The gallery's pages.
    Gallery,
}

/// A scenario's surroundings.
pub struct Stage {
    /// The browser's tab.
    pub tab: Tab,
    /// Somebody's site. It serves the package at `/package/` and passes `/api/` on.
    pub home: Site,
    /// The API on another origin: passes `/api/` on to the emulator, and records.
    pub api: Site,
    /// An origin that has no business here. It welcomes everyone, so that a leak would arrive.
    pub foreign: Site,
    emulator: Option<Arc<Emulator>>,
}

impl Stage {
    /// Opens the three sites.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn new(tab: Tab, emulator: Option<Arc<Emulator>>) -> Result<Self, Trouble> {
        let (home, api, foreign) = (Site::open().await?, Site::open().await?, Site::open().await?);
        foreign.welcome_everyone();
        home.answer(
            "/package/",
            Answer::Folder(crate::folder("JOB_BADGE_PACKAGE", "target/package")),
        );
        if let Some(emulator) = &emulator {
            emulator.reset().await;
            for site in [&home, &api] {
                site.answer("/api/", Answer::Proxy(emulator.origin.clone()));
            }
        }
        Ok(Self { tab, home, api, foreign, emulator })
    }

    /// Which engine this is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.tab.engine
    }

    /// The emulator, reset.
    #[must_use]
    pub fn emulator(&self) -> &Emulator {
        self.emulator.as_ref().expect("this suite asked for no emulator")
    }

    /// The API root on the other origin, with its slash.
    #[must_use]
    pub fn api_root(&self) -> String {
        format!("{}/api/", self.api.origin)
    }
}
