//! Which file imports from which, read off the sources with `syn`: `use` lines, paths in code and
//! paths inside macros, followed through the re-exports of each `mod.rs`. Code under `#[cfg(test)]`
//! is left out.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Attribute, File, Item, ItemMod, Meta, UseTree,
    visit::{self, Visit},
};

/// A path from the crate's root.
type Names = Vec<String>;

/// The imports between the files of a crate.
pub struct Imports(BTreeSet<(String, String)>);

impl Imports {
    /// Reads the files, given by their names in `src/`.
    pub fn of(sources: &BTreeMap<String, String>) -> Self {
        let files: BTreeMap<Names, Source> =
            sources.iter().map(|(name, text)| (module(name), Source::read(name, text))).collect();
        let mut imports = BTreeSet::new();
        for (module, source) in &files {
            for path in source.imports(module) {
                for file in defining(&files, path, 0) {
                    if file != source.file {
                        imports.insert((source.file.clone(), file));
                    }
                }
            }
        }
        Self(imports)
    }

    /// All of them, as importing and imported file.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(from, to)| (from.as_str(), to.as_str()))
    }

    /// What this file imports.
    pub fn from<'a>(&'a self, file: &'a str) -> impl Iterator<Item = &'a str> {
        self.all().filter(move |(from, _)| *from == file).map(|(_, to)| to)
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }
}

/// The module that a file is: `poll/mod.rs` is `poll`, `lib.rs` the root. The admin page is a crate
/// of its own.
fn module(file: &str) -> Names {
    let name = file.trim_end_matches(".rs").trim_end_matches("/mod");
    if name == "lib" { Names::new() } else { name.split('/').map(str::to_owned).collect() }
}

/// What one file holds.
struct Source {
    file: String,
    /// `use` lines: the name by which an import is known here (`*` for all of a module), and its
    /// path.
    uses: Vec<(String, Names)>,
    /// Paths in code.
    paths: Vec<Names>,
    /// Whether it only lists and re-exports modules.
    only_lists: bool,
}

impl Source {
    fn read(file: &str, text: &str) -> Self {
        let parsed: File = syn::parse_file(text).unwrap_or_else(|error| panic!("{file}: {error}"));
        let only_lists =
            parsed.items.iter().all(|item| matches!(item, Item::Use(_) | Item::Mod(_)));
        let mut reader = Reader { module: module(file), uses: Vec::new(), paths: Vec::new() };
        reader.visit_file(&parsed);
        let Reader { uses, paths, .. } = reader;
        Self { file: file.to_owned(), uses, paths, only_lists }
    }

    /// What counts as imported here. A file that only lists modules may re-export its own.
    fn imports<'a>(&'a self, module: &'a Names) -> impl Iterator<Item = &'a Names> {
        let counts = |path: &&Names| !(self.only_lists && path.starts_with(module));
        self.uses.iter().map(|(_, path)| path).filter(counts).chain(&self.paths)
    }
}

/// The files that define what a path leads to. More than one where the platform decides.
fn defining(files: &BTreeMap<Names, Source>, path: &Names, depth: usize) -> BTreeSet<String> {
    let longest = (0..=path.len()).rev().find(|length| files.contains_key(&path[..*length]));
    let Some((module, source)) =
        longest.and_then(|length| Some((length, files.get(&path[..length])?)))
    else {
        return BTreeSet::new();
    };
    let Some(name) = path.get(module).filter(|_| depth < 8) else {
        return BTreeSet::from([source.file.clone()]);
    };
    let known_as = source.uses.iter().filter(|(known_as, _)| known_as == name);
    let found: BTreeSet<_> =
        known_as.flat_map(|(_, path)| defining(files, path, depth + 1)).collect();
    // `use module::*` names nothing that could be followed further.
    if found.is_empty() && !(name == "*" && source.only_lists) {
        return BTreeSet::from([source.file.clone()]);
    }
    found
}

struct Reader {
    module: Names,
    uses: Vec<(String, Names)>,
    paths: Vec<Names>,
}

impl Reader {
    /// The path from the root; `None` for one that begins elsewhere (another crate, a local name).
    fn rooted(&self, path: &[String]) -> Option<Names> {
        let (first, rest) = path.split_first()?;
        let mut base = match first.as_str() {
            "crate" => Names::new(),
            "self" => self.module.clone(),
            "super" => self.module[..self.module.len().saturating_sub(1)].to_vec(),
            _ => return None,
        };
        for name in rest {
            if name == "super" {
                base.pop();
            } else {
                base.push(name.clone());
            }
        }
        Some(base)
    }

    fn add_use(&mut self, before: &[String], tree: &UseTree) {
        let with = |name: &dyn ToString| [before, &[name.to_string()]].concat();
        let (known_as, path) = match tree {
            UseTree::Path(path) => return self.add_use(&with(&path.ident), &path.tree),
            UseTree::Group(group) => {
                return group.items.iter().for_each(|tree| self.add_use(before, tree));
            }
            UseTree::Name(name) if name.ident == "self" => {
                (before.last().cloned().unwrap_or_default(), before.to_vec())
            }
            UseTree::Name(name) => (name.ident.to_string(), with(&name.ident)),
            UseTree::Rename(rename) => (rename.rename.to_string(), with(&rename.ident)),
            UseTree::Glob(_) => ("*".to_owned(), with(&"*")),
        };
        // `pub use id::JobId` in a `mod.rs` begins with a module of its own.
        let path = self.rooted(&path).unwrap_or_else(|| [&self.module[..], &path].concat());
        self.uses.push((known_as, path));
    }

    /// `crate::…` and `super::…` in the tokens of a macro.
    fn add_tokens(&mut self, tokens: TokenStream) {
        let mut path: Names = Vec::new();
        for token in tokens {
            match token {
                TokenTree::Ident(name) => path.push(name.to_string()),
                TokenTree::Punct(sign) if sign.as_char() == ':' => {}
                other => {
                    self.paths.extend(self.rooted(&path));
                    path.clear();
                    if let TokenTree::Group(group) = other {
                        self.add_tokens(group.stream());
                    }
                }
            }
            if path.len() == 1 || path.iter().skip(1).any(|name| name == "crate") {
                path.drain(..path.len() - 1);
            }
        }
        self.paths.extend(self.rooted(&path));
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let Meta::List(list) = &attribute.meta else { return false };
        list.path.is_ident("cfg") && list.tokens.to_string() == "test"
    })
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item(&mut self, item: &'ast Item) {
        match item {
            Item::Mod(ItemMod { attrs, .. }) if is_test(attrs) => {}
            Item::Use(item) if !is_test(&item.attrs) => self.add_use(&[], &item.tree),
            Item::Use(_) => {}
            item => visit::visit_item(self, item),
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Names = path.segments.iter().map(|part| part.ident.to_string()).collect();
        if names.len() > 1 {
            self.paths.extend(self.rooted(&names));
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        self.add_tokens(item.tokens.clone());
    }
}
