//! A page that uses the badge: made by a builder, served by a site, by default under the strict
//! policy.
//!
//! Scripts run in this order: the page's log, then the test's classic script, then the package's
//! `define.js` (a module), then the test's module. All are files, because the policy forbids inline
//! scripts.

use crate::site::Site;

/// The script that records a page's log. It runs first; [`crate::tab::Tab`] reads the records.
pub const LOG: &str = include_str!("page_log.js");

/// The strictest policy that the package supports.
pub const STRICT: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    connect-src 'self'; style-src 'self'";

/// Builds a page.
#[derive(Clone, Debug)]
pub struct Page {
    lang: String,
    policy: Option<String>,
    head: String,
    body: String,
    script: String,
    module: String,
    define: Option<String>,
}

impl Page {
    /// A page with this in its body, under the strict policy, with the badge defined.
    #[must_use]
    pub fn new(body: impl Into<String>) -> Self {
        Self {
            lang: "en".to_owned(),
            policy: Some(STRICT.to_owned()),
            head: String::new(),
            body: body.into(),
            script: String::new(),
            module: String::new(),
            define: Some("/package/define.js".to_owned()),
        }
    }

    /// Lets the page connect to another origin too.
    #[must_use]
    pub fn connects_to(mut self, origin: &str) -> Self {
        let wider = format!("connect-src 'self' {origin}");
        self.policy = self.policy.map(|p| p.replace("connect-src 'self'", &wider));
        self
    }

    /// Another language than English, by `<html lang>`.
    #[must_use]
    pub fn lang(mut self, tag: &str) -> Self {
        tag.clone_into(&mut self.lang);
        self
    }

    /// Another policy, or none.
    #[must_use]
    pub fn policy(mut self, policy: Option<&str>) -> Self {
        self.policy = policy.map(str::to_owned);
        self
    }

    /// More markup in the head, before every script (`<base href>`).
    #[must_use]
    pub fn head(mut self, markup: &str) -> Self {
        self.head.push_str(markup);
        self
    }

    /// A classic script that runs after the body is parsed and before the badge is defined.
    #[must_use]
    pub fn script(mut self, js: &str) -> Self {
        self.script.push_str(js);
        self
    }

    /// A module that runs after `define.js` has run. It may import modules.
    #[must_use]
    pub fn module(mut self, js: &str) -> Self {
        self.module.push_str(js);
        self
    }

    /// Another URL than the package's `define.js`, or no definition at all.
    #[must_use]
    pub fn define(mut self, url: Option<&str>) -> Self {
        self.define = url.map(str::to_owned);
        self
    }

    /// Puts the page on the site as `/NAME.html` and returns its URL. The site's own origin is
    /// written out, so that a `<base href>` moves none of the test's scripts.
    #[must_use]
    pub fn put(&self, site: &Site, name: &str) -> String {
        self.put_behind(&site.origin, site, name)
    }

    /// The same, for a page that is opened at the origin of a proxy before the site.
    #[must_use]
    pub fn put_behind(&self, origin: &str, site: &Site, name: &str) -> String {
        let js = "text/javascript; charset=utf-8";
        site.put("/e2e-log.js", js, LOG, None);
        site.put(&format!("/{name}.js"), js, &self.script, None);
        site.put(&format!("/{name}.module.js"), js, &self.module, None);
        let define = match &self.define {
            Some(url) => format!("<script type=\"module\" src=\"{origin}{url}\"></script>"),
            None => String::new(),
        };
        let html = format!(
            "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{name}</title>\n\
             <script src=\"{origin}/e2e-log.js\"></script>\n{}\n</head><body>\n{}\n\
             <script src=\"{origin}/{name}.js\"></script>\n{define}\n\
             <script type=\"module\" src=\"{origin}/{name}.module.js\"></script>\n</body></html>\n",
            self.lang, self.head, self.body,
        );
        let policy = self.policy.as_ref().map(|p| format!("{p}; report-uri /csp-report"));
        let path = format!("/{name}.html");
        site.put(&path, "text/html; charset=utf-8", &html, policy.as_deref());
        format!("{origin}{path}")
    }
}
