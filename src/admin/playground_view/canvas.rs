//! The badge in its place: as wide as was chosen, on the chosen ground, and small in every density.

use core::time::Duration;

use job_badge::{
    badge::{Density, Language, Words, is_rtl, texts},
    browser::Source,
    ui::JobBadge,
};
use web_sys::HtmlElement;
use yew::prelude::*;

use super::super::{
    fields::typed,
    playground::{PlaygroundQuery, WIDTHS, density_title},
};

/// Properties of [`Canvas`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct CanvasProps {
    /// What is chosen.
    pub query: PlaygroundQuery,
    /// Where the job is.
    pub source: Source,
    /// The job.
    pub job: AttrValue,
    /// From one request to the next.
    pub interval: Duration,
    /// Called with another choice.
    pub on_query: Callback<PlaygroundQuery>,
}

/// The badge.
#[component]
pub(super) fn Canvas(props: &CanvasProps) -> Html {
    let CanvasProps { query, .. } = props;
    let place = use_node_ref();
    {
        let place = place.clone();
        let width = (!query.is_widest()).then_some(query.width);
        // A style sheet has no place for any width, and a `style` attribute is what a policy refuses.
        use_effect_with(width, move |width| {
            let Some(place) = place.cast::<HtmlElement>() else { return };
            let width = width.map_or_else(String::new, |width| format!("{width}px"));
            // A browser that does not know the property leaves the place wide.
            let _ = place.style().set_property("inline-size", &width);
        });
    }
    let words = use_memo(query.language, |language| words(*language));
    let badge = |density: Density, details: bool| {
        let label = (!query.label.is_empty()).then(|| AttrValue::from(query.label.clone()));
        html! {
            <JobBadge source={props.source.clone()} job={props.job.clone()} interval={props.interval}
                {label} {density} {details} words={(*words).clone()} lang={query.language.tag()} />
        }
    };
    let on_width = {
        let query = query.clone();
        props.on_query.reform(move |event: InputEvent| {
            let width = typed(&event).parse().unwrap_or(query.width);
            PlaygroundQuery { width, ..query.clone() }
        })
    };
    let width = if query.is_widest() {
        "as wide as there is room".to_owned()
    } else {
        format!("{} px", query.width)
    };
    let looks = classes!(
        "canvas",
        format!("theme-{}", query.theme.name()),
        format!("accent-{}", query.accent.name()),
        format!("size-{}", query.size.name())
    );
    let direction = if is_rtl(query.language.tag()) { "rtl" } else { "ltr" };
    html! {
        <section class="sheet show" aria-labelledby="playground-title">
            <div class="head">
                <h2 id="playground-title">{ "The badge" }</h2>
                <p class="hint">{ "A living badge: it asks an API inside this page" }</p>
            </div>
            <div class={looks}>
                <div class="stage">
                    <div class="place" ref={place} dir={direction}>
                        { badge(query.density, query.details) }
                    </div>
                </div>
                <div class="densities" dir={direction}>
                    { for Density::ALL.into_iter().map(|density| html! {
                        <figure class={format!("as-{}", density.name())} key={density.name()}>
                            <div>{ badge(density, false) }</div>
                            <figcaption>{ density_title(density) }</figcaption>
                        </figure>
                    }) }
                </div>
            </div>
            <label class="width">
                <span>{ "Width of its place" }</span>
                <input type="range" name="width" min={WIDTHS.start().to_string()} max={WIDTHS.end().to_string()}
                    step="8" value={query.width.to_string()} oninput={on_width} aria-valuetext={width.clone()} />
                <output>{ width }</output>
            </label>
        </section>
    }
}

/// The words of a language.
fn words(language: Language) -> Words {
    match language {
        Language::English => Words::default(),
        Language::German => Words::read(texts::GERMAN),
        Language::French => Words::read(texts::FRENCH),
        Language::Spanish => Words::read(texts::SPANISH),
        Language::Japanese => Words::read(texts::JAPANESE),
        Language::Arabic => Words::read(texts::ARABIC),
        Language::SimplifiedChinese => Words::read(texts::SIMPLIFIED_CHINESE),
    }
}
