//! The admin page that `trunk serve` opens: the jobs of all its connections in a table, a page for each
//! job, and "Describe an API". With no server running it asks an emulator that lives in the page.

#[cfg(target_arch = "wasm32")]
mod admin;

#[cfg(target_arch = "wasm32")]
fn main() {
    admin::start();
}

/// Off wasm there is no page.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
