//! Decimal numbers as APIs write them. `str::parse::<f64>` costs more than 2 KB of the package.

/// Reads `[-]digits[.digits]`. No exponent, no words such as `NaN`: `None` for these.
pub(crate) fn decimal(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = match unsigned.split_once('.') {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (unsigned, ""),
    };
    if whole.is_empty() {
        return None;
    }
    let mut value = 0.0;
    let mut scale = 1.0;
    for digit in whole.chars() {
        value = value * 10.0 + f64::from(digit.to_digit(10)?);
    }
    for digit in decimals.chars() {
        scale /= 10.0;
        value += f64::from(digit.to_digit(10)?) * scale;
    }
    Some(if text.starts_with('-') { -value } else { value })
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
