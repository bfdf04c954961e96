//! Short names between the wasms and their glue. wasm-bindgen names each import and export after what
//! it does, with a hash that no compression can shrink, once on each side: some kilobytes of a
//! badge. Nobody outside these files sees the names. Pure.

use std::{collections::BTreeMap, ops::Range};

use anyhow::{Result, ensure};
use wasmparser::{Parser, Payload};

/// Gives every name with a hash, and the glue's module, a short name, in all files alike.
pub fn shorten(wasms: &[Vec<u8>], glue: &str) -> Result<(Vec<Vec<u8>>, String)> {
    let mut sections = wasms.iter().map(|wasm| sections(wasm)).collect::<Result<Vec<_>>>()?;
    let names = short_names(sections.iter().flatten(), glue);
    for section in sections.iter_mut().flatten() {
        for field in &mut section.fields {
            if let Some(short) = names.get(&field.name) {
                field.name.clone_from(short);
            }
        }
    }
    let glue = replace_words(glue, &names);
    for long in names.keys() {
        ensure!(!glue.contains(long.as_str()), "the glue still says {long}");
    }
    let written = wasms.iter().zip(&sections).map(|(wasm, sections)| rewrite(wasm, sections));
    Ok((written.collect(), glue))
}

/// Longer than this are only the calls of closures, which spell out their types.
const LONG: usize = 40;

/// A section that holds names, and where these are in the file.
struct Section {
    /// From its id to its end.
    whole: Range<usize>,
    /// Without id and length.
    content: Range<usize>,
    fields: Vec<Field>,
}

struct Field {
    /// The name with its length before it.
    place: Range<usize>,
    name: String,
}

fn sections(wasm: &[u8]) -> Result<Vec<Section>> {
    let mut sections = Vec::new();
    let mut end_of_last = 8;
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        let field = |name: &str| Field { place: place(wasm, name), name: name.to_owned() };
        let mut fields = Vec::new();
        match &payload {
            Payload::ImportSection(imports) => {
                for import in imports.clone() {
                    let import = import?;
                    let names = [import.module, import.name].into_iter();
                    fields.extend(names.filter(|name| is_long(name)).map(field));
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports.clone() {
                    let name = export?.name;
                    fields.extend(is_long(name).then(|| field(name)));
                }
            }
            _ => {}
        }
        if let Some((_, content)) = payload.as_section() {
            if !fields.is_empty() {
                let whole = end_of_last..content.end;
                sections.push(Section { whole, content: content.clone(), fields });
            }
            end_of_last = content.end;
        }
    }
    Ok(sections)
}

/// Where a name that was read from a file stands in it, with its length before it.
fn place(wasm: &[u8], name: &str) -> Range<usize> {
    let start = name.as_ptr().addr() - wasm.as_ptr().addr();
    start - length(name.len()).len()..start + name.len()
}

/// wasm-bindgen ends what it hashes with sixteen hexadecimal digits. Its module is a path. Other
/// names, such as `memory`, may be words that the glue uses for something else.
fn is_long(name: &str) -> bool {
    let digits = name.bytes().rev().take_while(u8::is_ascii_hexdigit).count();
    digits >= 16 || name.len() > LONG || name.starts_with("./")
}

/// A short name for each, that the glue does not use for anything else.
fn short_names<'a>(
    sections: impl Iterator<Item = &'a Section>,
    glue: &str,
) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let mut free = (0..).map(|number| format!("${number}")).filter(|name| !glue.contains(name));
    for field in sections.flat_map(|section| &section.fields) {
        if !names.contains_key(&field.name)
            && let Some(short) = free.next()
        {
            names.insert(field.name.clone(), short);
        }
    }
    names
}

/// Replaces whole words, where a word is all that a name may hold: `./job-badge_bg.js` is one.
fn replace_words(text: &str, names: &BTreeMap<String, String>) -> String {
    let is_part = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '$' | '-' | '/');
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|sign| is_part(sign) || sign == '.') {
        let (before, from) = rest.split_at(start);
        written.push_str(before);
        // `wasm.name` is two words, `./name.js` is one.
        let is_path = from.starts_with("./");
        let more = |sign| is_part(sign) || (is_path && sign == '.');
        let end = from.find(|sign| !more(sign)).unwrap_or(from.len()).max(1);
        let (word, after) = from.split_at(end);
        written.push_str(names.get(word).map_or(word, String::as_str));
        rest = after;
    }
    written.push_str(rest);
    written
}

fn rewrite(wasm: &[u8], sections: &[Section]) -> Vec<u8> {
    let mut written = Vec::with_capacity(wasm.len());
    let mut copied = 0;
    for section in sections {
        let mut content = Vec::new();
        let mut from = section.content.start;
        for field in &section.fields {
            content.extend_from_slice(&wasm[from..field.place.start]);
            content.extend(length(field.name.len()));
            content.extend_from_slice(field.name.as_bytes());
            from = field.place.end;
        }
        content.extend_from_slice(&wasm[from..section.content.end]);
        written.extend_from_slice(&wasm[copied..=section.whole.start]);
        written.extend(length(content.len()));
        written.extend(content);
        copied = section.whole.end;
    }
    written.extend_from_slice(&wasm[copied..]);
    written
}

/// A length as wasm writes it: LEB128, the shortest form.
fn length(mut value: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = u8::try_from(value & 0x7f).unwrap_or_default();
        value >>= 7;
        if value == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &str = "__wbg_log_0123456789abcdef";
    const CALL: &str = "convert__invoke__h0123456789abcdef";

    fn wasm(module: &str, import: &str, export: &str) -> Vec<u8> {
        let wat = format!(
            r#"(module (import "{module}" "{import}" (func)) (import "{module}" "other" (func))
            (memory (export "memory") 1) (export "{export}" (func 0)))"#
        );
        wat::parse_str(wat).unwrap()
    }

    #[test]
    fn both_sides_get_the_same_short_names_and_nothing_else_changes() {
        let glue = format!(
            "const a = {{ {LOG}: function() {{}}, other() {{}} }};\n\
             wasm.{CALL}(1); f({{ \"./badge_bg.js\": a }}, {LOG}x, wasm.memory, $1);"
        );
        // A name inside a longer word cannot be told apart, and is refused.
        let wasms = [wasm("./badge_bg.js", LOG, CALL), wasm("./badge_bg.js", LOG, "part")];
        assert!(shorten(&wasms, &glue).is_err());

        let glue = glue.replace(&format!("{LOG}x"), "x");
        let (short_wasms, short_glue) = shorten(&wasms, &glue).unwrap();
        assert_eq!(
            short_glue,
            "const a = { $2: function() {}, other() {} };\n\
             wasm.$3(1); f({ \"$0\": a }, x, wasm.memory, $1);"
        );
        assert_eq!(short_wasms, [wasm("$0", "$2", "$3"), wasm("$0", "$2", "part")]);
    }

    #[test]
    fn long_names_have_long_lengths() {
        let long = format!("{}_0123456789abcdef", "n".repeat(300));
        let (short, _) = shorten(&[wasm("./b.js", &long, "plain")], "").unwrap();
        let short = &short[0];
        assert!(Parser::new(0).parse_all(short).all(|payload| payload.is_ok()));
        assert!(short.len() < 100);
    }

    #[test]
    fn lengths_are_leb128() {
        let check = |value, expected: &[u8]| assert_eq!(length(value), expected);
        check(0, &[0]);
        check(127, &[0x7f]);
        check(128, &[0x80, 1]);
        check(624_485, &[0xe5, 0x8e, 0x26]);
    }
}
