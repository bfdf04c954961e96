//! Whole numbers of JavaScript's: each cast saturates, cuts decimals off, and makes 0 of NaN.

/// A whole number.
#[allow(clippy::cast_possible_truncation)]
pub(super) const fn whole(number: f64) -> i64 {
    number as i64
}

/// A whole number from 0 on.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(super) const fn natural(number: f64) -> u32 {
    number as u32
}
