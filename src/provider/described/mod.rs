//! Any job API: one engine that asks and reads by a description, which is a JSON document.
//!
//! A description is checked once, against the grammar in `schema`, and then read as it stands: each
//! file here knows one kind of thing in it. What is sent stays below the API root, whatever
//! descriptions, job ids and answers hold: see `address`.

mod address;
mod amount;
mod answer;
pub mod catalog;
mod check;
mod check_request;
mod description;
mod digest;
mod error;
mod errors;
mod items;
mod job_parts;
mod kind;
mod list;
mod next_page;
mod number;
mod pointer;
mod reading;
mod request;
mod schema;
mod special;
mod state;
mod template;
mod time;
mod value;
mod walk;

pub use description::Description;
pub use error::DescriptionError;
