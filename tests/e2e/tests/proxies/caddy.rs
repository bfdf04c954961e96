//! Caddy with `examples/proxies/caddy`.

use std::fs;

use e2e::stage::Stage;

use crate::proxy::{Folder, Missing, Proxy, filled, free_port, program};

/// No control port, no certificates, no files of its own outside the folder.
const AROUND: &str = "{\n\tadmin off\n\tauto_https off\n}\n";

pub async fn start(stage: &Stage) -> Result<Proxy, Missing> {
    let caddy = program("caddy", "Debian: caddy")?;
    let folder = Folder::make()?;
    let port = free_port()?;
    let recipe = filled(
        "caddy/Caddyfile",
        &[
            ("\nadmin.example {", &format!("\nhttp://127.0.0.1:{port} {{\n\tbind 127.0.0.1")),
            ("reverse_proxy https://media.example", &format!("reverse_proxy {}", stage.api.origin)),
            ("http://127.0.0.1:8000", &stage.home.origin),
        ],
    )?;
    let file = folder.path("Caddyfile");
    fs::write(&file, format!("{AROUND}{recipe}"))?;
    let home = folder.path("");
    let token = &stage.emulator().token;
    let env = [
        ("MEDIA_TOKEN", token.as_str()),
        ("HOME", &home),
        ("XDG_DATA_HOME", &home),
        ("XDG_CONFIG_HOME", &home),
    ];
    let args = ["run", "--adapter", "caddyfile", "--config", &file];
    Proxy::run(&caddy, &args, &env, (port, folder)).await
}
