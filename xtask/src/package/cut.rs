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

use anyhow::{Context, Result, ensure};
use rustc_demangle::demangle;
use walrus::{
    FunctionBuilder, FunctionId, FunctionKind, LocalFunction, Module, ValType,
    ir::{Visitor, dfs_in_order},
    passes::gc,
};

/// A function that is cut: its name, how many numbers it takes, and the number that it gives now.
type Cut = (&'static str, usize, i32);

/// An `Error` is the place of a JavaScript value on wasm-bindgen's heap: 1,024 is `undefined`.
const WORDED: Cut = ("<serde_wasm_bindgen::de::Deserializer>::invalid_type_", 3, 1024);

/// Only that one calls these, each by its number in the table of functions, where nobody can tell
/// that it is not called. 1 is `fmt::Error`.
const WORDS: [Cut; 11] = [
    ("<serde_core::de::Unexpected as core::fmt::Display>::fmt", 2, 1),
    ("<serde_core::de::WithDecimalPoint as core::fmt::Display>::fmt", 2, 1),
    ("<f64 as core::fmt::Display>::fmt", 2, 1),
    ("<i64 as core::fmt::Display>::fmt", 2, 1),
    ("<u64 as core::fmt::Display>::fmt", 2, 1),
    ("<bool as core::fmt::Display>::fmt", 2, 1),
    ("<char as core::fmt::Display>::fmt", 2, 1),
    (
        "<<serde_core::de::WithDecimalPoint as core::fmt::Display>::fmt::LookForDecimalPoint \
         as core::fmt::Write>::write_fmt",
        3,
        1,
    ),
    (
        "<<serde_core::de::WithDecimalPoint as core::fmt::Display>::fmt::LookForDecimalPoint \
         as core::fmt::Write>::write_str",
        3,
        1,
    ),
    (
        "<<serde_core::de::WithDecimalPoint as core::fmt::Display>::fmt::LookForDecimalPoint \
         as core::fmt::Write>::write_char",
        2,
        1,
    ),
    ("<alloc::string::String as core::fmt::Write>::write_fmt", 3, 1),
];

/// The wasm that cargo wrote, without those words.
pub fn error_words(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = Module::from_buffer(wasm)?;
    let found = cut(&mut module, WORDED)?;
    found.with_context(|| format!("the wasm has no {} any more: see cut.rs", WORDED.0))?;
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
    Ok(Some(found))
}
