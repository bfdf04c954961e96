//! wasm-bindgen's glue without what no browser of the badge's needs: a text is written into the
//! wasm's memory in one way, not in three. Pure.

use anyhow::{Context, Result};

/// How the glue's way of writing a text begins and ends, and what stands in its place.
const WRITE: (&str, &str, &str) = (
    "function passStringToWasm0(",
    "\n}\n",
    "function passStringToWasm0(arg, malloc) {
    const bytes = cachedTextEncoder.encode(arg);
    const ptr = malloc(bytes.length, 1) >>> 0;
    getUint8ArrayMemory0().subarray(ptr, ptr + bytes.length).set(bytes);
    WASM_VECTOR_LEN = bytes.length;
    return ptr;",
);
/// For browsers whose encoder cannot write into the memory itself, which nobody asks of it now.
const ENCODER: (&str, &str, &str) = ("if (!('encodeInto' in cachedTextEncoder)) {", "\n}\n", "{");

/// The glue, and for the parts of the wasm what JavaScript does for the core; `loading.js` begins it.
pub fn trim(glue: &str) -> Result<String> {
    let glue = replace(glue, WRITE)?;
    let glue = replace(&glue, ENCODER)?;
    Ok(glue + "export { __wbg_get_imports as imports, __wbg_finalize_init as finish };\n")
}

/// Puts something in place of what stands from here to there.
fn replace(text: &str, (from, to, new): (&str, &str, &str)) -> Result<String> {
    let missing = || format!("wasm-bindgen's glue has no `{from}` any more: see glue.rs");
    let (before, rest) = text.split_once(from).with_context(missing)?;
    let (_, after) = rest.split_once(to).with_context(missing)?;
    Ok([before, new, to, after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_written_in_one_way() {
        let glue = "a();\nfunction passStringToWasm0(arg, malloc, realloc) {\n    x;\n}\nb();\n\
                    if (!('encodeInto' in cachedTextEncoder)) {\n    y;\n}\nc();\n";
        let trimmed = trim(glue).unwrap();
        assert!(trimmed.starts_with("a();\nfunction passStringToWasm0(arg, malloc) {\n"));
        assert!(trimmed.contains("    return ptr;\n}\nb();\n{\n}\nc();\n"), "{trimmed}");
        assert!(!trimmed.contains("realloc") && !trimmed.contains("y;"));
    }

    #[test]
    fn glue_that_looks_otherwise_is_refused() {
        let error = trim("function pass()").unwrap_err().to_string();
        assert!(error.contains("see glue.rs"), "{error}");
    }
}
