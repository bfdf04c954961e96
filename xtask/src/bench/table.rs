//! Rows as Markdown: one table for each number of badges.

use super::{
    plan::Stack,
    rows::{Row, Spread},
};

/// The tables, with a column for each of these pages, and ratios when ours is among them.
pub fn markdown(rows: &[Row], stacks: &[Stack]) -> String {
    let others = stacks.iter().copied().filter(|stack| *stack != Stack::Ours);
    let others = others.filter(|_| stacks.contains(&Stack::Ours)).collect::<Vec<_>>();
    let mut text = String::new();
    let mut n = None;
    for row in rows {
        if n != Some(row.n) {
            n = Some(row.n);
            text.push_str(&head(row.n, stacks, &others));
        }
        let digits = row.digits;
        let values = stacks.iter().map(|stack| row.of(*stack).map(|spread| cell(spread, digits)));
        let ratios =
            others.iter().map(|other| row.ratio(*other).map(|ratio| format!("{ratio:.2}")));
        let cells = values.chain(ratios).map(|cell| cell.unwrap_or_else(|| "–".to_owned()));
        text.push_str(&line([row.name.clone()].into_iter().chain(cells)));
    }
    text
}

fn head(n: usize, stacks: &[Stack], others: &[Stack]) -> String {
    let titles = stacks.iter().map(|stack| stack.title().to_owned());
    let ratios = others.iter().map(|other| format!("÷ {}", other.title()));
    let columns = stacks.len() + others.len();
    let badges = if n == 1 { "1 badge".to_owned() } else { format!("{n} badges") };
    let first = line([badges].into_iter().chain(titles).chain(ratios));
    // Tables follow one another, with a line between them.
    format!("\n{first}|---|{}\n", "--:|".repeat(columns))
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let cells = cells.collect::<Vec<_>>().join(" | ");
    format!("| {cells} |\n")
}

/// The median, with the least and the most where they differ in the digits that are written.
fn cell(spread: Spread, digits: usize) -> String {
    let [median, least, most] =
        [spread.median, spread.least, spread.most].map(|value| format!("{value:.digits$}"));
    if least == most { median } else { format!("{median} ({least}–{most})") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(n: usize, name: &str, compares: bool, values: &[(Stack, f64, f64)]) -> Row {
        let spread = |(stack, least, most): &(Stack, f64, f64)| {
            (*stack, Spread { median: (least + most) / 2.0, least: *least, most: *most })
        };
        let values = values.iter().map(spread).collect();
        Row { n, name: name.to_owned(), digits: 1, compares, values }
    }

    #[test]
    fn every_number_of_badges_has_a_table_with_ratios() {
        let rows = [
            row(1, "first", true, &[(Stack::Plain, 1.0, 3.0), (Stack::Ours, 4.0, 4.0)]),
            row(9, "main", true, &[(Stack::Ours, 1.0, 1.04)]),
            row(9, "hidden", false, &[(Stack::Plain, 0.0, 0.0), (Stack::Ours, 0.0, 0.0)]),
        ];
        let expected = "
| 1 badge | by hand | job-badge | ÷ by hand |
|---|--:|--:|--:|
| first | 2.0 (1.0–3.0) | 4.0 | 2.00 |

| 9 badges | by hand | job-badge | ÷ by hand |
|---|--:|--:|--:|
| main | – | 1.0 | – |
| hidden | 0.0 | 0.0 | – |
";
        assert_eq!(markdown(&rows, &[Stack::Plain, Stack::Ours]), expected);
    }

    #[test]
    fn without_ours_there_are_no_ratios() {
        let rows = [row(1, "first", true, &[(Stack::Bare, 1.0, 1.0)])];
        let text = markdown(&rows, &[Stack::Bare]);
        assert_eq!(text, "\n| 1 badge | `<progress>` and text |\n|---|--:|\n| first | 1.0 |\n");
    }
}
