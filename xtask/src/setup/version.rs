//! Reads version numbers in what programs print.

/// A version as three numbers, compared in order.
pub type Version = [u32; 3];

/// The first `1.2.3` in a text such as `wasm-bindgen 0.2.130` or `Mozilla Firefox 153.7.0esr`.
/// A missing last part counts as zero.
pub fn version_in(text: &str) -> Option<Version> {
    text.split(|sign: char| sign.is_whitespace() || matches!(sign, '(' | ')' | '/' | '_'))
        .find_map(parse)
}

fn parse(word: &str) -> Option<Version> {
    let word = word.trim_start_matches('v');
    let mut parts = word.split('.');
    let major = parts.next()?.parse().ok()?;
    let minor = leading_number(parts.next()?)?;
    let patch = parts.next().and_then(leading_number).unwrap_or(0);
    Some([major, minor, patch])
}

fn leading_number(part: &str) -> Option<u32> {
    let digits = part.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(part.len());
    part[..digits].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_in_what_programs_say() {
        let check = |text, expected| assert_eq!(version_in(text), expected, "{text}");
        check("wasm-bindgen 0.2.130", Some([0, 2, 130]));
        check("trunk 0.21.14", Some([0, 21, 14]));
        check("Mozilla Firefox 153.7.0esr", Some([153, 7, 0]));
        check("Chromium 156.0.8078.79 built on Debian", Some([156, 0, 8078]));
        check("geckodriver 0.37.1 (d00d 2026-01-02)", Some([0, 37, 1]));
        check("v20.20.2", Some([20, 20, 2]));
        check("rustc 1.96.0 (ac68faa20 2026-05-25)", Some([1, 96, 0]));
        check("rustfmt 1.8.0-stable (abc 2026)", Some([1, 8, 0]));
        check("nothing to see", None);
        check("wasm-opt version 132 (version_132)", None);
    }

    #[test]
    fn versions_compare_by_number_not_by_letter() {
        assert!(version_in("0.21.9") < version_in("0.21.14"));
        assert!(version_in("0.9.0") < version_in("0.21.0"));
    }
}
