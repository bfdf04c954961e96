//! Express with `examples/proxies/express`, and the code of `examples/proxies/cloudflare-worker` with
//! Node's own `fetch`, `Request` and `Response` (`worker.mjs`). They have no pages: `home` hands
//! `/media-api/` on to them, as a server with one more route would.

use std::fs;
use std::path::Path;

use e2e::answer::Answer;
use e2e::stage::Stage;

use crate::proxy::{Folder, Missing, Proxy, examples, free_port, program};

pub async fn start_express(stage: &Stage) -> Result<Proxy, Missing> {
    let modules = e2e::folder("JOB_BADGE_NODE_MODULES", "node_modules");
    if !modules.join("express").is_dir() {
        let what = format!("no express in {} (cargo xtask setup)", modules.display());
        return Err(Missing::Program(what));
    }
    let folder = Folder::make()?;
    for name in ["server.js", "package.json"] {
        fs::copy(examples().join("express").join(name), folder.path(name))?;
    }
    std::os::unix::fs::symlink(modules, folder.path("node_modules"))?;
    let script = folder.path("server.js");
    start(stage, &[&script], folder).await
}

pub async fn start_worker(stage: &Stage) -> Result<Proxy, Missing> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/proxies/worker.mjs");
    let worker = examples().join("cloudflare-worker/worker.js");
    let args = [here.display().to_string(), worker.display().to_string()];
    start(stage, &[&args[0], &args[1]], Folder::make()?).await
}

async fn start(stage: &Stage, args: &[&str], folder: Folder) -> Result<Proxy, Missing> {
    let node = program("node", "Node.js 20.19 or newer")?;
    let port = free_port()?;
    let env = [
        ("MEDIA_API", stage.api_root()),
        ("MEDIA_TOKEN", stage.emulator().token.clone()),
        ("SESSION", format!("{}/session", stage.home.origin)),
        ("PORT", port.to_string()),
    ];
    let env = env.each_ref().map(|(name, value)| (*name, value.as_str()));
    let mut proxy = Proxy::run(&node, args, &env, (port, folder)).await?;
    stage.home.answer("/media-api/", Answer::Proxy(proxy.origin));
    proxy.origin = stage.home.origin.clone();
    Ok(proxy)
}
