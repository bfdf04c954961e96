//! A text area for JSON, with what is wrong in it and a button that goes there.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::{
    describe::{Place, Problem},
    fields::written,
};

/// Properties of [`CodeField`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct CodeFieldProps {
    /// The text area's id.
    pub id: &'static str,
    /// Its label.
    pub label: &'static str,
    /// What stands in it.
    pub value: AttrValue,
    /// What may be put in it, said while nothing stands there.
    pub placeholder: AttrValue,
    /// What is wrong with it.
    pub problem: Option<Problem>,
    /// What is said where nothing is wrong.
    pub well: AttrValue,
    /// Gets the text area.
    pub node: NodeRef,
    /// Called with what was typed.
    pub on_text: Callback<String>,
}

/// The text area.
#[component]
pub(super) fn CodeField(props: &CodeFieldProps) -> Html {
    let CodeFieldProps { id, problem, node, .. } = props;
    let note = format!("{id}-note");
    let on_input = props.on_text.reform(|event: InputEvent| written(&event));
    html! {
        <div class="code">
            <label for={*id}>{ props.label }</label>
            <textarea id={*id} ref={node} rows="20" wrap="off" spellcheck="false" autocomplete="off"
                autocapitalize="off" dir="ltr" oninput={on_input} aria-describedby={note.clone()}
                aria-invalid={problem.as_ref().map(|_| "true")}
                placeholder={props.placeholder.clone()} value={props.value.clone()} />
            if let Some(problem) = problem {
                <div class="note wrong" id={note}>
                    <span class="sign" aria-hidden="true">{ "✗" }</span>
                    <p>
                        if let Some(place) = problem.place {
                            <button type="button" class="link" onclick={{
                                let node = node.clone();
                                move |_| select(&node, place)
                            }}>{ format!("Line {}, column {}", place.line, place.column) }</button>
                            { ": " }
                        }
                        if !problem.pointer.is_empty() {
                            <code>{ problem.pointer.clone() }</code>{ " " }
                        }
                        { problem.sentence() }
                        if let (Some(word), Some(mended)) = (&problem.suggestion, &problem.mended) {
                            { " " }
                            <button type="button" class="link" onclick={{
                                // The button goes with the mistake, and the focus must not.
                                let (node, mended) = (node.clone(), mended.clone());
                                props.on_text.reform(move |_: MouseEvent| {
                                    let _ = node.cast::<HtmlTextAreaElement>().map(|area| area.focus());
                                    mended.to_string()
                                })
                            }}>{ format!("Write “{word}”") }</button>
                        }
                        if let Some(known) = problem.known() {
                            <span class="hint">{ known }</span>
                        }
                    </p>
                </div>
            } else {
                <div class="note" id={note}>
                    <span class="sign" aria-hidden="true">{ if props.well.is_empty() { "" } else { "✓" } }</span>
                    <p>{ props.well.clone() }</p>
                </div>
            }
        </div>
    }
}

/// What is wrong, in one sentence, for a live region.
pub(super) fn sentence(problem: &Problem) -> String {
    let place =
        problem.place.map(|place| format!("Line {}, column {}: ", place.line, place.column));
    let name = problem.pointer.rsplit('/').next().unwrap_or_default();
    format!("{}{name} {}", place.unwrap_or_default(), problem.sentence())
}

/// Selects a place of a text area and brings it into view.
pub(super) fn select(node: &NodeRef, place: Place) {
    let Some(area) = node.cast::<HtmlTextAreaElement>() else { return };
    // An element that is in the page takes both.
    let _ = area.focus();
    let _ = area.set_selection_range(place.start, place.end);
    // Lines do not wrap, so all are equally high.
    let lines = area.value().split('\n').count().max(1);
    let line = i32::try_from(place.line.saturating_sub(1)).unwrap_or_default();
    let height = area.scroll_height() / i32::try_from(lines).unwrap_or(1);
    area.set_scroll_top(line * height - area.client_height() / 3);
}
