//! The bar and the ring. Their length is an SVG attribute, since a strict Content-Security-Policy
//! forbids `style`; a bar moves by its transform alone, so that nothing else is laid out.

use super::ink::Ink;
use crate::{
    badge::Bar,
    job::{digits, joined},
};

/// The badge's own bar, for [`bar`].
pub(super) const BAR: &str =
    "svg|part=bar|viewBox=0 0 1 1|preserveAspectRatio=none|aria-hidden=true";
/// The same for a pill without an answer, another element: see `badge_view`.
pub(super) const BAR_OF_WAITING: &str =
    "svg|part=bar|viewBox=0 0 1 1|aria-hidden=true|preserveAspectRatio=none";
/// It is no part: that name is the badge's own bar's.
pub(super) const BAR_OF_TASK: &str =
    "svg|viewBox=0 0 1 1|preserveAspectRatio=none|aria-hidden=true";
/// An unknown progress that stands still: nothing of the bar is filled.
const STILL: &str = "scale(0 1)";

/// A bar, one of those above; nothing where there is nothing to measure.
pub(super) fn bar<I: Ink>(ink: &mut I, bar: Bar, what: &'static str) {
    let (class, transform) = match bar {
        Bar::None => return,
        Bar::Indeterminate => ("bar moves", String::new()),
        Bar::Still => ("bar", STILL.to_owned()),
        Bar::Determinate(permille) => ("bar", scale(permille)),
    };
    ink.open(what);
    ink.set("class", Some(class));
    ink.open("rect|width=1|height=1");
    ink.set("transform", Some(&*transform).filter(|transform| !transform.is_empty()));
    ink.close();
    ink.close();
}

/// A ring around a dot; nothing where there is nothing to measure.
pub(super) fn ring<I: Ink>(ink: &mut I, bar: Bar) {
    let (class, mut dash) = match bar {
        Bar::None => return,
        Bar::Indeterminate => ("ring moves", "250".to_owned()),
        Bar::Still => ("ring", "0".to_owned()),
        Bar::Determinate(permille) => ("ring", digits(u64::from(permille))),
    };
    dash.push_str(" 1000");
    ink.open("svg|part=bar|viewBox=0 0 32 32|aria-hidden=true");
    ink.set("class", Some(class));
    ink.open("circle|cx=16|cy=16|r=14.5");
    ink.close();
    ink.open("circle|class=done|cx=16|cy=16|r=14.5|pathLength=1000");
    ink.set("stroke-dasharray", Some(&dash));
    ink.close();
    ink.close();
}

/// `scale(.333 1)`.
fn scale(permille: u16) -> String {
    if permille >= 1000 {
        return "scale(1 1)".to_owned();
    }
    // 1333 for 333: its digits, without the first, are the decimals.
    let digits = digits(u64::from(1000 + permille));
    joined(&["scale(.", digits.get(1..).unwrap_or_default(), " 1)"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permille_become_decimals_without_floats() {
        let check = |permille, text: &str| assert_eq!(scale(permille), text);
        check(0, "scale(.000 1)");
        check(7, "scale(.007 1)");
        check(333, "scale(.333 1)");
        check(1000, "scale(1 1)");
    }
}
