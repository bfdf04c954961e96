//! Reads a decimal number. `str::parse::<f64>` does more than an API's answer needs and costs many
//! KB of wasm.

use crate::job::around;

/// Reads `[-]digits[.digits]`. No exponent, no words such as `NaN`: `None` for these.
pub(crate) fn decimal(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix("-");
    let (whole, decimals) = match around(unsigned.unwrap_or(text), ".") {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (unsigned.unwrap_or(text), ""),
    };
    if whole.is_empty() {
        return None;
    }
    let mut value = 0.0;
    let mut scale = 1.0;
    for digit in whole.bytes() {
        value = value * 10.0 + f64::from(value_of(digit)?);
    }
    for digit in decimals.bytes() {
        scale /= 10.0;
        value += f64::from(value_of(digit)?) * scale;
    }
    Some(if unsigned.is_some() { -value } else { value })
}

fn value_of(digit: u8) -> Option<u8> {
    digit.is_ascii_digit().then(|| digit - b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_and_nothing_else() {
        let check = |text: &str, value: Option<f64>| assert_eq!(decimal(text), value, "{text}");
        check("0", Some(0.0));
        check("0.0", Some(0.0));
        check("-2.5", Some(-2.5));
        check("37.5", Some(37.5));
        check("1700000000", Some(1.7e9));
        for text in ["", "-", ".", ".5", "5.", "1e3", "NaN", "INF", "1.2.3", "+1", " 1", "١"] {
            check(text, None);
        }
    }
}
