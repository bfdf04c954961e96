//! The code for the chosen badge, file by file.

use yew::prelude::*;

use super::{
    super::{
        copying::use_copying,
        playground::{Framework, PlaygroundQuery, files},
    },
    segments::Segments,
};

/// Properties of [`Code`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct CodeProps {
    /// What is chosen.
    pub query: PlaygroundQuery,
    /// Called with another choice.
    pub on_query: Callback<PlaygroundQuery>,
}

/// The code.
#[component]
pub(super) fn Code(props: &CodeProps) -> Html {
    let query = &props.query;
    let files = use_memo(query.clone(), files);
    let copying = use_copying(query.clone());
    let on_choice = {
        let query = query.clone();
        props.on_query.reform(move |name: &'static str| PlaygroundQuery {
            framework: Framework::named(name),
            ..query.clone()
        })
    };
    html! {
        <section class="sheet snippet" aria-labelledby="code-title">
            <div class="head">
                <h2 id="code-title">{ "Its code" }</h2>
                <p class="hint">{ "Endpoint, job and token are placeholders" }</p>
            </div>
            <Segments name="framework" legend="For" chosen={query.framework.name()} {on_choice}
                all={Framework::ALL.iter().map(|one| (one.name(), one.title())).collect::<Vec<_>>()} />
            { for files.iter().enumerate().map(|(index, file)| html! {
                <div class="file" key={file.name}>
                    <div class="bar">
                        <h3 id={format!("file-{index}")}>{ file.name }</h3>
                        <button type="button" class="secondary" aria-label={format!("Copy {}", file.name)}
                            onclick={copying.copy(format!("{} copied.", file.name), file.text.clone())}>{ "Copy" }</button>
                    </div>
                    // What scrolls can be scrolled by keys.
                    <pre tabindex="0" role="region" aria-labelledby={format!("file-{index}")} dir="ltr"><code>{ file.text.clone() }</code></pre>
                </div>
            }) }
            <p class="hint said" role="status">{ copying.outcome() }</p>
        </section>
    }
}
