//! The notices for people: each licence's text with the crates that it is of.

use std::collections::BTreeSet;

use super::{licences::Licences, linked::Crate};

/// The file's name.
pub const FILE: &str = "THIRD-PARTY-NOTICES.txt";

const INTRODUCTION: &str = "\
THIRD-PARTY NOTICES

job-badge itself is licensed under MIT or Apache-2.0: see LICENSE-MIT and LICENSE-APACHE.
";

/// Writes the notices, which begin with what they are `about`.
pub fn write(about: &str, licences: &Licences) -> String {
    let line = "=".repeat(80);
    let mut text = format!("{INTRODUCTION}\n{about}");
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

/// The crates that notices name.
pub fn crates(notices: &str) -> BTreeSet<Crate> {
    let line = "=".repeat(80);
    let blocks = notices.split(&line).skip(1);
    // A block begins with its licence's name.
    let users = blocks
        .flat_map(|block| block.trim_start().lines().skip(1).take_while(|line| !line.is_empty()));
    let named = users.filter_map(|user| {
        let mut words = user.trim_start().split([' ', ',']);
        Some(Crate { name: words.next()?.to_owned(), version: words.next()?.to_owned() })
    });
    named.collect()
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
        let text =
            write("What is in it.\n", &Licences { licenses: vec![licence], crates: Vec::new() });
        let named = crates(&text).into_iter().map(|one| format!("{} {}", one.name, one.version));
        assert_eq!(named.collect::<Vec<_>>(), ["a 1.0.0", "b 1.0.0"]);
        let (_, notice) = text.split_once(&"=".repeat(80)).unwrap();
        assert_eq!(
            notice,
            "\nMIT\n  a 1.0.0, https://a.example\n  b 1.0.0\n\nCopyright (c) A\n\nPermission\n"
        );
    }
}
