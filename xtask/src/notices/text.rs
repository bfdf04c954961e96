//! The notices for people: each licence's text with the crates that it is of.

use super::licences::Licences;

/// The file's name in the package.
pub const FILE: &str = "THIRD-PARTY-NOTICES.txt";

const INTRODUCTION: &str = "\
THIRD-PARTY NOTICES

job-badge itself is licensed under MIT or Apache-2.0: see LICENSE-MIT and LICENSE-APACHE.

job-badge_bg.wasm holds code of the crates below (crates.io), each under the licence that it stands
with, and of Rust's standard library: Copyright (c) The Rust Project Contributors, licensed under MIT
or Apache-2.0. job-badge.js holds code that wasm-bindgen wrote. The scripts hold no code from npm.
";

/// Writes the notices.
pub fn write(licences: &Licences) -> String {
    let line = "=".repeat(80);
    let mut text = INTRODUCTION.to_owned();
    for licence in &licences.licenses {
        let users = licence.used_by.iter().map(|user| {
            let package = &user.package;
            let source = package.repository.as_deref().map(|url| format!(", {}", url.trim()));
            format!("  {} {}{}\n", package.name, package.version, source.unwrap_or_default())
        });
        let users = users.collect::<String>();
        // Some are written with CRLF, or with blanks at the ends of lines.
        let body = licence.text.trim().lines().map(|line| format!("{}\n", line.trim_end()));
        let body = body.collect::<String>();
        text.push_str(&format!("\n{line}\n{}\n{users}\n{body}", licence.id));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notices::licences::{Licence, Package, User};

    #[test]
    fn a_text_stands_once_below_the_crates_that_it_is_of() {
        let user = |name: &str, repository: Option<&str>| User {
            package: Package {
                name: name.to_owned(),
                version: "1.0.0".to_owned(),
                license: None,
                repository: repository.map(str::to_owned),
            },
        };
        let licence = Licence {
            id: "MIT".to_owned(),
            text: "\nCopyright (c) A \r\n\r\nPermission\n".to_owned(),
            used_by: vec![user("a", Some("https://a.example")), user("b", None)],
        };
        let text = write(&Licences { licenses: vec![licence], crates: Vec::new() });
        let (_, notice) = text.split_once(&"=".repeat(80)).unwrap();
        assert_eq!(
            notice,
            "\nMIT\n  a 1.0.0, https://a.example\n  b 1.0.0\n\nCopyright (c) A\n\nPermission\n"
        );
    }
}
