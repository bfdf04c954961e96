//! Splits the package's wasm: what a page with a badge needs at once stays in the core; each part
//! is a wasm of its own, which the core has the page load when it is first needed.
//!
//! A part has one memory, one stack and one table of functions with the core. It begins at its
//! gates: functions that Rust calls as any other, once `browser::Later` has said that the part is
//! there. To the core a gate is a place in the table, which the part fills when it is loaded.
//! Everything that only gates reach moves into their part; what the core or another part reaches as
//! well stays in the core, and the part imports it.

mod core;
mod graph;
mod part;
mod shares;

use anyhow::Result;
use walrus::Module;

use self::{graph::Graph, shares::Shares};

/// A part of the wasm, as the source has it.
#[derive(Debug)]
pub struct Part {
    /// Its file's name.
    pub name: &'static str,
    /// Its gates, by their Rust names. Each is `#[inline(never)]`, or it would not be there.
    gates: &'static [&'static str],
    /// What else is in it, though it is called through a pointer, and nobody can tell by whom:
    /// functions with this in their name (closures, methods behind `dyn`, how such things are
    /// dropped). Nobody but the part makes what calls them.
    pointers: &'static [&'static str],
}

/// The parts of the package.
pub const PARTS: [Part; 2] = [
    Part {
        name: "details",
        gates: &[
            "<job_badge::badge::details::Details>::new",
            "job_badge::ui::details_view::details_view::<job_badge::element::strokes::Strokes>",
            "job_badge::ui::open_details::react",
            "job_badge::ui::open_details::show",
        ],
        pointers: &[],
    },
    Part {
        name: "tabs",
        gates: &["job_badge::browser::talk::begin"],
        pointers: &["job_badge::browser::talk::", "job_badge::browser::lock::"],
    },
];

/// The core, and the parts in the order of [`PARTS`].
#[derive(Debug)]
pub struct Split {
    pub core: Vec<u8>,
    pub parts: Vec<Vec<u8>>,
}

/// Splits a wasm that wasm-bindgen wrote, with the names of its functions.
pub fn split(wasm: &[u8], parts: &[Part]) -> Result<Split> {
    let graph = Graph::of(&Module::from_buffer(wasm)?)?;
    let shares = Shares::new(&graph, parts)?;
    Ok(Split {
        core: core::write(wasm, &shares)?,
        parts: shares
            .parts
            .iter()
            .map(|share| part::write(wasm, share, &shares))
            .collect::<Result<_>>()?,
    })
}

#[cfg(test)]
mod tests {
    use walrus::ImportKind;

    use super::*;

    /// Two parts: `one` has a gate, and a closure in the table; both parts use `both`.
    const WASM: &str = r#"(module
        (import "page" "log" (func $log))
        (memory 1) (data (i32.const 8) "text")
        (global $stack (mut i32) (i32.const 8))
        (table 3 3 funcref) (elem (i32.const 1) $stays $one::closure)
        (func $stays)
        (func $one::closure (call $inner_of_one))
        (func $one::gate (param i32) (result i32)
            (call $inner_of_one) (call $shared) (i32.load (global.get $stack)))
        (func $inner_of_one (call $log) (call $both))
        (func $two::gate (call $both) (call $log))
        (func $both)
        (func $shared)
        (func (export "main") (call $shared) (drop (call $one::gate (i32.const 1))) (call $two::gate))
    )"#;
    const ONE: Part = Part { name: "one", gates: &["one::gate"], pointers: &["one::closure"] };
    const TWO: Part = Part { name: "two", gates: &["two::gate"], pointers: &[] };

    fn small(wat: &str, parts: &[Part]) -> Result<Vec<Module>> {
        let split = split(&wat::parse_str(wat)?, parts)?;
        let all = [&split.core].into_iter().chain(&split.parts);
        // What does not hold together is not read.
        all.map(|wasm| {
            wasmparser::Validator::new().validate_all(wasm)?;
            Module::from_buffer(wasm)
        })
        .collect()
    }

    /// The names of a wasm's own functions.
    fn functions(module: &Module) -> Vec<&str> {
        let mut names: Vec<_> = module
            .funcs
            .iter_local()
            .filter_map(|(id, _)| module.funcs.get(id).name.as_deref())
            .collect();
        names.sort_unstable();
        names
    }

    /// What it takes from a module, by name, without functions' names.
    fn imports<'a>(module: &'a Module, from: &str) -> Vec<&'a str> {
        let its = module.imports.iter().filter(|import| import.module == from);
        its.map(|import| import.name.as_str()).collect()
    }

    #[test]
    fn what_only_gates_and_closures_reach_moves_and_all_else_stays() {
        let [core, one, two] = &small(WASM, &[ONE, TWO]).unwrap()[..] else { panic!() };
        assert_eq!(functions(core), ["both", "one::gate", "shared", "stays", "two::gate"]);
        assert_eq!(functions(one), ["inner_of_one", "one::closure", "one::gate"]);
        assert_eq!(functions(two), ["two::gate"]);
        assert_eq!((core.data.iter().count(), one.data.iter().count()), (1, 0));
        assert_eq!(one.exports.iter().count(), 0);
    }

    #[test]
    fn a_part_has_the_cores_memory_stack_and_table_and_the_pages_functions() {
        let modules = small(WASM, &[ONE, TWO]).unwrap();
        let [core, one, two] = &modules[..] else { panic!() };
        for (part, things) in [(one, 5), (two, 2)] {
            let taken = imports(part, "core");
            assert_eq!(taken.len(), things);
            assert!(taken.iter().all(|name| core.exports.iter().any(|its| its.name == *name)));
            assert_eq!(imports(part, "page"), ["log"]);
        }
        let has = |wanted: fn(&ImportKind) -> bool| one.imports.iter().any(|its| wanted(&its.kind));
        assert!(has(|kind| matches!(kind, ImportKind::Memory(_))));
        assert!(has(|kind| matches!(kind, ImportKind::Global(_))));
        assert!(has(|kind| matches!(kind, ImportKind::Table(_))));
    }

    #[test]
    fn each_place_in_the_table_is_filled_by_one_of_them() {
        let modules = small(WASM, &[ONE, TWO]).unwrap();
        let filled = |module: &Module| {
            let mut slots: Vec<_> = Graph::of(module).unwrap().slots.into_keys().collect();
            slots.sort_unstable();
            slots
        };
        // 0 is nobody's, 1 and 2 were there, 3 and 4 are the gates.
        let slots: Vec<_> = modules.iter().map(filled).collect();
        assert_eq!(slots, [vec![1], vec![2, 3], vec![4]]);
        assert!(modules.iter().all(|module| Graph::of(module).unwrap().end == 5));
    }

    #[test]
    fn a_gate_that_is_no_gate_is_refused() {
        let check = |wat: &str, expected: &str| {
            let error = format!("{:#}", small(wat, &[ONE, TWO]).unwrap_err());
            assert!(error.contains(expected), "{error}");
        };
        check(&WASM.replace("$two::gate", "$two"), "has no two::gate");
        check(&WASM.replace("$stays $one", "$two::gate $one"), "called through a pointer");
    }
}
