//! How a page is reached.
