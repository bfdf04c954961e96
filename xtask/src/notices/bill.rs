//! The bill of materials for programs, as CycloneDX 1.5. It has neither a time nor a random number in
//! it, so that the same sources give the same package.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use toml_edit::DocumentMut;

use super::{
    licences::{Licences, Package},
    linked::Crate,
};

/// The file's name in the package.
pub const FILE: &str = "sbom.cdx.json";

/// Writes the bill; `lock` is the text of Cargo.lock, which has the crates' hashes. Our own version is
/// left out, since every build of a package writes it.
pub fn write(licences: &Licences, lock: &str) -> Result<String> {
    let lock: DocumentMut = lock.parse().context("Cargo.lock cannot be read")?;
    let packages = || licences.crates.iter().map(|entry| &entry.package);
    let mut components = vec![standard_library()];
    for package in packages() {
        components.push(component(package, &lock)?);
    }
    let parts = std::iter::once("std".to_owned()).chain(packages().map(address));
    let bill = json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "library",
                "bom-ref": "job-badge",
                "name": "job-badge",
                "licenses": [{ "expression": "MIT OR Apache-2.0" }],
            },
        },
        "components": components,
        "dependencies": [{ "ref": "job-badge", "dependsOn": parts.collect::<Vec<_>>() }],
    });
    Ok(serde_json::to_string_pretty(&bill)? + "\n")
}

/// It is of whatever compiler builds the package.
fn standard_library() -> Value {
    json!({
        "type": "library",
        "bom-ref": "std",
        "name": "std",
        "description": "Rust's standard library",
        "licenses": [{ "expression": "MIT OR Apache-2.0" }],
        "externalReferences": [{ "type": "vcs", "url": "https://github.com/rust-lang/rust" }],
    })
}

fn component(package: &Package, lock: &DocumentMut) -> Result<Value> {
    let (name, version) = (&package.name, &package.version);
    let license = package.license.as_ref().with_context(|| format!("{name} names no licence"))?;
    let hash = checksum(lock, name, version)
        .with_context(|| format!("Cargo.lock has no checksum of {name} {version}"))?;
    let mut component = json!({
        "type": "library",
        "bom-ref": address(package),
        "name": name,
        "version": version,
        "hashes": [{ "alg": "SHA-256", "content": hash }],
        // Old manifests write `MIT/Apache-2.0`.
        "licenses": [{ "expression": license.replace(" / ", "/").replace('/', " OR ") }],
        "purl": address(package),
    });
    if let Some(url) = &package.repository {
        component["externalReferences"] = json!([{ "type": "vcs", "url": url.trim() }]);
    }
    Ok(component)
}

/// A package URL.
fn address(package: &Package) -> String {
    format!("pkg:cargo/{}@{}", package.name, package.version)
}

fn checksum<'a>(lock: &'a DocumentMut, name: &str, version: &str) -> Option<&'a str> {
    let packages = lock.get("package")?.as_array_of_tables()?;
    let is = |key: &str, text: &str, table: &toml_edit::Table| {
        table.get(key).and_then(|item| item.as_str()) == Some(text)
    };
    let found = packages.iter().find(|one| is("name", name, one) && is("version", version, one));
    found?.get("checksum")?.as_str()
}

/// The crates that a bill names.
pub fn crates(bill: &str) -> Result<BTreeSet<Crate>> {
    let bill: Value = serde_json::from_str(bill)?;
    let components = bill["components"].as_array().context("a bill without components")?;
    let named = components.iter().filter_map(|component| {
        let text = |key: &str| component[key].as_str().map(str::to_owned);
        Some(Crate { name: text("name")?, version: text("version")? })
    });
    Ok(named.collect())
}

/// Writes the workspace's version into a bill, keeping its order.
pub fn set_version(file: &Path) -> Result<()> {
    let mut bill: Value = serde_json::from_str(&fs::read_to_string(file)?)?;
    let version = env!("CARGO_PKG_VERSION");
    bill["metadata"]["component"]["version"] = version.into();
    bill["metadata"]["component"]["purl"] = format!("pkg:npm/job-badge@{version}").into();
    Ok(fs::write(file, serde_json::to_string_pretty(&bill)? + "\n")?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notices::licences::Entry;

    #[test]
    fn a_bill_names_each_crate_with_its_hash_and_licence() {
        let package = Package {
            name: "fnv".to_owned(),
            version: "1.0.7".to_owned(),
            license: Some("Apache-2.0 / MIT".to_owned()),
            repository: Some("https://fnv.example".to_owned()),
        };
        let licences = Licences { licenses: Vec::new(), crates: vec![Entry { package }] };
        let lock = "[[package]]\nname = \"fnv\"\nversion = \"1.0.6\"\nchecksum = \"old\"\n\n\
                    [[package]]\nname = \"fnv\"\nversion = \"1.0.7\"\nchecksum = \"3f9e\"\n";
        let text = write(&licences, lock).unwrap();
        let bill: Value = serde_json::from_str(&text).unwrap();
        let fnv = &bill["components"][1];
        assert_eq!(fnv["purl"], "pkg:cargo/fnv@1.0.7");
        assert_eq!(fnv["hashes"][0]["content"], "3f9e");
        assert_eq!(fnv["licenses"][0]["expression"], "Apache-2.0 OR MIT");
        assert_eq!(bill["dependencies"][0]["dependsOn"], json!(["std", "pkg:cargo/fnv@1.0.7"]));
        let named = crates(&text).unwrap();
        assert_eq!(named.iter().map(|one| &*one.name).collect::<Vec<_>>(), ["fnv"]);
        assert!(write(&licences, "").is_err());
    }
}
