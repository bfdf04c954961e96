//! Subresource Integrity: the hash of each file, as the `integrity` attribute takes it.

use std::collections::BTreeMap;

use anyhow::Result;
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha384};

/// A JSON object from file name to `sha384-…`, in order of names.
pub fn list(files: &BTreeMap<String, Vec<u8>>) -> Result<String> {
    let hashes =
        files.iter().map(|(name, bytes)| (name.as_str(), hash(bytes))).collect::<BTreeMap<_, _>>();
    Ok(serde_json::to_string_pretty(&hashes)? + "\n")
}

fn hash(bytes: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_text_has_its_known_hash() {
        // The example of the specification, https://www.w3.org/TR/sri-1/ section 3.2.
        assert_eq!(
            hash(b"alert('Hello, world.');"),
            "sha384-H8BRh8j48O9oYatfu5AZzq6A9RINhZO5H16dQZngK7T62em8MUt1FLm52t+eX6xO"
        );
    }
}
