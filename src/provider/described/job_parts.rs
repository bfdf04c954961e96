//! A job's id and its parts.

use super::template::{Piece, pieces};

/// A part's name, and whether it may hold slashes: `project+`.
pub(super) fn part_name(part: &str) -> (&str, bool) {
    part.strip_suffix('+').map_or((part, false), |name| (name, true))
}

/// The parts of an id by a pattern such as `{project+}/{pipeline}`. `None`: it is not of that form.
pub(super) fn parts<'a>(pattern: &'a str, id: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    let pieces = pieces(pattern)?;
    let mut parts = Vec::new();
    let (mut pieces, mut rest) = (pieces.as_slice(), id);
    let mut add = |part: &'a str, value: &'a str| {
        let (name, has_slashes) = part_name(part);
        if value.is_empty() || (!has_slashes && value.contains('/')) {
            return None;
        }
        parts.push((name, value));
        Some(())
    };
    // From the left up to a part that may hold slashes, and from there from the right.
    while let Some((first, others)) = pieces.split_first() {
        match first {
            Piece::Text(text) => (rest, pieces) = (rest.strip_prefix(text)?, others),
            Piece::Part(part) if part_name(part).1 && !others.is_empty() => {
                let (last, before) = pieces.split_last()?;
                pieces = before;
                match last {
                    Piece::Text(text) => rest = rest.strip_suffix(text)?,
                    Piece::Part(part) => {
                        let Some(Piece::Text(text)) = before.last() else { return None };
                        let (others, value) =
                            rest.split_at_checked(last_place(rest, text)? + text.len())?;
                        add(part, value)?;
                        rest = others;
                    }
                }
            }
            Piece::Part(part) => {
                let end = match others.first() {
                    Some(Piece::Text(text)) => rest.find(text)?,
                    _ => rest.len(),
                };
                let (value, others_rest) = rest.split_at_checked(end)?;
                add(part, value)?;
                (rest, pieces) = (others_rest, others);
            }
        }
    }
    rest.is_empty().then_some(parts)
}

/// Where a text stands last in another. (`str::rfind` brings a search of its own along.)
fn last_place(text: &str, part: &str) -> Option<usize> {
    (0..text.len()).rev().find(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(part)))
}
