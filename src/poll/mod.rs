//! When to ask.
