//! The admin page that `trunk serve` opens: a form that makes a badge, and a list of jobs, each
//! with its badge. With no server running it asks an emulator that lives in the page.

#[cfg(target_arch = "wasm32")]
mod admin;

#[cfg(target_arch = "wasm32")]
fn main() {
    admin::start();
}

/// Off wasm there is no page.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
