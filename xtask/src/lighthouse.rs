//! `cargo xtask lighthouse`: what Lighthouse says of the admin page's release build, served by nginx as a
//! static host would: compressed, with nothing else on it.

use std::{
    fs,
    net::TcpListener,
    path::Path,
    process::{Child, Command},
};

use anyhow::{Context, Result, ensure};
use clap::Args;
use serde_json::Value;
use xshell::{Shell, cmd};

use crate::{
    project::Project,
    setup::{self, Apart, Browser, Part, Proxy},
    site,
    step::step,
};

/// What `cargo xtask lighthouse` takes.
#[derive(Args)]
pub struct Options {
    /// Takes the admin page as it was built last.
    #[arg(long)]
    as_built: bool,
    /// As often; the median counts, since a busy machine is slow.
    #[arg(long, default_value_t = 3)]
    runs: usize,
}

/// What is scored, and what each must reach, in percent.
const CATEGORIES: [&str; 3] = ["performance", "accessibility", "best-practices"];
const LEAST: u32 = 95;

/// Prints the scores. Fails where one is too low.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    let parts = [
        Part::Browser(Browser::Chromium),
        Part::Proxy(Proxy::Nginx),
        Part::Apart(Apart::Lighthouse),
    ];
    setup::ensure(project, &[setup::SITE, &parts].concat())?;
    let shell = project.shell()?;
    if !options.as_built {
        step("lighthouse", "admin page", || site::admin_page(project, &shell))?;
    }
    let folder = project.target().join("lighthouse");
    fs::create_dir_all(&folder)?;
    let server = Server::start(&shell, &folder, &site::page_folder(project))?;
    let mut scores = CATEGORIES.map(|_| Vec::new());
    for run in 0..options.runs.max(1) {
        let report = folder.join(format!("report-{run}.json"));
        measure(project, &shell, &server.url, &report)?;
        let report: Value = serde_json::from_slice(&fs::read(&report)?)?;
        for (scores, category) in scores.iter_mut().zip(CATEGORIES) {
            scores.push(percent(&report["categories"][category]["score"])?);
        }
    }
    for (scores, category) in scores.iter_mut().zip(CATEGORIES) {
        scores.sort_unstable();
        let median = scores[scores.len() / 2];
        println!("lighthouse: {category} {median} ({scores:?})");
        ensure!(median >= LEAST, "{category} is below {LEAST}; {} says why", folder.display());
    }
    Ok(())
}

fn measure(project: &Project, shell: &Shell, url: &str, report: &Path) -> Result<()> {
    let lighthouse = Apart::Lighthouse.program(project)?;
    let only = format!("--only-categories={}", CATEGORIES.join(","));
    let chrome = "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-quic";
    let browser = setup::browser(shell, Browser::Chromium).context("there is no Chromium")?;
    cmd!(shell, "{lighthouse} {url} --quiet --output=json --output-path={report} {only} {chrome}")
        .env("CHROME_PATH", browser)
        .quiet()
        .run()?;
    Ok(())
}

/// A score is from 0 to 1.
fn percent(score: &Value) -> Result<u32> {
    let score = score.as_f64().context("Lighthouse could not score the page")?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let percent = (score * 100.0).round() as u32;
    Ok(percent)
}

/// nginx, which ends when this is dropped.
struct Server {
    nginx: Child,
    url: String,
}

impl Server {
    /// Serves the files of `page`; what nginx writes goes into `folder`.
    fn start(shell: &Shell, folder: &Path, page: &Path) -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let (at, root) = (folder.display(), page.display());
        let settings = format!(
            "daemon off;
master_process off;
pid {at}/nginx.pid;
error_log {at}/error.log;
events {{}}
http {{
  access_log off;
  types {{
    text/html html; text/javascript js; text/css css; image/svg+xml svg; application/wasm wasm;
  }}
  gzip on;
  gzip_types text/javascript text/css image/svg+xml application/wasm;
  server {{
    listen 127.0.0.1:{port};
    root {root};
  }}
}}
"
        );
        let file = folder.join("nginx.conf");
        fs::write(&file, settings)?;
        let nginx = Command::new(Proxy::Nginx.program(shell)).arg("-c").arg(&file).spawn();
        let nginx = nginx.context("nginx could not be started")?;
        Ok(Self { nginx, url: format!("http://127.0.0.1:{port}/") })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Does nothing where it has ended.
        let _ = self.nginx.kill();
        let _ = self.nginx.wait();
    }
}
