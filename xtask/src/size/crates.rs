//! Which crate a wasm's bytes come from: the name section gives each function's name, the code
//! section its size. A generic function counts for the crate that wrote it.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

/// Data segments: texts, tables, style sheets.
const DATA: &str = "(data)";
/// Functions whose name names no crate.
const OTHER: &str = "(other)";

/// Crates with their raw bytes, the largest first.
pub fn shares(wasm: &[u8]) -> Result<Vec<(String, usize)>> {
    let module = Module::read(wasm)?;
    ensure!(!module.names.is_empty(), "this wasm has no names of functions");
    let mut by_crate = BTreeMap::<String, usize>::new();
    for (name, size) in module.functions() {
        *by_crate.entry(name.map_or(OTHER, crate_of).to_owned()).or_default() += size;
    }
    *by_crate.entry(DATA.to_owned()).or_default() += module.data;
    by_crate.retain(|_, size| *size > 0);
    Ok(largest_first(by_crate.into_iter().collect()))
}

/// The largest functions with their raw bytes.
pub fn functions(wasm: &[u8]) -> Result<Vec<(String, usize)>> {
    let module = Module::read(wasm)?;
    let named = module.functions().filter_map(|(name, size)| Some((name?.to_owned(), size)));
    Ok(largest_first(named.collect()))
}

fn largest_first(mut sizes: Vec<(String, usize)>) -> Vec<(String, usize)> {
    sizes.sort_by(|(one, a), (other, b)| b.cmp(a).then_with(|| one.cmp(other)));
    sizes
}

#[derive(Default)]
struct Module {
    /// Functions that are imported come first in the numbering.
    imported: usize,
    /// The size of each body, in bytes.
    bodies: Vec<usize>,
    names: BTreeMap<usize, String>,
    data: usize,
}

impl Module {
    fn read(wasm: &[u8]) -> Result<Self> {
        let mut module = Self::default();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload.context("this is no wasm")? {
                Payload::ImportSection(imports) => {
                    for import in imports {
                        module.imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionEntry(body) => module.bodies.push(body.range().len()),
                Payload::DataSection(data) => module.data = data.range().len(),
                Payload::CustomSection(section) => {
                    let KnownCustom::Name(names) = section.as_known() else { continue };
                    for name in names {
                        let Name::Function(functions) = name? else { continue };
                        for function in functions {
                            let function = function?;
                            module.names.insert(function.index as usize, function.name.to_owned());
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(module)
    }

    fn functions(&self) -> impl Iterator<Item = (Option<&str>, usize)> {
        self.bodies.iter().enumerate().map(|(index, size)| {
            (self.names.get(&(self.imported + index)).map(String::as_str), *size)
        })
    }
}

/// The crate in a function's name: where its first path begins, which for a method of a trait is
/// the type's, or the trait's where the type is a primitive one.
fn crate_of(name: &str) -> &str {
    let Some((head, _)) = name.split_once("::") else { return OTHER };
    // `<job_badge[5cf237df051e7e12]`: the brackets hold the compiler's hash of the crate.
    let hashed = head.strip_suffix(']').and_then(|head| head.rsplit_once('['));
    let head = hashed.map_or(head, |(head, _)| head);
    let is_word = |sign: char| sign.is_alphanumeric() || sign == '_';
    head.rsplit(|sign| !is_word(sign)).next().filter(|word| !word.is_empty()).unwrap_or(OTHER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_its_crate() {
        let check = |name, expected| assert_eq!(crate_of(name), expected, "{name}");
        check("yew[5cf237df051e7e12]::scheduler::start", "yew");
        check("<job_badge[5cf2]::job::Job as core[75d5]::clone::Clone>::clone", "job_badge");
        check("<&mut yew[5cf2]::Html as core[75d5]::fmt::Debug>::fmt", "yew");
        check("__wbindgen_malloc", "(other)");
        check("memcpy", "(other)");
        check("<f64 as core[75d5]::fmt::Display>::fmt", "core");
        check("<alloc[75d5]::vec::Vec<yew[5cf2]::Html>>::push", "alloc");
    }

    /// One import, two bodies, one named after it, and three bytes of data.
    fn small_wasm(nameless: bool) -> Vec<u8> {
        let name = |name: &'static str| if nameless { "" } else { name };
        let wat = format!(
            r#"(module (import "page" "log" (func {})) (memory 1) (data (i32.const 0) "abc")
            (func {} {}) (func {} {}))"#,
            name("$log"),
            name("$yew::start"),
            "nop ".repeat(5),
            name("$job_badge::poll"),
            "nop ".repeat(50),
        );
        wat::parse_str(wat).unwrap()
    }

    #[test]
    fn bodies_are_counted_for_the_crate_that_their_name_says() {
        let shares = shares(&small_wasm(false)).unwrap();
        let names = shares.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>();
        assert_eq!(names, ["job_badge", "(data)", "yew"]);
        // A body is its count of locals, its instructions and an end.
        assert_eq!(shares[0].1, 52);
        assert_eq!(shares[2].1, 7);
    }

    #[test]
    fn the_largest_function_comes_first() {
        let functions = functions(&small_wasm(false)).unwrap();
        assert_eq!(functions, [("job_badge::poll".into(), 52), ("yew::start".into(), 7)]);
    }

    #[test]
    fn a_wasm_without_names_is_refused() {
        assert!(shares(&small_wasm(true)).is_err());
        assert!(shares(b"not wasm").is_err());
    }
}
