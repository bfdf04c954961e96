//! `cargo xtask serve`: set-up, then Trunk with the admin page. All settings of the build are in
//! `index.html`, so that plain `trunk serve` does the same.

use anyhow::Result;
use clap::Args;
use xshell::cmd;

use crate::{project::Project, setup};

/// What `cargo xtask serve` takes.
#[derive(Args)]
pub struct Options {
    /// The port on 127.0.0.1.
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

/// Serves until it is stopped.
pub fn run(project: &Project, options: &Options) -> Result<()> {
    setup::ensure(project, setup::SERVE)?;
    let shell = project.shell()?;
    let port = options.port.to_string();
    println!("serve: building, then http://127.0.0.1:{port}/");
    cmd!(shell, "trunk serve --address 127.0.0.1 --port {port}").quiet().run()?;
    Ok(())
}
