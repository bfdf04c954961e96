//! The version in manifests: the workspace's own, and what its crates ask of each other.

use anyhow::{Context, Result};
use semver::Version;
use toml_edit::{DocumentMut, TableLike, Value};

const DEPENDENCIES: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];

/// `workspace.package.version`.
pub fn workspace_version(manifest: &str) -> Result<Version> {
    let document: DocumentMut = manifest.parse()?;
    let version = document.get("workspace").and_then(|item| item.get("package")?.get("version"));
    let version = version.and_then(|item| item.as_str()).context("the workspace has no version")?;
    Ok(version.parse()?)
}

/// The manifest with this version, where it names the workspace's, and where it asks for a crate by
/// path and by version. Everything else stays as it was written.
pub fn with_version(manifest: &str, version: &Version) -> Result<String> {
    let mut document: DocumentMut = manifest.parse()?;
    let text = version.to_string();
    if let Some(package) = document.get_mut("workspace").and_then(|workspace| {
        workspace.as_table_like_mut()?.get_mut("package")?.as_table_like_mut()
    }) {
        set_version(package, &text);
    }
    set_in_dependencies(document.as_table_mut(), &text);
    if let Some(targets) = document.get_mut("target").and_then(|item| item.as_table_like_mut()) {
        for (_, target) in targets.iter_mut() {
            if let Some(target) = target.as_table_like_mut() {
                set_in_dependencies(target, &text);
            }
        }
    }
    Ok(document.to_string())
}

fn set_in_dependencies(table: &mut dyn TableLike, version: &str) {
    for kind in DEPENDENCIES {
        let found = table.get_mut(kind).and_then(|item| item.as_table_like_mut());
        for (_, dependency) in found.into_iter().flat_map(|table| table.iter_mut()) {
            if let Some(dependency) = dependency.as_table_like_mut()
                && dependency.contains_key("path")
            {
                set_version(dependency, version);
            }
        }
    }
}

/// Sets a version that is there, and keeps the white space and the comment around it.
fn set_version(table: &mut dyn TableLike, version: &str) {
    if let Some(old) = table.get_mut("version").and_then(|item| item.as_value_mut()) {
        let around = old.decor().clone();
        *old = Value::from(version);
        *old.decor_mut() = around;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_workspaces_own_crates_move() {
        let before = r#"
[workspace.package]
version = "0.1.0"   # of all

[dependencies]
serde = { version = "0.1.0", features = ["derive"] }
time = "0.1.0"

[target.'cfg(target_arch = "wasm32")'.dev-dependencies]
ams-emulator = { version = "0.1.0", path = "tests/emulator", default-features = false }

[build-dependencies.xtask]
path = "xtask"
"#;
        let after = with_version(before, &"0.2.0-rc.1".parse().unwrap()).unwrap();
        let expected = before.replace("\"0.1.0\"   # of all", "\"0.2.0-rc.1\"   # of all").replace(
            "ams-emulator = { version = \"0.1.0\"",
            "ams-emulator = { version = \"0.2.0-rc.1\"",
        );
        assert_eq!(after, expected);
        assert_eq!(workspace_version(&after).unwrap().to_string(), "0.2.0-rc.1");
        assert!(workspace_version("[package]\nversion = \"1.0.0\"\n").is_err());
    }
}
