//! The admin page that `trunk serve` opens.

fn main() {}
