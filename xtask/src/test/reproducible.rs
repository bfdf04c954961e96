//! The package's reproducibility: the same sources in another folder give the same bytes.

use std::{collections::BTreeMap, fs};

use anyhow::{Result, bail};
use xshell::{Shell, cmd};

use crate::{package, project::Project};

/// Copies the sources to `target/again`, packages there, and compares.
pub fn check(project: &Project, shell: &Shell) -> Result<()> {
    let copy = project.target().join("again");
    if copy.exists() {
        fs::remove_dir_all(&copy)?;
    }
    fs::create_dir_all(&copy)?;
    let listed =
        cmd!(shell, "git ls-files -z --cached --others --exclude-standard").quiet().read()?;
    for name in listed.split('\0').filter(|name| !name.is_empty()) {
        let (from, to) = (project.root.join(name), copy.join(name));
        let Some(parent) = to.parent() else { continue };
        if from.is_file() {
            fs::create_dir_all(parent)?;
            fs::copy(from, to)?;
        }
    }
    let elsewhere =
        Project { root: copy, cache: project.cache.clone(), cargo_bin: project.cargo_bin.clone() };
    let there = elsewhere.shell()?;
    package::build(&elsewhere, &there)?;
    let differing = differences(
        &package::contents(&package::folder(project))?,
        &package::contents(&package::folder(&elsewhere))?,
    );
    if !differing.is_empty() {
        bail!("two folders gave different bytes: {}", differing.join(", "));
    }
    println!("test: both packages are the same, byte for byte");
    Ok(())
}

/// The names of files that are not in both, or not equal.
fn differences(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut names = one.keys().chain(other.keys()).collect::<Vec<_>>();
    names.sort_unstable();
    names.dedup();
    names.into_iter().filter(|name| one.get(*name) != other.get(*name)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_and_a_changed_file_both_differ() {
        let package = |files: &[(&str, &str)]| {
            files.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect()
        };
        let one = package(&[("a", "1"), ("b", "2"), ("c", "3")]);
        let other = package(&[("a", "1"), ("b", "x"), ("d", "4")]);
        assert_eq!(differences(&one, &other), ["b", "c", "d"]);
        assert!(differences(&one, &one).is_empty());
    }
}
