//! "Describe an API": an answer, what reads it, and what was read.

use std::rc::Rc;

use job_badge::{
    job::{Failure, FailureKind},
    provider::{Api, Json},
};
use yew::prelude::*;

use super::{
    code_field::{CodeField, sentence},
    copy_bar::CopyBar,
    describe::{Asked, Choice, HERE, Problem, Reading, check, is_asked_for_tasks, parse, read},
    facts_list::FactsList,
    fields::{chosen, options, typed},
    read_badge::ReadBadge,
    spoken::Spoken,
    texts::{Texts, Typed},
};

/// Properties of [`DescribeSection`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct DescribeSectionProps {
    /// The providers that can read.
    pub choices: Vec<Choice>,
    /// The one that reads.
    pub choice: Choice,
    /// What stands in the text areas, and gets what is typed.
    pub texts: UseReducerHandle<Texts>,
    /// The name that the API is described under.
    pub name: AttrValue,
    /// Called when another provider is to read.
    pub on_choice: Callback<String>,
    /// Called with another name.
    pub on_name: Callback<String>,
}

/// What came of an answer and a description.
#[derive(Clone, PartialEq)]
struct Outcome {
    answer: Option<Problem>,
    description: Option<Problem>,
    /// What was read; `None` where one of the texts is wrong or empty.
    read: Option<Result<Reading, Failure>>,
}

/// The section.
#[component]
pub(super) fn DescribeSection(props: &DescribeSectionProps) -> Html {
    let DescribeSectionProps { choices, choice, texts, .. } = props;
    let (answer_node, description_node) = (use_node_ref(), use_node_ref());
    let status = use_state_eq(|| 200_u16);
    let wants_tasks = use_state_eq(|| false);
    let description =
        (choice.name != "json").then(|| texts.description(choice.name, choice.description));
    // Where tasks come with the job there is but one answer.
    let has_own_tasks = use_memo(description.clone(), |text| {
        let source = text.as_deref().and_then(|text| parse(text).ok());
        source.as_ref().is_some_and(is_asked_for_tasks)
    });
    let asked = Asked { tasks: *wants_tasks && *has_own_tasks, status: *status };
    let answer = texts.answer(choice.name, asked.tasks);
    let outcome = use_memo(
        (choice.name, answer.clone(), description.clone(), asked),
        |(name, answer, description, asked)| outcome(name, answer, description.as_deref(), *asked),
    );
    // While something is being typed, what was read last stays where it is.
    let last = use_mut_ref(|| None);
    if outcome.read.is_some() || answer.trim().is_empty() {
        last.replace(outcome.read.clone().map(|read| ((choice.name, asked.tasks), read)));
    }
    let shown = last
        .borrow()
        .clone()
        .filter(|(of, _)| *of == (choice.name, asked.tasks))
        .map(|(_, read)| read);
    let on_choice = props.on_choice.reform(|event: Event| chosen(&event));
    let on_status = {
        let status = status.clone();
        Callback::from(move |event: InputEvent| {
            if let Ok(typed) = typed(&event).parse() {
                status.set(typed);
            }
        })
    };
    let on_asked = {
        let wants_tasks = wants_tasks.clone();
        Callback::from(move |event: Event| wants_tasks.set(chosen(&event) == "tasks"))
    };
    let on_answer = {
        let (texts, name) = (texts.dispatcher(), choice.name);
        Callback::from(move |text: String| {
            texts.dispatch(Typed::Answer(name, asked.tasks, text.into()));
        })
    };
    let on_description = {
        let (texts, name) = (texts.dispatcher(), choice.name);
        Callback::from(move |text: String| texts.dispatch(Typed::Description(name, text.into())))
    };
    let describe_here = {
        let (on_choice, texts) = (props.on_choice.clone(), texts.dispatcher());
        let (answer, description) = (answer.clone(), description.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(description) = &description {
                texts.dispatch(Typed::Description(HERE, description.clone()));
            }
            if !answer.trim().is_empty() {
                texts.dispatch(Typed::Answer(HERE, asked.tasks, answer.clone()));
            }
            on_choice.emit(HERE.to_owned());
        })
    };
    // Each provider has text areas of its own: one that only gets other texts would, until it is drawn
    // again, give what is typed to the provider before. (Yew draws in slices of 16 ms.)
    let of_answer = format!("{} {}", choice.name, asked.tasks);
    let example = format!("Paste an answer of {} here: JSON.", choice.title);
    html! {
        <section class="sheet describe" aria-labelledby="describe-title">
            <div class="head">
                <h2 id="describe-title">{ "Describe an API" }</h2>
                <p class="hint">{ "Paste an answer, see what a badge reads from it. Nothing is sent." }</p>
            </div>
            <div class="readers">
                <label>
                    { "Read by" }
                    <select name="reader" onchange={on_choice}>
                        { options(choices.iter().filter(|one| one.name != "ams-v2"), choice) }
                    </select>
                </label>
                if *has_own_tasks {
                    <label class="asked">
                        { "The answer is about" }
                        <select name="asked" onchange={on_asked}>
                            <option value="job" selected={!asked.tasks}>{ "the job" }</option>
                            <option value="tasks" selected={asked.tasks}>{ "its tasks" }</option>
                        </select>
                    </label>
                }
                <label class="status">
                    { "HTTP status" }
                    <input name="status" type="number" min="100" max="599" oninput={on_status}
                        value={status.to_string()} />
                </label>
            </div>
            <div class="texts">
                <div>
                    <CodeField key={of_answer} id="answer" label="Answer" value={answer.clone()} placeholder={example}
                        problem={outcome.answer.clone()} node={answer_node.clone()} on_text={on_answer}
                        well={if answer.trim().is_empty() { "" } else { "JSON." }} />
                </div>
                <div>
                    if let Some(description) = &description {
                        <CodeField key={choice.name} id="description" label="Description" value={description.clone()}
                            placeholder="{ \"version\": 1, … }" problem={outcome.description.clone()}
                            node={description_node.clone()} on_text={on_description}
                            well="The description is right." />
                        if choice.name == HERE {
                            <CopyBar name={props.name.clone()} description={description.clone()}
                                is_right={outcome.description.is_none()} on_name={props.on_name.clone()} />
                        } else {
                            <div class="copy">
                                <button type="button" class="secondary" onclick={describe_here}>
                                    { "Use as “Described here”" }
                                </button>
                                <p class="hint">{ "The package ships this one; what you change here is for trying it." }</p>
                            </div>
                        }
                    } else {
                        <div class="plain">
                            <p><strong>{ "No description" }</strong></p>
                            <p class="hint">{ "The names and words that job libraries usually answer with are known. A description tells what they read wrongly, or not at all." }</p>
                            <button type="button" class="secondary" onclick={describe_here}>{ "Describe it" }</button>
                        </div>
                    }
                </div>
            </div>
            <div class={classes!("read", outcome.read.is_none().then_some("old"))} role="group" aria-labelledby="read-title">
                <h3 id="read-title">{ "What is read" }</h3>
                { what_is_read(shown.as_ref(), &outcome, (answer, answer_node), (description.unwrap_or_default(), description_node)) }
            </div>
            <Spoken text={spoken(&outcome)} />
        </section>
    }
}

fn what_is_read(
    shown: Option<&Result<Reading, Failure>>,
    outcome: &Outcome,
    answer: (AttrValue, NodeRef),
    description: (AttrValue, NodeRef),
) -> Html {
    let Some(read) = shown else {
        return html! { <p class="hint">{ "Nothing yet." }</p> };
    };
    let face = read.clone().map(|reading| reading.report);
    html! {
        <div class="result">
            <div class="face"><ReadBadge read={face} /></div>
            <div>
                if outcome.read.is_none() {
                    <p class="hint before">{ "As it was before the mistake above." }</p>
                }
                { match read {
                    Ok(reading) => html! {
                        <FactsList facts={reading.facts.clone()} {answer} {description} />
                    },
                    Err(failure) => html! { <p class="wrong"><span class="sign" aria-hidden="true">{ "✗ " }</span>{ words(failure) }</p> },
                } }
            </div>
        </div>
    }
}

fn outcome(name: &str, answer: &str, description: Option<&str>, asked: Asked) -> Outcome {
    let source = description.map(parse);
    let api = match description.map(|text| check(name, text)) {
        Some(checked) => checked.map(|checked| Api::Described(Rc::new(checked))),
        None => Ok(Api::Json),
    };
    let source: Option<Json> = source.and_then(Result::ok);
    let json = parse(answer);
    let read = match (&api, &json) {
        (Ok(api), Ok(json)) => Some(read(api, source.as_ref(), json, asked)),
        _ => None,
    };
    Outcome {
        // An empty text area says by itself what belongs there.
        answer: json.err().filter(|_| !answer.trim().is_empty()),
        description: api.err(),
        read,
    }
}

fn spoken(outcome: &Outcome) -> String {
    if let Some(problem) = &outcome.description {
        return format!("Description: {}", sentence(problem));
    }
    if let Some(problem) = &outcome.answer {
        return format!("Answer: {}", sentence(problem));
    }
    match &outcome.read {
        Some(Ok(reading)) => {
            let first = reading.facts.iter().take(2).flat_map(|fact| fact.lines.clone());
            format!("Read: {}.", first.collect::<Vec<_>>().join(", "))
        }
        Some(Err(failure)) => words(failure),
        None => String::new(),
    }
}

/// A failure in words: those of the API or of the reader, else its kind.
fn words(failure: &Failure) -> String {
    match (failure.kind, &*failure.message) {
        (FailureKind::Throttled, "") => "A limit was reached: the badge waits.".to_owned(),
        (kind, "") => format!("The badge takes this answer for: {}.", kind.name()),
        (_, message) => message.to_owned(),
    }
}
