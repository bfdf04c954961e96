//! nginx with `examples/proxies/nginx`. The recipe speaks TLS with the API, so a second server of the
//! same nginx speaks TLS for `api`, with a certificate that is made for the run.

use std::fs;
use std::path::Path;
use std::process::Command;

use e2e::answer::Answer;
use e2e::stage::Stage;

use crate::proxy::{Folder, Kind, Missing, Proxy, filled, free_port, program};
use crate::reader::get;

/// Which certificate the API shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certificate {
    /// For its name, and by an authority that the proxy trusts.
    Ours,
    /// For its name, by another authority.
    Foreign,
    /// By an authority that the proxy trusts, for another name.
    Misnamed,
}

/// The rest of a machine's nginx: the recipe is included as Debian's `nginx.conf` does it.
const AROUND: &str = "
daemon off;
pid FOLDER/nginx.pid;
error_log stderr warn;
worker_processes 2;
events { worker_connections 1024; }
http {
    access_log off;
    client_body_temp_path FOLDER/body;
    proxy_temp_path FOLDER/proxy;
    fastcgi_temp_path FOLDER/fastcgi;
    uwsgi_temp_path FOLDER/uwsgi;
    scgi_temp_path FOLDER/scgi;
    include FOLDER/conf.d/*.conf;
    server {
        listen unix:FOLDER/api.sock ssl;
        ssl_certificate FOLDER/api.crt;
        ssl_certificate_key FOLDER/api.key;
        location / {
            proxy_pass API;
            proxy_set_header Host $host;
            proxy_http_version 1.1;
        }
    }
}
";

pub async fn start(stage: &Stage, certificate: Certificate) -> Result<Proxy, Missing> {
    let nginx = program("nginx", "Debian: nginx-light")?;
    let openssl = program("openssl", "Debian: openssl")?;
    let folder = Folder::make()?;
    let port = free_port()?;
    let below = folder.path("");
    for name in ["conf.d", "tls"] {
        fs::create_dir_all(folder.path(name))?;
    }
    let token = &stage.emulator().token;
    fs::write(
        folder.path("media-api-token.conf"),
        filled("nginx/media-api-token.conf", &[("TOKEN", token)])?,
    )?;
    let recipe = filled(
        "nginx/media-api.conf",
        &[
            ("server media.example:443;", &format!("server unix:{};", folder.path("api.sock"))),
            ("listen 443 ssl;", &format!("listen 127.0.0.1:{port};")),
            ("http://127.0.0.1:8000", &stage.home.origin),
            ("/etc/ssl/certs/ca-certificates.crt", &folder.path("trusted.crt")),
            ("/var/cache/nginx/", &below),
            ("/etc/nginx/", &below),
        ],
    )?;
    fs::write(folder.path("conf.d/media-api.conf"), recipe)?;
    // A certificate that signed itself is its own authority.
    let name = if certificate == Certificate::Misnamed { "other.example" } else { "media.example" };
    certify(&openssl, &folder, "api", name)?;
    certify(&openssl, &folder, "tls/admin.example", "admin.example")?;
    let trusted = if certificate == Certificate::Foreign { "tls/admin.example" } else { "api" };
    fs::copy(folder.path(&format!("{trusted}.crt")), folder.path("trusted.crt"))?;
    let around = AROUND.replace("FOLDER", below.trim_end_matches('/'));
    fs::write(folder.path("nginx.conf"), around.replace("API", &stage.api.origin))?;
    let args = ["-p", &below, "-c", &folder.path("nginx.conf")];
    Proxy::run(&nginx, &args, &[], (port, folder)).await
}

/// Makes `FILE.crt` for this name, and `FILE.key`.
fn certify(openssl: &Path, folder: &Folder, file: &str, name: &str) -> Result<(), Missing> {
    let made = Command::new(openssl)
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"])
        .args(["-nodes", "-days", "2", "-subj", "/CN=test"])
        .args(["-addext", &format!("subjectAltName=DNS:{name}")])
        .args(["-keyout", &folder.path(&format!("{file}.key"))])
        .args(["-out", &folder.path(&format!("{file}.crt"))])
        .output()?;
    match made.status.success() {
        true => Ok(()),
        false => Err(Missing::Started(String::from_utf8_lossy(&made.stderr).into_owned())),
    }
}

pub async fn an_api_that_cannot_prove_its_name_gets_no_token(stage: Stage) {
    stage.home.answer("/session", Answer::Fixed(204, "text/plain", String::new()));
    for (certificate, status) in
        [(Certificate::Ours, 200), (Certificate::Foreign, 502), (Certificate::Misnamed, 502)]
    {
        let started = start(&stage, certificate).await;
        let Some(proxy) = Proxy::or_skip(Kind::Nginx, started) else { return };
        let before = stage.api.seen().len();
        let answer = get(&format!("{}/media-api/Jobs()?$top=1", proxy.origin), &[]).await;
        assert_eq!(answer.status, status, "{certificate:?}");
        assert_eq!(stage.api.seen().len() - before, usize::from(status == 200), "{certificate:?}");
    }
}
