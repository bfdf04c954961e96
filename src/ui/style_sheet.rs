//! The badge's style sheet as it is shipped: `badge.css` without comments and needless white space,
//! taken out while this crate is compiled.

const WRITTEN: &[u8] = include_str!("badge.css").as_bytes();
const MINIFIED: ([u8; WRITTEN.len()], usize) = minify(WRITTEN);

/// The style sheet of every badge.
pub const STYLE_SHEET: &str = {
    const SHIPPED: &[u8] = MINIFIED.0.split_at(MINIFIED.1).0;
    match core::str::from_utf8(SHIPPED) {
        Ok(sheet) => sheet,
        // Only whole characters are left out. A test reads it.
        Err(_) => "",
    }
};

/// The bytes without comments and needless white space, and how many they are. It knows no strings:
/// a test keeps them out.
#[expect(clippy::indexing_slicing, reason = "it runs in the compiler only")]
const fn minify<const N: usize>(css: &[u8]) -> ([u8; N], usize) {
    let mut kept = [0; N];
    let (mut length, mut at) = (0, 0);
    let mut gap = false;
    while at < css.len() {
        let sign = css[at];
        at += 1;
        if sign == b'/' && at < css.len() && css[at] == b'*' {
            while !(css[at] == b'*' && css[at + 1] == b'/') {
                at += 1;
            }
            at += 2;
            gap = true;
        } else if sign.is_ascii_whitespace() {
            gap = true;
        } else {
            let before = if length == 0 { b'}' } else { kept[length - 1] };
            // A space before a colon may be a selector's, so it stays.
            let needless = matches!(before, b'{' | b'}' | b';' | b',' | b'>' | b':')
                || matches!(sign, b'{' | b'}' | b';' | b',' | b'>');
            if gap && !needless {
                kept[length] = b' ';
                length += 1;
            }
            if sign == b'}' && before == b';' {
                length -= 1;
            }
            kept[length] = sign;
            length += 1;
            gap = false;
        }
    }
    (kept, length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_comments_and_needless_space_goes() {
        let check = |css: &str, expected: &str| {
            let (kept, length) = minify::<100>(css.as_bytes());
            assert_eq!(core::str::from_utf8(&kept[..length]).unwrap(), expected);
        };
        check(
            "/* a */\n.a > .b, .c :dir(rtl) {\n  color: red;\n}\n",
            ".a>.b,.c :dir(rtl){color:red}",
        );
        check("a { b: calc(1em - 2px) }", "a{b:calc(1em - 2px)}");
        check("@media (x: y) /**/ and (z) { a { b: c d; } }", "@media (x:y) and (z){a{b:c d}}");
    }

    #[test]
    fn the_whole_sheet_is_shipped() {
        let written = core::str::from_utf8(WRITTEN).unwrap();
        assert!(!STYLE_SHEET.contains(['"', '\'']), "a string would lose its white space");
        let count = |sheet: &str, sign| sheet.matches(sign).count();
        assert_eq!(count(STYLE_SHEET, '{'), count(written, '{'));
        assert!(STYLE_SHEET.len() < written.len() && STYLE_SHEET.ends_with('}'));
        assert!(!STYLE_SHEET.contains("/*") && !STYLE_SHEET.contains('\n'));
    }
}
