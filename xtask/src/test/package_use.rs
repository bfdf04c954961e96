//! The package as others use it: packed, installed from the tarball, type-checked, bundled, and
//! imported and served by Node. It works in `target/package-use/` on the project's examples, and
//! without a network: packages of npm come from set-up's folder.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};
use xshell::{Shell, cmd};

use crate::{package, project::Project, setup, step::step};

/// The examples that use the package as npm installs it, each with its folder in the project.
const EXAMPLES: [(&str, &str); 5] = [
    ("react", "examples/react"),
    ("server-rendered", "examples/server-rendered"),
    ("snippets-react", "tests/snippets/react"),
    ("typescript", "examples/typescript"),
    ("vite", "examples/vite"),
];
/// Those that are bundled; each then has a `dist`.
const BUNDLED: [&str; 3] = ["react", "snippets-react", "vite"];
/// What the examples import besides the package, and what that imports.
const ALONGSIDE: [&str; 6] =
    ["@types/react", "@types/react-dom", "csstype", "react", "react-dom", "scheduler"];
/// The scripts that Node runs. Each says what it checks.
const SCRIPTS: &str = "xtask/src/test/package_use";

/// `target/package-use`: the examples, those of [`BUNDLED`] with their `dist`.
pub fn folder(project: &Project) -> PathBuf {
    project.target().join("package-use")
}

/// Uses `target/package`, which must have been built.
pub fn check(project: &Project, shell: &Shell) -> Result<()> {
    let here = folder(project);
    let shell = lay_out(project, shell, &here)?;
    step("package", "npm pack and install", || install(project, &shell, &here))?;
    step("package", "custom-elements.json", || manifest(project, &shell, &here))?;
    step("package", "tsc --strict", || types(project, &shell))?;
    step("package", "vite build", || bundle(project, &shell, &here))?;
    step("package", "node", || on_a_server(project, &shell, &here))
}

/// A folder with nothing but the examples. Returns a shell in it.
fn lay_out(project: &Project, shell: &Shell, here: &Path) -> Result<Shell> {
    if here.exists() {
        fs::remove_dir_all(here)?;
    }
    for (example, from) in EXAMPLES {
        package::copy_tree(&project.root.join(from), &here.join(example))?;
        // Somebody may have tried the example by hand.
        for built in ["node_modules", "dist"] {
            let left = here.join(example).join(built);
            if left.exists() {
                fs::remove_dir_all(left)?;
            }
        }
    }
    fs::write(here.join("package.json"), "{ \"private\": true, \"type\": \"module\" }\n")?;
    let shell = shell.clone();
    shell.change_dir(here);
    Ok(shell)
}

/// Packs, installs from the tarball, and compares: nothing is left out, nothing is added.
fn install(project: &Project, shell: &Shell, here: &Path) -> Result<()> {
    let built = package::folder(project);
    let tarball = cmd!(shell, "npm pack --silent --offline {built}").quiet().read()?;
    let tarball = format!("./{}", tarball.lines().last().context("npm pack named no file")?);
    let quietly = ["--offline", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    cmd!(shell, "npm install {quietly...} {tarball}").quiet().ignore_stdout().run()?;
    let modules = here.join("node_modules");
    let (packed, installed) =
        (package::contents(&built)?, package::contents(&modules.join("job-badge"))?);
    ensure!(packed == installed, "the tarball does not hold what target/package holds");
    for name in ALONGSIDE {
        package::copy_tree(&setup::node_modules(project)?.join(name), &modules.join(name))?;
    }
    Ok(())
}

/// The manifest fits its schema, and what it and package.json name is there.
fn manifest(project: &Project, shell: &Shell, here: &Path) -> Result<()> {
    let modules = setup::node_modules(project)?;
    let package = here.join("node_modules/job-badge");
    let script = project.root.join(SCRIPTS).join("manifest.mjs");
    Ok(cmd!(shell, "node {script} {modules} {package}").quiet().run()?)
}

/// The types, with modules resolved as bundlers do and as Node does.
fn types(project: &Project, shell: &Shell) -> Result<()> {
    let tsc = setup::node_program(project, "tsc")?;
    for example in ["typescript", "react", "snippets-react"] {
        cmd!(shell, "{tsc} -p {example}").quiet().run()?;
    }
    cmd!(shell, "{tsc} -p typescript --module nodenext --moduleResolution nodenext")
        .quiet()
        .run()?;
    Ok(())
}

fn bundle(project: &Project, shell: &Shell, here: &Path) -> Result<()> {
    let vite = setup::node_program(project, "vite")?;
    let wasm = fs::read(package::folder(project).join("job-badge_bg.wasm"))?;
    for example in BUNDLED {
        cmd!(shell, "{vite} build --logLevel warn {example}").quiet().run()?;
        let dist = package::contents(&here.join(example).join("dist"))?;
        by_url(&dist, &wasm).with_context(|| format!("the bundle of {example}"))?;
    }
    Ok(())
}

/// The wasm must be one file of the bundle, unchanged, and a script must name it; inside a script
/// it could not be compiled while it arrives, and a strict policy would refuse it.
fn by_url(dist: &BTreeMap<String, Vec<u8>>, wasm: &[u8]) -> Result<()> {
    let found = dist.iter().filter(|(name, _)| name.ends_with(".wasm")).collect::<Vec<_>>();
    let [(name, bytes)] = found[..] else { bail!("{} wasm files instead of one", found.len()) };
    ensure!(bytes == wasm, "{name} is not the package's wasm as it was");
    let file = name.rsplit('/').next().unwrap_or(name);
    let mut scripts = dist.iter().filter(|(name, _)| name.ends_with(".js"));
    let named = scripts.any(|(_, script)| String::from_utf8_lossy(script).contains(file));
    ensure!(named, "no script names {file}");
    Ok(())
}

/// Without a DOM the import exits cleanly; the example server serves what its page asks for.
fn on_a_server(project: &Project, shell: &Shell, here: &Path) -> Result<()> {
    let import = "await import('job-badge'); await import('job-badge/define'); \
                  await import('job-badge/summary');";
    cmd!(shell, "node --input-type=module --eval {import}").quiet().run()?;
    let script = project.root.join(SCRIPTS).join("served.mjs");
    let example = here.join("server-rendered");
    Ok(cmd!(shell, "node {script} {example}").quiet().run()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const README: &str = include_str!("../../../README.md");
    const NPM_README: &str = include_str!("../../../static/package/README.md");

    #[test]
    fn the_readmes_show_the_examples() {
        let check = |readme: &str, language: &str, example: &str| {
            let block = format!("\n```{language}\n{example}```\n");
            assert!(readme.contains(&block), "no README block is\n{block}");
        };
        check(README, "html", include_str!("../../../examples/own-backend/index.html"));
        check(README, "js", include_str!("../../../examples/html/page.js"));
        check(NPM_README, "js", include_str!("../../../examples/vite/page.js"));
        check(NPM_README, "html", include_str!("../../../examples/html/index.html"));
        check(NPM_README, "js", include_str!("../../../examples/html/page.js"));
    }

    #[test]
    fn a_bundle_without_the_wasm_as_a_file_is_refused() {
        let check = |files: &[(&str, &str)], fine: bool| {
            let dist = files.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect();
            assert_eq!(by_url(&dist, b"\0asm badge").is_ok(), fine, "{files:?}");
        };
        let wasm = ("assets/badge-1.wasm", "\0asm badge");
        let script = ("assets/a.js", "new URL(`badge-1.wasm`)");
        check(&[wasm, script], true);
        check(&[wasm, ("assets/a.js", "new URL(`data:application/wasm`)")], false);
        check(&[script], false);
        check(&[("assets/badge-1.wasm", "other"), script], false);
        check(&[wasm, script, ("b.wasm", "\0asm")], false);
    }
}
