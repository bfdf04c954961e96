//! Fills in a page of `tests/bench`: one part of it is repeated for every job.

const BEGIN: &str = "<!-- job -->";
const END: &str = "<!-- /job -->";

/// Repeats the part between `<!-- job -->` and `<!-- /job -->` for every id, with `{id}` replaced;
/// `{token}` is replaced everywhere.
///
/// # Errors
/// When the page has no such part.
pub fn fill(page: &str, token: &str, ids: &[String]) -> Result<String, String> {
    let parts = page.split_once(BEGIN).and_then(|(head, rest)| {
        let (each, tail) = rest.split_once(END)?;
        Some((head, each, tail))
    });
    let (head, each, tail) = parts.ok_or("the page has no part for each job")?;
    let cells: String = ids.iter().map(|id| each.replace("{id}", id)).collect();
    Ok([head, &cells, tail].concat().replace("{token}", token))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_job_gets_its_part() {
        let ids = ["a".to_owned(), "b".to_owned()];
        let page = "{token}<!-- job --><i id={id}></i><!-- /job -->.";
        assert_eq!(fill(page, "T", &ids).unwrap(), "T<i id=a></i><i id=b></i>.");
        assert_eq!(fill(page, "T", &[]).unwrap(), "T.");
        assert!(fill("<p>{id}</p>", "T", &ids).is_err());
    }
}
