//! The environment of a scenario: a tab and the servers, fresh for each scenario.

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
    /// The built site: front page, guide, gallery, admin page and package.
    Site,
    /// The built package alone: the API is a real server, which takes its time.
    RealServer,
}

/// The environment of one scenario.
pub struct Stage {
    /// The browser's tab.
    pub tab: Tab,
    /// The site of the page under test. It serves the package at `/package/` and forwards `/api/` to
    /// the emulator.
    pub home: Site,
    /// The API on another origin: forwards `/api/` to the emulator.
    pub api: Site,
    /// An unrelated origin. It allows every origin, so that a leaked token would arrive.
    pub foreign: Site,
    emulator: Option<Arc<Emulator>>,
}

/// The files of the built package.
#[must_use]
pub fn package() -> Answer {
    Answer::Folder(crate::folder("JOB_BADGE_PACKAGE", "target/package"))
}

impl Stage {
    /// Opens the three sites.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn new(tab: Tab, emulator: Option<Arc<Emulator>>) -> Result<Self, Trouble> {
        let (home, api, foreign) = (Site::open().await?, Site::open().await?, Site::open().await?);
        foreign.welcome_everyone();
        home.answer("/package/", package());
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
