//! The bar and the ring. Their length is an SVG attribute, since a strict Content-Security-Policy
//! forbids `style`; a bar moves by its transform alone, so that nothing else is laid out.

use yew::{AttrValue, Html, html};

use super::svg::{fixed, svg};
use crate::badge::Bar;

/// A bar; nothing where there is nothing to measure. `part` is set on the badge's own bar.
pub(super) fn bar(bar: Bar, part: Option<&'static str>) -> Html {
    let (class, transform) = match bar {
        Bar::None => return Html::default(),
        Bar::Indeterminate => ("bar moves", None),
        Bar::Determinate(permille) => ("bar", Some(scale(permille))),
    };
    svg(
        "svg",
        &["part", "viewBox", "preserveAspectRatio", "aria-hidden", "class"],
        vec![
            part.map(AttrValue::Static),
            fixed("0 0 1 1"),
            fixed("none"),
            fixed("true"),
            fixed(class),
        ],
        vec![html! { <rect width="1" height="1" transform={transform} /> }],
    )
}

/// A ring around a dot; nothing where there is nothing to measure.
pub(super) fn ring(bar: Bar) -> Html {
    let (class, dash) = match bar {
        Bar::None => return Html::default(),
        Bar::Indeterminate => ("ring moves", AttrValue::Static("250 1000")),
        Bar::Determinate(permille) => {
            let mut dash = permille.to_string();
            dash.push_str(" 1000");
            ("ring", dash.into())
        }
    };
    let done = html! {
        <circle class="done" cx="16" cy="16" r="14.5" pathLength="1000" stroke-dasharray={dash} />
    };
    svg(
        "svg",
        &["part", "viewBox", "aria-hidden", "class"],
        vec![fixed("bar"), fixed("0 0 32 32"), fixed("true"), fixed(class)],
        vec![html! { <circle cx="16" cy="16" r="14.5" /> }, done],
    )
}

/// `scale(.333 1)`.
fn scale(permille: u16) -> AttrValue {
    if permille >= 1000 {
        return AttrValue::Static("scale(1 1)");
    }
    // 1333 for 333: its digits, without the first, are the decimals.
    let digits = (1000 + permille).to_string();
    let mut scale = String::from("scale(.");
    scale.extend(digits.chars().skip(1));
    scale.push_str(" 1)");
    scale.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permille_become_decimals_without_floats() {
        let check = |permille, text: &str| assert_eq!(scale(permille).as_str(), text);
        check(0, "scale(.000 1)");
        check(7, "scale(.007 1)");
        check(333, "scale(.333 1)");
        check(1000, "scale(1 1)");
    }
}
