//! Copies and reads folders, and sets the version in package.json.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::Value;

/// Copies all files of a folder, with the folders in it.
pub fn copy_tree(from: &Path, to: &Path) -> Result<()> {
    for file in files(from)? {
        let goal = to.join(file.strip_prefix(from)?);
        fs::create_dir_all(goal.parent().context("a file without a folder")?)?;
        fs::copy(&file, &goal).with_context(|| format!("cannot copy {}", file.display()))?;
    }
    Ok(())
}

/// All files of a folder by their path in it, with `/` between the parts.
pub fn contents(dir: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut all = BTreeMap::new();
    for file in files(dir)? {
        let name = file.strip_prefix(dir)?.to_string_lossy().replace('\\', "/");
        all.insert(name, fs::read(&file)?);
    }
    Ok(all)
}

/// Writes the workspace's version into a package.json, keeping its order.
pub fn set_version(manifest: &Path) -> Result<()> {
    if !manifest.exists() {
        return Ok(());
    }
    let text = fs::read_to_string(manifest)?;
    let text = with_version(&text, env!("CARGO_PKG_VERSION"))
        .with_context(|| format!("{} is not a JSON object", manifest.display()))?;
    Ok(fs::write(manifest, text)?)
}

fn with_version(text: &str, version: &str) -> Result<String> {
    let mut manifest: serde_json::Map<String, Value> = serde_json::from_str(text)?;
    manifest.insert("version".to_owned(), version.into());
    Ok(serde_json::to_string_pretty(&manifest)? + "\n")
}

/// All files below a folder, sorted.
pub fn files(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![dir.to_path_buf()];
    while let Some(dir) = open.pop() {
        if !dir.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&dir)? {
            let path = entry?.path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_set_and_the_order_kept() {
        let check = |text, expected| assert_eq!(with_version(text, "1.2.3").unwrap(), expected);
        check(
            r#"{"name":"b","version":"0.0.0","a":1}"#,
            "{\n  \"name\": \"b\",\n  \"version\": \"1.2.3\",\n  \"a\": 1\n}\n",
        );
        check(r#"{"z":1}"#, "{\n  \"z\": 1,\n  \"version\": \"1.2.3\"\n}\n");
        assert!(with_version("[]", "1.2.3").is_err());
    }
}
