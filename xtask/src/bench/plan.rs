//! What is measured: which pages, with how many badges, how often.

use std::path::Path;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Options;

/// A page of `tests/bench`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Stack {
    /// The badge, written by hand.
    Plain,
    /// The same conversation, shown as a plain `<progress>` and a text.
    Bare,
    /// The package.
    Ours,
    /// The package, which is told of the same API by a description.
    Described,
}

impl Stack {
    /// The head of its column.
    pub fn title(self) -> &'static str {
        match self {
            Self::Plain => "by hand",
            Self::Bare => "`<progress>` and text",
            Self::Ours => "job-badge",
            Self::Described => "by a description",
        }
    }
}

/// All that a run does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// In the order of the table.
    pub stacks: Vec<Stack>,
    /// Numbers of badges.
    pub n: Vec<usize>,
    /// How often all of it is done.
    pub runs: usize,
    /// Rounds in a sample.
    pub rounds: usize,
    /// How long requests of a hidden page and of an empty page are counted, in seconds.
    pub quiet_seconds: usize,
}

impl Plan {
    /// What the options ask for.
    pub fn of(options: &Options) -> Self {
        let usual = |quick, thorough| if options.quick { quick } else { thorough };
        let all = [Stack::Plain, Stack::Bare, Stack::Ours, Stack::Described];
        let wanted = |stack: &Stack| options.only.is_empty() || options.only.contains(stack);
        let n: &[usize] = if options.quick { &[1, 100] } else { &[1, 100, 1000] };
        Self {
            stacks: all.into_iter().filter(wanted).collect(),
            n: if options.n.is_empty() { n.to_vec() } else { options.n.clone() },
            runs: options.runs.unwrap_or(usual(1, 3)).max(1),
            rounds: options.rounds.unwrap_or(usual(2, 5)).max(1),
            quiet_seconds: usual(4, 10),
        }
    }

    /// The JSON that the harness in tests/e2e reads.
    pub fn for_harness(&self, site: &Path) -> Value {
        let mut plan = json!(self);
        plan["site"] = json!(site);
        plan
    }

    /// In a few words.
    pub fn description(&self) -> String {
        let (runs, rounds) = (self.runs, self.rounds);
        let times = if runs == 1 { "once".to_owned() } else { format!("{runs} times") };
        format!("{times}, {rounds} rounds a sample; median (least–most)")
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        options: Options,
    }

    fn plan(line: &str) -> Plan {
        let words = ["bench"].into_iter().chain(line.split_whitespace());
        Plan::of(&Line::try_parse_from(words).unwrap().options)
    }

    #[test]
    fn the_line_says_what_is_measured() {
        let usual = Plan {
            stacks: vec![Stack::Plain, Stack::Bare, Stack::Ours, Stack::Described],
            n: vec![1, 100, 1000],
            runs: 3,
            rounds: 5,
            quiet_seconds: 10,
        };
        let check = |line, expected: Plan| assert_eq!(plan(line), expected, "{line}");
        let quick = Plan { n: vec![1, 100], runs: 1, rounds: 2, quiet_seconds: 4, ..usual.clone() };
        check("", usual.clone());
        check("--quick", quick.clone());
        check("--quick --n 5 --runs 2", Plan { n: vec![5], runs: 2, ..quick });
        check("--only ours", Plan { stacks: vec![Stack::Ours], ..usual.clone() });
        check("--runs 0 --rounds 0", Plan { runs: 1, rounds: 1, ..usual.clone() });
        // The table's order, not the line's.
        let two = vec![Stack::Plain, Stack::Ours];
        check("--only ours,plain --n 1,10", Plan { stacks: two, n: vec![1, 10], ..usual });
    }

    #[test]
    fn the_harness_gets_names_and_numbers() {
        let given = plan("--only plain --n 3 --quick").for_harness(Path::new("/s"));
        let expected = json!({
            "stacks": ["plain"], "n": [3], "runs": 1, "rounds": 2, "quietSeconds": 4, "site": "/s",
        });
        assert_eq!(given, expected);
    }
}
