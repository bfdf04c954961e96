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
