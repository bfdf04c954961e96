//! Takes out what nothing can reach, though the compiler cannot know: the words of
//! `serde_wasm_bindgen`'s error for a JavaScript value of another type than the one expected.
//!
//! What is decoded comes from `Response.json()`, and the one visitor takes every type that JSON
//! has, so that error is never made. Its words hold the text of any number and of any object: 10 KB
//! of the wasm. Should it ever be made after all, it is an error without words, and the badge says,
//! as for any answer that it cannot read, that it cannot read it.

use anyhow::{Context, Result, ensure};
use rustc_demangle::demangle;
use walrus::{FunctionBuilder, FunctionKind, Module, ValType, passes::gc};

/// A function that is cut: its name, how many numbers it takes, and the number that it gives now.
type Cut = (&'static str, usize, i32);

const CUTS: [Cut; 3] = [
    // An `Error` is the place of a JavaScript value on wasm-bindgen's heap: 1,024 is `undefined`.
    ("<serde_wasm_bindgen::de::Deserializer>::invalid_type_", 3, 1024),
    // Only that one words these; 1 is `fmt::Error`. They stand in the table of functions, where
    // nobody can tell that they are not called.
    ("<serde_core::de::Unexpected as core::fmt::Display>::fmt", 2, 1),
    ("<f64 as core::fmt::Display>::fmt", 2, 1),
];

/// The wasm that cargo wrote, without those words.
pub fn error_words(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::from_buffer(wasm)?;
    for (name, takes, gives) in CUTS {
        cut(&mut module, name, takes, gives)?;
    }
    gc::run(&mut module);
    Ok(module.emit_wasm())
}

fn cut(module: &mut Module, name: &str, takes: usize, gives: i32) -> Result<()> {
    let is_it = |symbol: &str| format!("{:#}", demangle(symbol)) == name;
    let found = module.funcs.iter().find(|function| function.name.as_deref().is_some_and(is_it));
    let found = found.with_context(|| format!("the wasm has no {name} any more: see cut.rs"))?.id();
    let kind = module.types.get(module.funcs.get(found).ty());
    let takes = vec![ValType::I32; takes];
    ensure!(
        kind.params() == takes && kind.results() == [ValType::I32],
        "{name} takes {:?} and gives {:?} now: see cut.rs",
        kind.params(),
        kind.results()
    );
    let arguments = takes.iter().map(|kind| module.locals.add(*kind)).collect();
    let mut body = FunctionBuilder::new(&mut module.types, &takes, &[ValType::I32]);
    body.func_body().i32_const(gives);
    module.funcs.get_mut(found).kind = FunctionKind::Local(body.local_func(arguments));
    Ok(())
}

#[cfg(test)]
mod tests {
    use walrus::ir::{Instr, Value};
    use wasm_encoder::Instruction;

    use super::*;
    use crate::small_wasm::{SmallFunction, SmallWasm};

    /// As rustc mangles the first of [`CUTS`].
    const MANGLED: &str =
        "_RNvMs7_NtCs7QvXqy7RaYR_18serde_wasm_bindgen2deNtB5_12Deserializer13invalid_type_";

    /// The three, and the words that only the first reaches. All three are exported, so that
    /// nothing but a cut makes anything unreachable.
    fn wasm(names: [&str; 3], takes: usize, gives: bool) -> Vec<u8> {
        let call = [Instruction::Call(3), Instruction::I32Const(7)];
        let seven = [Instruction::I32Const(7)];
        let functions = [
            SmallFunction { name: names[0], takes, gives, body: &call[..1 + usize::from(gives)] },
            SmallFunction { name: names[1], takes: 2, gives: true, body: &seven },
            SmallFunction { name: names[2], takes: 2, gives: true, body: &seven },
            SmallFunction { name: "words", takes: 0, gives: false, body: &[] },
        ];
        let exports = &[("a", 0), ("b", 1), ("c", 2)];
        SmallWasm { functions: &functions, exports, ..SmallWasm::default() }.bytes()
    }

    /// The numbers that the functions of a wasm give, by their order; others than that: `None`.
    fn given(wasm: &[u8]) -> Vec<Option<i32>> {
        let module = Module::from_buffer(wasm).unwrap();
        let given = |(_, function): (_, &walrus::LocalFunction)| {
            let body = function.block(function.entry_block());
            match body.instrs.as_slice() {
                [(Instr::Const(number), _)] => match number.value {
                    Value::I32(number) => Some(number),
                    _ => None,
                },
                _ => None,
            }
        };
        module.funcs.iter_local().map(given).collect()
    }

    #[test]
    fn the_three_give_their_number_and_what_only_they_reached_is_gone() {
        let names = CUTS.map(|(name, ..)| name);
        let before = wasm(names, 3, true);
        assert_eq!(given(&before), [None, Some(7), Some(7), None]);
        let mut after = given(&error_words(&before).unwrap());
        after.sort_unstable();
        assert_eq!(after, [Some(1), Some(1), Some(1024)]);
    }

    #[test]
    fn a_mangled_name_is_found() {
        let names = [MANGLED, CUTS[1].0, CUTS[2].0];
        assert_eq!(given(&error_words(&wasm(names, 3, true)).unwrap()).len(), 3);
    }

    #[test]
    fn what_is_not_as_it_was_is_refused() {
        let names = CUTS.map(|(name, ..)| name);
        let check = |wasm: Vec<u8>, expected: &str| {
            let error = format!("{:#}", error_words(&wasm).unwrap_err());
            assert!(error.contains(expected) && error.contains("see cut.rs"), "{error}");
        };
        check(wasm([names[0], names[1], "another"], 3, true), "has no <f64 as");
        check(wasm(names, 2, true), "invalid_type_ takes [I32, I32]");
        check(wasm(names, 3, false), "gives [] now");
    }
}
