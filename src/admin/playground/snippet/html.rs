//! A page without a framework.

use super::{File, badge::Badge, escape::text_in_html};

/// The page, and its script where it needs one.
pub(super) fn files(badge: &Badge, has_style: bool) -> Vec<File> {
    let style = if has_style { "    <link rel=\"stylesheet\" href=\"page.css\" />\n" } else { "" };
    let script = if badge.has_token {
        "    <script type=\"module\" src=\"page.js\"></script>\n"
    } else {
        ""
    };
    let badge_html = badge.in_html(4, &[], &text_in_html(&badge.fallback));
    let page = format!(
        r#"<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Jobs</title>
    <link rel="modulepreload" href="package/job-badge.js" />
    <link rel="preload" as="fetch" type="application/wasm" href="package/job-badge_bg.wasm" />
    <link rel="stylesheet" href="package/place.css" />
{style}    <script type="module" src="package/define.js"></script>
{script}  </head>
  <body>
{badge_html}  </body>
</html>
"#
    );
    let mut files = vec![File { name: "index.html", text: page }];
    if badge.has_token {
        files.push(File { name: "page.js", text: SCRIPT.to_owned() });
    }
    files
}

const SCRIPT: &str = r#"// The token comes from your sign-in, never from the markup.
document.querySelector("job-badge").tokenProvider = async () => (await fetch("/token")).text();
"#;
