//! The package's allocator: a sixth of the code of Rust's own. It is here for its size alone, and
//! only in the package: an app chooses its own.

use rlsf::{GlobalTlsf, GlobalTlsfOptions};

#[derive(Debug)]
struct Small;

impl GlobalTlsfOptions for Small {
    // Growing in place would cost more code than it saves copying.
    const ENABLE_REALLOCATION: bool = false;
    // Without it, each growth of the memory would be an island.
    const COALESCE_POOLS: bool = true;
}

#[global_allocator]
static ALLOCATOR: GlobalTlsf<Small> = GlobalTlsf::new();
