//! The bar and the ring. Their length is an SVG attribute, since a strict Content-Security-Policy
//! forbids `style`; a bar moves by its transform alone, so that nothing else is laid out.
//!
//! Classes are literals in all of the face: one that is computed brings `yew::Classes` along, which
//! is 1.7 KB (brotli).

use yew::{Html, html};

use crate::badge::Bar;

/// A bar; nothing where there is nothing to measure. Only the badge's own bar is the part `bar`.
pub(super) fn bar(bar: Bar, part: Option<&'static str>, key: &'static str) -> Html {
    let transform = match bar {
        Bar::None => return Html::default(),
        Bar::Indeterminate => None,
        // An unknown progress that stands still: nothing of the bar is filled.
        Bar::Still => Some("scale(0 1)".to_owned()),
        Bar::Determinate(permille) => Some(scale(permille)),
    };
    let rect = html! { <rect width="1" height="1" {transform} /> };
    if bar == Bar::Indeterminate {
        html! {
            <svg {key} {part} viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true"
                class="bar moves">{ rect }</svg>
        }
    } else {
        html! {
            <svg {key} {part} viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true"
                class="bar">{ rect }</svg>
        }
    }
}

/// A ring around a dot; nothing where there is nothing to measure.
pub(super) fn ring(bar: Bar) -> Html {
    let done = match bar {
        Bar::None => return Html::default(),
        Bar::Indeterminate => 250,
        Bar::Still => 0,
        Bar::Determinate(permille) => permille,
    };
    let circles = html! {
        <>
            <circle cx="16" cy="16" r="14.5" />
            <circle class="done" cx="16" cy="16" r="14.5" pathLength="1000"
                stroke-dasharray={format!("{done} 1000")} />
        </>
    };
    if bar == Bar::Indeterminate {
        html! {
            <svg part="bar" viewBox="0 0 32 32" aria-hidden="true" class="ring moves">
                { circles }
            </svg>
        }
    } else {
        html! {
            <svg part="bar" viewBox="0 0 32 32" aria-hidden="true" class="ring">{ circles }</svg>
        }
    }
}

/// `scale(.333 1)`.
fn scale(permille: u16) -> String {
    if permille >= 1000 { "scale(1 1)".to_owned() } else { format!("scale(.{permille:03} 1)") }
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
