//! Which crate a wasm's bytes come from: the name section gives each function's symbol, the code
//! section its size. A generic function counts for the crate that wrote it.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use rustc_demangle::demangle;
use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

/// Data segments: texts, tables, style sheets.
const DATA: &str = "(data)";
/// Functions whose name names no crate.
const OTHER: &str = "(other)";

/// Crates with their raw bytes, the largest first.
pub fn shares(wasm: &[u8]) -> Result<Vec<(String, usize)>> {
    let module = read(wasm)?;
    ensure!(!module.names.is_empty(), "this wasm has no names of functions");
    let mut by_crate = BTreeMap::<String, usize>::new();
    for (index, size) in module.bodies.iter().enumerate() {
        let symbol = module.names.get(&(module.imported + index));
        let owner = symbol.map_or(OTHER.to_owned(), |symbol| crate_of(symbol));
        *by_crate.entry(owner).or_default() += size;
    }
    *by_crate.entry(DATA.to_owned()).or_default() += module.data;
    let mut shares = by_crate.into_iter().filter(|(_, size)| *size > 0).collect::<Vec<_>>();
    shares.sort_by(|(one, a), (other, b)| b.cmp(a).then_with(|| one.cmp(other)));
    Ok(shares)
}

/// The largest functions, readable, with their raw bytes.
pub fn functions(wasm: &[u8]) -> Result<Vec<(String, usize)>> {
    let module = read(wasm)?;
    let named = |(index, size): (usize, &usize)| {
        let symbol = module.names.get(&(module.imported + index))?;
        Some((format!("{:#}", demangle(symbol)), *size))
    };
    let mut functions = module.bodies.iter().enumerate().filter_map(named).collect::<Vec<_>>();
    functions.sort_by(|(one, a), (other, b)| b.cmp(a).then_with(|| one.cmp(other)));
    Ok(functions)
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

fn read(wasm: &[u8]) -> Result<Module> {
    let mut module = Module::default();
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

/// The crate in a symbol: the first path of what it demangles to, which for a method of a trait
/// is the type's.
fn crate_of(symbol: &str) -> String {
    let readable = format!("{:#}", demangle(symbol));
    let known = readable.contains("::");
    let mut words = readable.split(|sign: char| !(sign.is_alphanumeric() || sign == '_'));
    let first =
        words.find(|word| !word.is_empty() && !matches!(*word, "dyn" | "mut" | "as" | "const"));
    match first {
        Some(first) if known => first.to_owned(),
        _ => OTHER.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symbol_names_its_crate() {
        let check = |symbol, expected| assert_eq!(crate_of(symbol), expected, "{symbol}");
        check("_ZN3yew9scheduler5start17h0123456789abcdefE", "yew");
        check(
            "_ZN58_$LT$job_badge..job..Job$u20$as$u20$core..clone..Clone$GT$5clone17h0123456789abcdefE",
            "job_badge",
        );
        check(
            "_ZN58_$LT$$RF$mut$u20$yew..Html$u20$as$u20$core..fmt..Debug$GT$3fmt17h0123456789abcdefE",
            "yew",
        );
        check("_RNvCs15kBYyAo9fc_7mycrate7example", "mycrate");
        check("__wbindgen_malloc", "(other)");
        check("memcpy", "(other)");
    }

    /// One import, two bodies, one named after it, and three bytes of data.
    fn small_wasm(nameless: bool) -> Vec<u8> {
        let name = |name: &'static str| if nameless { "" } else { name };
        let wat = format!(
            r#"(module (import "page" "log" (func {})) (memory 1) (data (i32.const 0) "abc")
            (func {} {}) (func {} {}))"#,
            name("$log"),
            name("$_ZN3yew5start17h0123456789abcdefE"),
            "nop ".repeat(5),
            name("$_ZN9job_badge4poll17h0123456789abcdefE"),
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
