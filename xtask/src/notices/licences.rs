//! What cargo-about found: licence texts with the crates that they are of, and what the crates say of
//! themselves.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use serde::Deserialize;

use super::linked::Crate;

/// The licences of the crates that are linked.
#[derive(Debug, Deserialize)]
pub struct Licences {
    /// Each text that differs.
    pub licenses: Vec<Licence>,
    /// All crates, in the order of their names.
    pub crates: Vec<Entry>,
}

/// One text.
#[derive(Debug, Deserialize)]
pub struct Licence {
    /// Its SPDX id.
    pub id: String,
    /// As the crates have it, their authors' names with it.
    pub text: String,
    /// Whose it is.
    pub used_by: Vec<User>,
}

/// A crate that has a text.
#[derive(Debug, Deserialize)]
pub struct User {
    /// The crate.
    #[serde(rename = "crate")]
    pub package: Package,
}

/// A crate among all.
#[derive(Debug, Deserialize)]
pub struct Entry {
    /// The crate.
    pub package: Package,
}

/// What a crate's manifest says.
#[derive(Debug, Deserialize)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// All licences that it offers.
    pub license: Option<String>,
    /// Where its sources are.
    pub repository: Option<String>,
}

impl Package {
    fn is_in(&self, linked: &BTreeSet<Crate>) -> bool {
        linked.contains(&Crate { name: self.name.clone(), version: self.version.clone() })
    }
}

impl Licences {
    /// Reads what cargo-about wrote and keeps what concerns these crates, in an order that depends on
    /// nothing else. Macros are in its list, too, and build nothing in.
    pub fn read(json: &str, linked: &BTreeSet<Crate>) -> Result<Self> {
        let mut found: Self = serde_json::from_str(json)?;
        for licence in &mut found.licenses {
            licence.used_by.retain(|user| user.package.is_in(linked));
            licence
                .used_by
                .sort_by_key(|user| (user.package.name.clone(), user.package.version.clone()));
        }
        found.licenses.retain(|licence| !licence.used_by.is_empty());
        found.licenses.sort_by_key(|licence| {
            let first = licence.used_by.first().map(|user| user.package.name.clone());
            (licence.id.clone(), first, licence.text.clone())
        });
        found.crates.retain(|entry| entry.package.is_in(linked));
        found
            .crates
            .sort_by_key(|entry| (entry.package.name.clone(), entry.package.version.clone()));
        let users = found.licenses.iter().flat_map(|licence| &licence.used_by);
        let licensed = users.map(|user| (&user.package.name, &user.package.version));
        let licensed = licensed.collect::<BTreeSet<_>>();
        for one in linked {
            let (name, version) = (&one.name, &one.version);
            ensure!(
                licensed.contains(&(name, version)),
                "no licence was found of {name} {version}"
            );
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_linked_is_kept_and_none_of_it_may_be_missing() {
        let package = |name: &str| {
            format!(
                r#"{{"name": "{name}", "version": "1.0.0", "license": "MIT", "repository": null}}"#
            )
        };
        let (yew, macros) = (package("yew"), package("yew-macro"));
        let json = format!(
            r#"{{"licenses": [
                {{"id": "MIT", "text": "M", "used_by": [{{"crate": {macros}}}]}},
                {{"id": "MIT", "text": "Y", "used_by": [{{"crate": {yew}}}, {{"crate": {macros}}}]}}
            ], "crates": [{{"package": {macros}}}, {{"package": {yew}}}]}}"#
        );
        let linked = |names: &[&str]| {
            let of = |name: &&str| Crate { name: (*name).to_owned(), version: "1.0.0".to_owned() };
            names.iter().map(of).collect()
        };
        let licences = Licences::read(&json, &linked(&["yew"])).unwrap();
        assert_eq!(licences.licenses.len(), 1);
        assert_eq!(licences.licenses[0].used_by.len(), 1);
        assert_eq!(licences.crates.len(), 1);
        let missing = Licences::read(&json, &linked(&["serde", "yew"])).unwrap_err().to_string();
        assert_eq!(missing, "no licence was found of serde 1.0.0");
    }
}
