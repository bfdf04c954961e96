//! Takes out of the data what only the functions that are cut have read: the standard library's powers
//! of ten, 1.6 KB that no compression shrinks, and texts. No tool can tell that nobody reads them. Pure.

use anyhow::{Result, ensure};
use rustc_demangle::demangle;
use walrus::Module;

/// Where these tables are in the library: nobody else can name them.
const OWNER: &str = "core::num::flt2dec::";
/// The exponents of the first table, ten to the power of each: `CACHED_POW10` in
/// `core/src/num/flt2dec/strategy/grisu.rs`. An entry is a mantissa (8 bytes), a binary exponent (2),
/// the decimal one (2) and nothing (4).
const CACHED: [i16; 81] = {
    let mut exponents = [-308; 81];
    let mut at = 0;
    while at < exponents.len() {
        exponents[at] += 8 * at as i16;
        at += 1;
    }
    exponents
};
const ENTRY: usize = 16;
/// The exponents of the others, as whole numbers: `POW10TO16` and so on in `dragon.rs` beside it.
const WHOLE: [u32; 5] = [16, 32, 64, 128, 256];

/// Texts that only the words of an error for a value of the wrong type were made of: names of types in
/// `serde_core::de::Unexpected`, what it is said with, and what stands for a number that is none.
const TEXTS: [&str; 3] = [
    "byte arrayunit valueOption valuenewtype structsequencemapenumunit variantnewtype varianttuple \
     variantstruct variant",
    "invalid type: , expected floating point `character `integer `boolean `",
    "NaNinf",
];

/// Leaves zeros in place of all that.
pub fn wipe(module: &mut Module) -> Result<()> {
    for function in module.funcs.iter() {
        let name = format!("{:#}", demangle(function.name.as_deref().unwrap_or_default()));
        ensure!(!name.contains(OWNER), "{name} needs the powers of ten: see leftovers.rs");
    }
    let segments: Vec<_> = module.data.iter().map(|data| data.id()).collect();
    for segment in segments {
        wipe_in(&mut module.data.get_mut(segment).value);
    }
    Ok(())
}

fn wipe_in(bytes: &mut [u8]) {
    let cached = (0..bytes.len()).find(|start| {
        let entries = bytes[*start..].chunks_exact(ENTRY).take(CACHED.len());
        let exponents = entries.map(|entry| i16::from_le_bytes([entry[10], entry[11]]));
        exponents.eq(CACHED)
    });
    if let Some(start) = cached {
        bytes[start..start + ENTRY * CACHED.len()].fill(0);
    }
    let powers = WHOLE.into_iter().map(power_of_ten);
    for gone in powers.chain(TEXTS.map(|text| text.as_bytes().to_vec())) {
        let found = bytes.windows(gone.len()).position(|window| window == gone);
        if let Some(start) = found {
            bytes[start..start + gone.len()].fill(0);
        }
    }
}

/// Ten to this power, the lowest byte first.
fn power_of_ten(exponent: u32) -> Vec<u8> {
    let mut bytes = vec![1];
    for _ in 0..exponent {
        let mut carry = 0;
        for byte in &mut bytes {
            let product = u16::from(*byte) * 10 + carry;
            [*byte, _] = product.to_le_bytes();
            carry = product >> 8;
        }
        if carry > 0 {
            bytes.extend(u8::try_from(carry));
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_and_texts_go_and_what_stands_around_them_stays() {
        let cached = CACHED.iter().flat_map(|exponent| {
            let [low, high] = exponent.to_le_bytes();
            [9, 9, 9, 9, 9, 9, 9, 9, 1, 2, low, high, 0, 0, 0, 0]
        });
        let whole = WHOLE.iter().flat_map(|exponent| power_of_ten(*exponent));
        let texts = TEXTS.iter().flat_map(|text| text.bytes());
        let tables: Vec<u8> = cached.chain(whole).chain(texts).collect();
        let mut bytes = [b"before".as_slice(), &tables, b"behind"].concat();
        wipe_in(&mut bytes);
        assert_eq!(bytes, [b"before".as_slice(), &vec![0; tables.len()], b"behind"].concat());
        wipe_in(&mut bytes);
        assert!(bytes.starts_with(b"before"));
    }

    #[test]
    fn powers_are_whole_numbers() {
        assert_eq!(power_of_ten(0), [1]);
        assert_eq!(power_of_ten(3), 1000_u16.to_le_bytes());
        assert_eq!(power_of_ten(16)[..7], 10_u64.pow(16).to_le_bytes()[..7]);
    }

    #[test]
    fn a_wasm_that_writes_such_numbers_keeps_them() {
        let wat = r#"(module (func $core::num::flt2dec::strategy::grisu::format_exact))"#;
        let mut module = Module::from_buffer(&wat::parse_str(wat).unwrap()).unwrap();
        let error = wipe(&mut module).unwrap_err().to_string();
        assert!(error.contains("see leftovers.rs"), "{error}");
    }
}
