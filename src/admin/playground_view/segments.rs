//! A choice of a few, side by side: radio buttons, so that the keyboard works as everywhere.

use yew::prelude::*;

/// Properties of [`Segments`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct SegmentsProps {
    /// The group's name, one of its own on the page.
    pub name: &'static str,
    /// What is chosen here.
    pub legend: &'static str,
    /// Name and title of each.
    pub all: Vec<(&'static str, &'static str)>,
    /// The one that is chosen.
    pub chosen: &'static str,
    /// Called with the name of another one.
    pub on_choice: Callback<&'static str>,
}

/// The choice.
#[component]
pub(super) fn Segments(props: &SegmentsProps) -> Html {
    let SegmentsProps { name, legend, all, chosen, on_choice } = props;
    html! {
        <fieldset class={classes!("segments", format!("of-{name}"))}>
            <legend>{ *legend }</legend>
            <div>
                { for all.iter().map(|(value, title)| {
                    let value = *value;
                    html! {
                        <label key={value} class={format!("is-{value}")}>
                            <input type="radio" name={*name} {value} checked={value == *chosen}
                                onchange={on_choice.reform(move |_: Event| value)} />
                            <span>{ *title }</span>
                        </label>
                    }
                }) }
            </div>
        </fieldset>
    }
}
