//! Rows of the table: for each number of badges and each figure, the values of all pages.

use serde::Serialize;

use super::{plan::Stack, samples::Sample};

/// Several samples of one figure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spread {
    /// The middle one, or the mean of the two in the middle.
    pub median: f64,
    /// The least.
    pub least: f64,
    /// The most.
    pub most: f64,
}

/// One figure of all pages.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// With how many badges.
    pub n: usize,
    /// What it is, with its unit.
    pub name: String,
    /// Digits after the point.
    pub digits: usize,
    /// Whether a ratio means something: not for counts that should be zero.
    pub compares: bool,
    /// For each page that was measured.
    pub values: Vec<(Stack, Spread)>,
}

impl Row {
    /// The values of a page.
    pub fn of(&self, stack: Stack) -> Option<Spread> {
        self.values.iter().find(|(one, _)| *one == stack).map(|(_, spread)| *spread)
    }

    /// Ours divided by another's, of the medians.
    pub fn ratio(&self, other: Stack) -> Option<f64> {
        let (ours, other) = (self.of(Stack::Ours)?, self.of(other)?);
        (self.compares && other.median > 0.0).then(|| ours.median / other.median)
    }
}

/// The spread of these values; `None` without any.
pub fn spread(mut values: Vec<f64>) -> Option<Spread> {
    values.sort_by(f64::total_cmp);
    let (least, most) = (*values.first()?, *values.last()?);
    let (low, high) = (values[(values.len() - 1) / 2], values[values.len() / 2]);
    Some(Spread { median: (low + high) / 2.0, least, most })
}

type Figure = fn(&Sample) -> Option<f64>;

/// The name, the digits, whether it compares, and its value in a sample.
fn figures(quiet_seconds: usize) -> Vec<(String, usize, bool, Figure)> {
    vec![
        ("loaded, KB (brotli)".into(), 1, true, |s| Some(s.loaded()? / 1e3)),
        ("first state, ms".into(), 0, true, |s| s.figure("firstMs").filter(|_| s.n == 1)),
        ("first state, slow 4G and 4× CPU, ms".into(), 0, true, |s| s.figure("firstSlowMs")),
        ("all shown, ms".into(), 0, true, |s| s.figure("allMs").filter(|_| s.n > 1)),
        ("long tasks until then, ms together".into(), 0, true, |s| {
            s.figure("loadLongMs").filter(|_| s.n > 1)
        }),
        ("requests for states, a round".into(), 1, true, |s| s.figure("states")),
        ("requests for tasks, a round".into(), 1, true, |s| s.figure("tasks")),
        ("answers, KB a round".into(), 1, true, |s| Some(s.figure("bytes")? / 1e3)),
        ("period, s (2 asked)".into(), 2, true, |s| Some(s.figure("periodMs")? / 1e3)),
        ("main thread, ms a round".into(), 1, true, |s| s.figure("mainMs")),
        ("style and layout, ms a round".into(), 2, true, |s| s.figure("layoutMs")),
        ("JS heap and wasm memory, MB".into(), 2, true, |s| {
            Some((s.figure("heapBytes")? + s.figure("wasmBytes")?) / 1e6)
        }),
        ("the browser's memory for the DOM, MB".into(), 2, true, |s| {
            Some(s.figure("domBytes")? / 1e6)
        }),
        ("long tasks in the steady rounds".into(), 0, false, |s| s.figure("long")),
        (format!("requests while hidden, {quiet_seconds} s"), 0, false, |s| s.figure("hidden")),
        (format!("requests after removal, {quiet_seconds} s"), 0, false, |s| s.figure("removed")),
    ]
}

/// All rows that have a value, by number of badges.
pub fn all(samples: &[Sample], quiet_seconds: usize) -> Vec<Row> {
    let mut sizes = samples.iter().map(|sample| sample.n).collect::<Vec<_>>();
    sizes.sort_unstable();
    sizes.dedup();
    let mut rows = Vec::new();
    for n in sizes {
        for (name, digits, compares, figure) in figures(quiet_seconds) {
            let of = |stack| {
                let these = samples.iter().filter(|sample| sample.n == n && sample.stack == stack);
                Some((stack, spread(these.filter_map(figure).collect())?))
            };
            let stacks = [Stack::Plain, Stack::Bare, Stack::Ours, Stack::Described];
            let values = stacks.into_iter().filter_map(of).collect::<Vec<_>>();
            if !values.is_empty() {
                rows.push(Row { n, name, digits, compares, values });
            }
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::samples::read;

    #[test]
    fn the_median_is_in_the_middle() {
        let check = |values: &[f64], expected: Option<(f64, f64, f64)>| {
            let found = spread(values.to_vec()).map(|s| (s.median, s.least, s.most));
            assert_eq!(found, expected, "{values:?}");
        };
        check(&[], None);
        check(&[7.0], Some((7.0, 7.0, 7.0)));
        check(&[9.0, 1.0, 2.0], Some((2.0, 1.0, 9.0)));
        check(&[4.0, 1.0, 10.0, 2.0], Some((3.0, 1.0, 10.0)));
    }

    #[test]
    fn rows_are_of_one_number_of_badges_and_have_ratios() {
        let samples = read(
            r#"[
            {"stack":"plain","n":1,"run":1,"firstMs":100,"mainMs":4,"hidden":0},
            {"stack":"ours","n":1,"run":1,"firstMs":150,"mainMs":5,"hidden":0},
            {"stack":"ours","n":1,"run":2,"firstMs":250,"mainMs":7,"hidden":0},
            {"stack":"ours","n":9,"run":1,"firstMs":1,"mainMs":60,"files":{"/a":1500}},
            {"stack":"plain","n":9,"run":1,"error":"no page"}
        ]"#,
        );
        let rows = all(&samples.unwrap(), 4);
        let row = |n, name: &str| rows.iter().find(|row| row.n == n && row.name == name);
        let first = row(1, "first state, ms").unwrap();
        assert_eq!(first.of(Stack::Ours).unwrap().median, 200.0);
        assert_eq!(first.ratio(Stack::Plain), Some(2.0));
        assert_eq!(first.ratio(Stack::Bare), None);
        assert_eq!(row(1, "requests while hidden, 4 s").unwrap().ratio(Stack::Plain), None);
        // Of many badges the time until all show counts.
        assert_eq!(row(9, "first state, ms"), None);
        let main = row(9, "main thread, ms a round").unwrap();
        assert_eq!((main.values.len(), main.ratio(Stack::Plain)), (1, None));
        assert_eq!(row(9, "loaded, KB (brotli)").unwrap().of(Stack::Ours).unwrap().median, 1.5);
    }
}
