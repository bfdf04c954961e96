//! What the admin page works out, on the host: the page itself is for wasm alone.

#![allow(dead_code, unused_imports, reason = "the page uses what its tests do not")]

#[path = "../src/admin/connections/mod.rs"]
mod connections;
#[path = "../src/admin/describe/mod.rs"]
mod describe;
#[path = "../src/admin/ends.rs"]
mod ends;
#[path = "../src/admin/fleet/mod.rs"]
mod fleet;
#[path = "../src/admin/playground/mod.rs"]
mod playground;
#[path = "../src/admin/route.rs"]
mod route;
#[path = "../src/admin/tab.rs"]
mod tab;
