//! `provider="json"` without a description: answers in the manner of the usual job libraries.

mod answer;
mod backends;
mod doubts;
mod laws;
mod libraries;
mod request;
mod shapes;
