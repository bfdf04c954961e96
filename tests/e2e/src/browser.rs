//! Starts a real browser through its driver, on a free port, with a profile of its own.
//!
//! Which engines: `E2E_BROWSERS=chromium,firefox,webkit`; all three when unset, `none` for none. An
//! engine that is asked for and not installed is an error that says what to install, never a silent
//! skip.

use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::http::{self, Trouble};
use crate::process::{Guarded, free_port};
use crate::webdriver::Session;

/// A browser engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium by chromedriver.
    Chromium,
    /// Firefox (ESR or not) by geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser by WebKitWebDriver, in a virtual X server.
    WebKit,
}

impl Engine {
    /// The engines that `E2E_BROWSERS` names; all when it is unset or empty, none for `none`.
    ///
    /// # Errors
    /// When it holds an unknown name.
    pub fn asked() -> Result<Vec<Self>, Trouble> {
        let asked = std::env::var("E2E_BROWSERS").unwrap_or_default();
        let names: Vec<_> = asked.split(',').map(str::trim).filter(|n| !n.is_empty()).collect();
        if names == ["none"] {
            return Ok(Vec::new());
        }
        if names.is_empty() {
            return Ok(vec![Self::Chromium, Self::Firefox, Self::WebKit]);
        }
        names
            .into_iter()
            .map(|name| match name {
                "chromium" => Ok(Self::Chromium),
                "firefox" => Ok(Self::Firefox),
                "webkit" => Ok(Self::WebKit),
                _ => Err(format!(
                    "E2E_BROWSERS: no engine {name:?}: chromium, firefox, webkit or none"
                )),
            })
            .collect()
    }

    /// The name that `E2E_BROWSERS` takes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    fn remedy(self) -> &'static str {
        match self {
            Self::Chromium => "install Debian's chromium and chromium-driver",
            Self::Firefox => {
                "install Debian's firefox-esr, and geckodriver by \
                 `cargo install geckodriver --version 0.37.1`"
            }
            Self::WebKit => "install Debian's webkit2gtk-driver, xvfb and xauth",
        }
    }
}

/// A running browser with one session. Dropping it kills the driver and the browser.
#[derive(Debug)]
pub struct Browser {
    /// The WebDriver session.
    pub session: Session,
    driver: Guarded,
}

impl Browser {
    /// Starts the engine's driver and a browser.
    ///
    /// # Errors
    /// When a program is missing (with what to install) or does not come up within 30 s.
    pub async fn launch(engine: Engine) -> Result<Self, Trouble> {
        Self::launch_with(engine, &json!({})).await
    }

    /// As [`Browser::launch`], with more preferences for Firefox. They set its media features, for
    /// which it has no protocol.
    ///
    /// # Errors
    /// As [`Browser::launch`].
    pub async fn launch_with(engine: Engine, preferences: &Value) -> Result<Self, Trouble> {
        let port = free_port().await.map_err(|e| e.to_string())?;
        let at = format!("--port={port}");
        let missing = |what: &str| format!("{}: no {what}: {}", engine.name(), engine.remedy());
        let need =
            |names: &[&str]| names.iter().find_map(|n| on_path(n)).ok_or_else(|| missing(names[0]));
        let (driver, capabilities) = match engine {
            Engine::Chromium => {
                let driver = need(&["chromedriver"])?;
                let named = std::env::var("CHROMIUM").ok().filter(|named| !named.is_empty());
                let browser = match named {
                    Some(named) => named,
                    None => need(&["chromium", "chromium-browser", "google-chrome"])?,
                };
                let driver = Guarded::start(&driver, &[&at], &[]);
                let capabilities = driver
                    .as_ref()
                    .map_or(Value::Null, |driver| chromium(&browser, driver.folder()));
                (driver, capabilities)
            }
            Engine::Firefox => {
                let driver = need(&["geckodriver"])?;
                let browser = need(&["firefox-esr", "firefox"])?;
                (
                    Guarded::start(&driver, &[&at], &[("MOZ_HEADLESS", "1")]),
                    firefox(&browser, preferences),
                )
            }
            Engine::WebKit => {
                let driver = need(&["WebKitWebDriver"])?;
                let screen = need(&["xvfb-run"])?;
                let browser = mini_browser().ok_or_else(|| missing("MiniBrowser"))?;
                (Guarded::start(&screen, &["-a", &driver, &at], &[]), webkit(&browser))
            }
        };
        let driver = driver.map_err(|e| format!("{}: {e}", engine.name()))?;
        ready(port).await.map_err(|e| format!("{}: {e}", engine.name()))?;
        let session = Session::new(port, capabilities)
            .await
            .map_err(|e| format!("{}: {e}", engine.name()))?;
        let timeouts = json!({ "script": 30_000, "pageLoad": 30_000, "implicit": 0 });
        session.command("POST", "/timeouts", timeouts).await?;
        Ok(Self { session, driver })
    }

    /// Closes the browser's session, then kills what is left of its processes.
    pub async fn quit(self) {
        // A browser that hangs is killed below.
        let _ = tokio::time::timeout(Duration::from_secs(5), self.session.close()).await;
        self.driver.stop().await;
    }
}

fn chromium(binary: &str, folder: &std::path::Path) -> Value {
    let profile = format!("--user-data-dir={}", folder.join("profile").display());
    json!({ "browserName": "chrome", "goog:chromeOptions": { "binary": binary, "args": [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--disable-dev-shm-usage", profile,
    ] } })
}

fn firefox(binary: &str, more: &Value) -> Value {
    // geckodriver makes a fresh profile for each session and removes it.
    let mut capabilities = json!({ "browserName": "firefox", "moz:firefoxOptions": {
        "binary": binary, "args": ["-headless"],
        "prefs": {
            "network.captive-portal-service.enabled": false,
            "network.connectivity-service.enabled": false,
            "browser.safebrowsing.update.enabled": false,
            "app.normandy.enabled": false,
        },
    } });
    let preferences = &mut capabilities["moz:firefoxOptions"]["prefs"];
    for (name, value) in more.as_object().into_iter().flatten() {
        preferences[name] = value.clone();
    }
    capabilities
}

fn webkit(binary: &str) -> Value {
    json!({ "webkitgtk:browserOptions": { "binary": binary, "args": ["--automation"] } })
}

fn on_path(name: &str) -> Option<String> {
    let path = std::env::var_os("PATH")?;
    let mut folders: Vec<_> = std::env::split_paths(&path).collect();
    // `cargo install` puts geckodriver there, even when PATH does not name that folder.
    if let Some(home) = std::env::var_os("HOME") {
        folders.push(PathBuf::from(home).join(".cargo/bin"));
    }
    let found = folders.into_iter().map(|f| f.join(name)).find(|f| f.is_file())?;
    Some(found.display().to_string())
}

/// Finds MiniBrowser, which is not on the PATH: Debian puts it into the library's folder.
fn mini_browser() -> Option<String> {
    let below = |folder: &str| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        entries.map(|e| e.path()).collect()
    };
    let libraries = below("/usr/lib").into_iter().chain(below("/usr/libexec"));
    libraries
        .flat_map(|l| [l.clone()].into_iter().chain(below(&l.display().to_string())))
        .filter(|f| f.to_string_lossy().contains("webkit"))
        .map(|f| f.join("MiniBrowser"))
        .find(|f| f.is_file())
        .map(|f| f.display().to_string())
}

async fn ready(port: u16) -> Result<(), Trouble> {
    let url = format!("http://127.0.0.1:{port}/status");
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        match http::json("GET", &url, None).await {
            Ok((200, status)) if status["value"]["ready"] == true => return Ok(()),
            last if Instant::now() > deadline => return Err(format!("driver not up: {last:?}")),
            _ => sleep(Duration::from_millis(50)).await,
        }
    }
}
