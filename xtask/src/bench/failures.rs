//! What must hold on every machine: counts of requests.

use super::samples::Sample;

/// A line for each page that could not be measured, that sent requests while it was hidden or had no
/// badge left, or that sent none when it was shown again.
pub fn failures(samples: &[Sample]) -> Vec<String> {
    let mut lines = Vec::new();
    for sample in samples {
        let what = format!("{:?}, n = {}, run {}", sample.stack, sample.n, sample.run);
        if let Some(why) = &sample.error {
            lines.push(format!("{what}: {why}"));
        }
        for (name, when) in [("hidden", "while it was hidden"), ("removed", "with no badge left")] {
            if let Some(requests) = sample.figure(name).filter(|requests| *requests > 0.0) {
                lines.push(format!("{what}: {requests} requests {when}"));
            }
        }
        if sample.figure("back") == Some(0.0) {
            lines.push(format!("{what}: asked nothing when it was seen again"));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::samples::read;

    #[test]
    fn requests_that_nobody_needs_are_wrong_and_slowness_is_not() {
        let check = |figures: &str, expected: &[&str]| {
            let text = format!(r#"[{{"stack":"ours","n":9,"run":1,{figures}}}]"#);
            let found = failures(&read(&text).unwrap());
            let expected = expected.iter().map(|line| format!("Ours, n = 9, run 1: {line}"));
            assert_eq!(found, expected.collect::<Vec<_>>(), "{figures}");
        };
        check(r#""mainMs":1e9,"long":500"#, &[]);
        check(r#""hidden":0,"back":3,"removed":0"#, &[]);
        check(r#""hidden":2,"back":3,"removed":0"#, &["2 requests while it was hidden"]);
        check(r#""hidden":0,"back":3,"removed":1"#, &["1 requests with no badge left"]);
        check(r#""hidden":0,"back":0,"removed":0"#, &["asked nothing when it was seen again"]);
        check(r#""error":"no browser""#, &["no browser"]);
    }
}
