//! Takes out what nothing can reach, though the compiler cannot know: the words of
//! `serde_wasm_bindgen`'s error for a JavaScript value of another type than the one expected.
//!
//! What is decoded comes from `JSON.parse`, and the one visitor takes every type that JSON
//! has, so that error is never made. Its words hold the text of any number and of any object: 12 KB
//! of the wasm. Should it ever be made after all, it is an error without words, and the badge says,
//! as for any answer that it cannot read, that it cannot read it.
//!
//! With these words goes all of `core::fmt`, as long as nobody else formats anything: the badge
//! writes its numbers with `job::digits`. That is checked: the build fails when one of the functions
//! is called by another one than those that are cut, too.

use super::{leftovers, std_along::Std};
use anyhow::{Context, Result, ensure};
use rustc_demangle::demangle;
use walrus::{
    FunctionBuilder, FunctionId, FunctionKind, ImportKind, LocalFunction, Module, ValType,
    ir::{Visitor, dfs_in_order},
    passes::gc,
};

/// A function that is cut: its name, how many numbers it takes, and the number that it gives now.
type Cut = (&'static str, usize, Option<i32>);

/// An `Error` is the place of a JavaScript value on wasm-bindgen's heap: 1,024 is `undefined`.
const WORDED: Cut = ("<serde_wasm_bindgen::de::Deserializer>::invalid_type_", 3, Some(1024));

/// Only that one calls these, each by its number in the table of functions, where nobody can tell
/// that it is not called. 1 is `fmt::Error`.
const WORDS: [Cut; 11] = [
    ("<serde_core::de::Unexpected as core::fmt::Display>::fmt", 2, Some(1)),
    ("<serde_core::de::WithDecimalPoint as core::fmt::Display>::fmt", 2, Some(1)),
    ("<f64 as core::fmt::Display>::fmt", 2, Some(1)),
    ("<i64 as core::fmt::Display>::fmt", 2, Some(1)),
    ("<u64 as core::fmt::Display>::fmt", 2, Some(1)),
    ("<bool as core::fmt::Display>::fmt", 2, Some(1)),
    ("<char as core::fmt::Display>::fmt", 2, Some(1)),
    (
        "<<serde_core::de::WithDecimalPoint as core::fmt::Display>::fmt::LookForDecimalPoint \
         as core::fmt::Write>::write_fmt",
        3,
        Some(1),
    ),
    (
        "<<serde_core::de::WithDecimalPoint as core::fmt::Display>::fmt::LookForDecimalPoint \
         as core::fmt::Write>::write_str",
        3,
        Some(1),
    ),
    (
        "<<serde_core::de::WithDecimalPoint as core::fmt::Display>::fmt::LookForDecimalPoint \
         as core::fmt::Write>::write_char",
        2,
        Some(1),
    ),
    ("<alloc::string::String as core::fmt::Write>::write_fmt", 3, Some(1)),
];

/// What `serde_wasm_bindgen` asks JavaScript of every value, by how the imports' names begin, and how
/// many values each is asked of. `JSON.parse` gives nothing of the kind, so the answer is no: with it
/// goes the reading of such things. (A number is then never a whole one, and read as any other.)
/// What another tab says may be anything; what is none of JSON's types cannot be read then.
const NEVER: [Cut; 8] = [
    ("__wbg___wbindgen_is_bigint_", 1, Some(0)),
    ("__wbg___wbindgen_bigint_get_as_i64_", 2, None),
    // The words of the error for one that is too large.
    ("__wbg_Error_", 2, Some(1024)),
    ("__wbg___wbindgen_in_", 2, Some(0)),
    ("__wbg_isSafeInteger_", 1, Some(0)),
    ("__wbg_instanceof_Map_", 1, Some(0)),
    ("__wbg_instanceof_Uint8Array_", 1, Some(0)),
    ("__wbg_instanceof_ArrayBuffer_", 1, Some(0)),
];

/// The wasm that cargo wrote, without those words, and without asking for what never is.
pub fn error_words(wasm: &[u8], std: Std) -> Result<Vec<u8>> {
    let mut module = Module::from_buffer(wasm)?;
    for never in NEVER {
        let name = never.0;
        let import = module.imports.iter().find_map(|import| match import.kind {
            ImportKind::Function(id) if import.name.starts_with(name) => Some((import.id(), id)),
            _ => None,
        });
        if let Some((import, function)) = import {
            answer(&mut module, function, never)?;
            module.imports.delete(import);
        }
    }
    let found = cut(&mut module, WORDED)?;
    found.with_context(|| format!("the wasm has no {} any more: see cut.rs", WORDED.0))?;
    if std == Std::Stable {
        // The compiler's own std says why it panics, and formats for that.
        gc::run(&mut module);
        return Ok(module.emit_wasm());
    }
    let mut words = Vec::new();
    for word in WORDS {
        // Some have gone with what called them.
        words.extend(cut(&mut module, word)?.map(|id| (word.0, id)));
    }
    gc::run(&mut module);
    for (name, id) in words {
        for (caller, function) in module.funcs.iter_local() {
            let by = module.funcs.get(caller).name.as_deref().unwrap_or_default();
            ensure!(!calls(function, id), "{:#} calls {name}: see cut.rs", demangle(by));
        }
    }
    leftovers::wipe(&mut module)?;
    Ok(module.emit_wasm())
}

fn calls(caller: &LocalFunction, called: FunctionId) -> bool {
    struct Calls(FunctionId, bool);
    impl Visitor<'_> for Calls {
        fn visit_function_id(&mut self, id: &FunctionId) {
            self.1 |= *id == self.0;
        }
    }
    let mut calls = Calls(called, false);
    dfs_in_order(&mut calls, caller, caller.entry_block());
    calls.1
}

/// `None`: there is no such function.
fn cut(module: &mut Module, (name, takes, gives): Cut) -> Result<Option<FunctionId>> {
    let is_it = |symbol: &str| format!("{:#}", demangle(symbol)) == name;
    let found = module.funcs.iter().find(|function| function.name.as_deref().is_some_and(is_it));
    let Some(found) = found.map(|function| function.id()) else { return Ok(None) };
    answer(module, found, (name, takes, gives))?;
    Ok(Some(found))
}

/// Puts a number in place of a function.
fn answer(module: &mut Module, function: FunctionId, (name, takes, gives): Cut) -> Result<()> {
    let kind = module.types.get(module.funcs.get(function).ty());
    let (takes, result) = (vec![ValType::I32; takes], vec![ValType::I32; gives.iter().len()]);
    ensure!(
        kind.params() == takes && kind.results() == result,
        "{name} takes {:?} and gives {:?} now: see cut.rs",
        kind.params(),
        kind.results()
    );
    let arguments = takes.iter().map(|kind| module.locals.add(*kind)).collect();
    let mut body = FunctionBuilder::new(&mut module.types, &takes, &result);
    if let Some(gives) = gives {
        body.func_body().i32_const(gives);
    }
    module.funcs.get_mut(function).kind = FunctionKind::Local(body.local_func(arguments));
    Ok(())
}

#[cfg(test)]
mod tests {
    use walrus::ir::{Instr, Value};

    use super::*;

    const NAMES: [&str; 3] = [WORDED.0, WORDS[0].0, WORDS[2].0];
    /// As rustc mangles [`WORDED`].
    const MANGLED: &str =
        "_RNvMs7_NtCs7QvXqy7RaYR_18serde_wasm_bindgen2deNtB5_12Deserializer13invalid_type_";

    /// The three, and the words that only the first reaches. All three are exported, so that
    /// nothing but a cut makes anything unreachable.
    fn wasm(names: [&str; 3], takes: usize, gives: bool) -> Vec<u8> {
        let [worded, one, two] = names;
        let takes = "(param i32)".repeat(takes);
        let (gives, seven) = if gives { ("(result i32)", "(i32.const 7)") } else { ("", "") };
        let wat = format!(
            r#"(module
            (func $"{worded}" (export "a") {takes} {gives} (call $words) {seven})
            (func $"{one}" (export "b") (param i32 i32) (result i32) (i32.const 7))
            (func $"{two}" (export "c") (param i32 i32) (result i32) (i32.const 7))
            (func $words))"#
        );
        wat::parse_str(wat).unwrap()
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
        let before = wasm(NAMES, 3, true);
        assert_eq!(given(&before), [None, Some(7), Some(7), None]);
        let mut after = given(&error_words(&before, Std::BuiltAlong).unwrap());
        after.sort_unstable();
        assert_eq!(after, [Some(1), Some(1), Some(1024)]);
    }

    #[test]
    fn a_mangled_name_is_found() {
        let names = [MANGLED, NAMES[1], NAMES[2]];
        assert_eq!(given(&error_words(&wasm(names, 3, true), Std::BuiltAlong).unwrap()).len(), 3);
    }

    #[test]
    fn what_is_not_as_it_was_is_refused() {
        let check = |wasm: Vec<u8>, expected: &str| {
            let error = format!("{:#}", error_words(&wasm, Std::BuiltAlong).unwrap_err());
            assert!(error.contains(expected) && error.contains("see cut.rs"), "{error}");
        };
        check(wasm(["another", NAMES[1], NAMES[2]], 3, true), "has no <serde_wasm_bindgen");
        check(wasm(NAMES, 2, true), "invalid_type_ takes [I32, I32]");
        check(wasm(NAMES, 3, false), "gives [] now");
    }

    #[test]
    fn what_json_never_has_is_not_asked_for() {
        let wat = r#"(module
            (import "p" "__wbg_instanceof_Map_0123" (func $map (param i32) (result i32)))
            (import "p" "__wbg_instanceof_Window_0123" (func $window (param i32) (result i32)))
            (func $<serde_wasm_bindgen::de::Deserializer>::invalid_type_
                (param i32 i32 i32) (result i32) (i32.const 7))
            (func (export "a") (result i32) (call $map (i32.const 1)))
            (func (export "b") (result i32) (call $window (i32.const 1)))
        )"#;
        let wasm = error_words(&wat::parse_str(wat).unwrap(), Std::BuiltAlong).unwrap();
        let module = Module::from_buffer(&wasm).unwrap();
        let left: Vec<_> = module.imports.iter().map(|import| import.name.as_str()).collect();
        assert_eq!(left, ["__wbg_instanceof_Window_0123"]);
        assert_eq!(given(&wasm), [None, None, Some(0)]);
    }

    #[test]
    fn words_that_somebody_else_needs_are_refused() {
        let (worded, word) = (WORDED.0, WORDS[4].0);
        let wat = format!(
            r#"(module
            (func $"{worded}" (export "a") (param i32 i32 i32) (result i32) (i32.const 7))
            (func $"{word}" (param i32 i32) (result i32) (i32.const 7))
            (func $price (export "c") (result i32)
                (call $"{word}" (i32.const 0) (i32.const 0))))"#
        );
        let wasm = wat::parse_str(wat).unwrap();
        let error = format!("{:#}", error_words(&wasm, Std::BuiltAlong).unwrap_err());
        assert!(error.starts_with("price calls <u64 as core::fmt::Display>::fmt"), "{error}");
    }
}
