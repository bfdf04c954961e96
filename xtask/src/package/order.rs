//! The order of a wasm's functions. A page gets its wasm compressed, and a compressor remembers best
//! what it saw last: functions that are alike stand beside each other, which saves a percent. Pure.

use std::{cmp::Reverse, collections::BTreeSet, convert::Infallible};

use anyhow::{Result, anyhow};
use wasm_encoder::{
    CodeSection, FunctionSection, Module,
    reencode::{self, Reencode},
};
use wasmparser::{
    CodeSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload, TypeRef,
};

/// So many functions back count as seen last.
const SEEN_LAST: u32 = 3;
/// The share of a function that was seen last counts for less in one that is very short.
const SHORT: u64 = 5;

/// The same wasm, with functions that are alike beside each other.
pub fn alike(wasm: &[u8]) -> Result<Vec<u8>> {
    let (mut imported, mut bodies) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    let order = order(&bodies);
    let mut places = vec![0; order.len()];
    for (place, number) in (0..).zip(&order) {
        places[*number] = place;
    }
    let mut module = Module::new();
    Reorder { imported, order, places }
        .parse_core_module(&mut module, Parser::new(0), wasm)
        .map_err(|error| anyhow!("cannot reorder the wasm: {error}"))?;
    Ok(module.finish())
}

/// The functions' numbers: the longest first, then always the one that is most like the last few.
fn order(bodies: &[&[u8]]) -> Vec<usize> {
    let grams: Vec<_> = bodies.iter().map(|body| grams(body)).collect();
    // When each gram was last seen.
    let mut seen = vec![0; 1 << 24];
    let mut left: Vec<_> = (0..bodies.len()).collect();
    let mut order = Vec::new();
    for now in SEEN_LAST.. {
        let rank = |number: &usize| {
            let grams: &BTreeSet<usize> = &grams[*number];
            let known = grams.iter().filter(|gram| seen[**gram] + SEEN_LAST > now).count() as u64;
            let share = known * 1_000_000 / (grams.len() as u64 + SHORT);
            (share, bodies[*number].len(), Reverse(*number))
        };
        let Some(next) = left.iter().copied().max_by_key(rank) else { break };
        left.retain(|number| *number != next);
        for gram in &grams[next] {
            seen[*gram] = now;
        }
        order.push(next);
    }
    order
}

/// All runs of three bytes.
fn grams(body: &[u8]) -> BTreeSet<usize> {
    let number = |gram: &[u8]| gram.iter().fold(0, |number, byte| number << 8 | usize::from(*byte));
    body.windows(3).map(number).collect()
}

struct Reorder {
    /// How many functions are imported; they come first and stay.
    imported: u32,
    /// From place to number.
    order: Vec<usize>,
    /// From number to place.
    places: Vec<u32>,
}

impl Reencode for Reorder {
    type Error = Infallible;

    fn function_index(&mut self, index: u32) -> Result<u32, reencode::Error<Infallible>> {
        let own = index.checked_sub(self.imported).map(|number| self.places[number as usize]);
        Ok(own.map_or(index, |place| self.imported + place))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), reencode::Error<Infallible>> {
        let types = section.into_iter().collect::<Result<Vec<_>, _>>()?;
        for number in &self.order {
            functions.function(types[*number]);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), reencode::Error<Infallible>> {
        let bodies = section.into_iter().collect::<Result<Vec<FunctionBody<'_>>, _>>()?;
        for number in self.order.clone() {
            self.parse_function_body(code, bodies[number].clone())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_that_are_alike_stand_together() {
        let check = |bodies: &[&[u8]], expected: &[usize]| assert_eq!(order(bodies), expected);
        check(&[b"abcdefg", b"1234567890", b"abcdef", b"12345678"], &[1, 3, 0, 2]);
        check(&[b"abcdefgh", b"abcdefgh", b"abcdefgh"], &[0, 1, 2]);
        check(&[b"", b"a"], &[1, 0]);
        check(&[], &[]);
    }

    #[test]
    fn everything_still_names_what_it_named() {
        let wasm = |functions: &str| {
            let wat = format!(
                r#"(module (import "a" "b" (func $log (param i32)))
                (table 1 funcref) (elem (i32.const 0) $two)
                {functions} (export "one" (func $one)) (start $three))"#
            );
            wat::parse_str(wat).unwrap()
        };
        let one = "(func $one (param i32) (call $log (i32.const 7)) (call $three))";
        let two = "(func $two (result i64) i64.const 7)";
        let three = "(func $three (call $log (i32.const 7)) (call $log (i32.const 7)))";
        let without_names = |wasm: &[u8]| {
            let mut module = walrus::Module::from_buffer(wasm).unwrap();
            module.funcs.iter_mut().for_each(|function| function.name = None);
            module.emit_wasm()
        };
        let ordered = alike(&wasm(&[two, one, three].concat())).unwrap();
        assert_eq!(without_names(&ordered), without_names(&wasm(&[three, one, two].concat())));
    }
}
