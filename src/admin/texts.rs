//! What stands in the text areas, for each provider by itself: what was typed for one is still there
//! when somebody comes back to it.

use std::{collections::BTreeMap, rc::Rc};

use yew::prelude::*;

use super::describe::{ANSWER, DESCRIPTION, HERE, USUAL_ANSWER, sample};

/// What stands in the text areas.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Texts {
    answers: BTreeMap<(&'static str, bool), AttrValue>,
    descriptions: BTreeMap<&'static str, AttrValue>,
}

impl Texts {
    /// The answer for this provider, about a job or about its tasks: what was typed, else an example.
    pub(super) fn answer(&self, name: &'static str, tasks: bool) -> AttrValue {
        let typed = self.answers.get(&(name, tasks)).cloned();
        typed.unwrap_or_else(|| match name {
            HERE if !tasks => AttrValue::Static(ANSWER),
            "json" => AttrValue::Static(USUAL_ANSWER),
            shipped => sample(shipped, tasks).into(),
        })
    }

    /// The description for this provider: what was typed, else the shipped one or the example.
    pub(super) fn description(
        &self,
        name: &'static str,
        shipped: Option<&'static str>,
    ) -> AttrValue {
        let typed = self.descriptions.get(name).cloned();
        typed.unwrap_or(AttrValue::Static(shipped.unwrap_or(DESCRIPTION)))
    }
}

/// What was typed, and into which text area.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Typed {
    /// An answer for this provider, about a job or about its tasks.
    Answer(&'static str, bool, AttrValue),
    /// A description for this provider.
    Description(&'static str, AttrValue),
}

impl Reducible for Texts {
    type Action = Typed;

    fn reduce(self: Rc<Self>, typed: Typed) -> Rc<Self> {
        let mut texts = (*self).clone();
        match typed {
            Typed::Answer(name, tasks, text) => {
                texts.answers.insert((name, tasks), text);
            }
            Typed::Description(name, text) => {
                texts.descriptions.insert(name, text);
            }
        }
        Rc::new(texts)
    }
}
