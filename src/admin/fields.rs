//! What stands in fields, and providers in a select.

use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::describe::Choice;

/// What stands in an input.
pub(super) fn typed(event: &Event) -> String {
    let input = event.target_dyn_into::<HtmlInputElement>();
    input.map_or_else(String::new, |input| input.value())
}

/// What stands in a text area.
pub(super) fn written(event: &Event) -> String {
    let area = event.target_dyn_into::<HtmlTextAreaElement>();
    area.map_or_else(String::new, |area| area.value())
}

/// Whether a box is checked.
pub(super) fn checked(event: &Event) -> bool {
    event.target_dyn_into::<HtmlInputElement>().is_some_and(|input| input.checked())
}

/// What a select has been set to.
pub(super) fn chosen(event: &Event) -> String {
    let select = event.target_dyn_into::<HtmlSelectElement>();
    select.map_or_else(String::new, |select| select.value())
}

/// A provider in a select.
fn option(one: &Choice, chosen: &Choice) -> Html {
    html! {
        <option value={one.name} selected={one.name == chosen.name}>{ one.title.clone() }</option>
    }
}

/// Providers in a select: those without a shipped description first.
pub(super) fn options<'a>(choices: impl Iterator<Item = &'a Choice>, chosen: &Choice) -> Html {
    let (shipped, own): (Vec<_>, Vec<_>) = choices.partition(|one| one.description.is_some());
    html! {
        <>
            { for own.into_iter().map(|one| option(one, chosen)) }
            <optgroup label="Shipped descriptions">
                { for shipped.into_iter().map(|one| option(one, chosen)) }
            </optgroup>
        </>
    }
}
