//! What to show.
