//! Checks what a description says of requests: the form of a job's id, what follows the API root,
//! headers.

use super::{
    address::problem,
    job_parts::part_name,
    schema::HEADERS,
    template::{Piece, Slot, pieces},
    walk::{Checked, Walk, fail, members, one_of, text},
};
use crate::provider::json::Json;

/// The form of a job's id: it must be possible to take an id apart by it.
pub(super) fn job(pattern: &str) -> Checked {
    let Some(pieces) = pieces(pattern) else {
        return fail("has a brace without its other half");
    };
    let in_name = |letter: char| letter.is_ascii_alphanumeric();
    let mut seen: Vec<&str> = Vec::new();
    let mut with_slashes = 0;
    let mut after_part = false;
    for piece in pieces {
        let Piece::Part(part) = piece else {
            after_part = false;
            continue;
        };
        let (name, has_slashes) = part_name(part);
        if name.is_empty() || !name.chars().all(in_name) || seen.contains(&name) {
            return fail("needs names of letters and digits in its braces, each once");
        }
        if after_part {
            return fail("needs a text between two parts, such as /");
        }
        seen.push(name);
        with_slashes += usize::from(has_slashes);
        after_part = true;
    }
    if seen.is_empty() || with_slashes > 1 {
        return fail("needs a part in braces, such as {job}, and at most one {part+} with slashes");
    }
    Ok(())
}

/// What follows the API root.
pub(super) fn template(walk: &Walk, template: &str) -> Checked {
    let Some(pieces) = pieces(template) else {
        return fail("has a brace without its other half");
    };
    // As it looks with the plainest parts.
    let mut plain = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => plain.push_str(text),
            Piece::Part(part) => {
                let slot = Slot::parse(part);
                let has_slashes = walk.part(slot.name)?;
                plain.push('x');
                plain.push_str(slot.between.unwrap_or_default());
                plain.push('x');
                if slot.between.is_some() && !has_slashes {
                    return fail(format!(
                        "{{{part}}} needs slashes in its part: write {{{}+}} in \"job\"",
                        slot.name
                    ));
                }
            }
        }
    }
    match problem(&plain) {
        Some(problem) => fail(format!("must follow the API root: {problem}")),
        None => Ok(()),
    }
}

/// Headers of the closed list, with plain values.
pub(super) fn headers(walk: &mut Walk, json: &Json) -> Checked {
    for (name, value) in members(json)? {
        let place = walk.enter(name);
        one_of(name, HEADERS)?;
        let value = text(value)?;
        let is_plain = value.bytes().all(|byte| byte.is_ascii_graphic());
        if value.is_empty() || value.len() > 256 || !is_plain {
            return fail("must be visible ASCII without spaces, at most 256 characters");
        }
        walk.leave(place);
    }
    Ok(())
}

/// The name of a parameter in a URL.
pub(super) fn parameter(name: &str) -> Checked {
    let in_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.$".contains(&byte);
    let is_name = !name.is_empty() && name.bytes().all(in_name);
    if !is_name || problem(&format!("?{name}=")).is_some() {
        return fail("must be a parameter's name: letters, digits, - _ . $");
    }
    Ok(())
}
