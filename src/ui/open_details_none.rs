//! Details where there is no browser: nobody can open them, and nothing is drawn into a page.

use std::rc::Rc;

use super::action::Action;
use crate::{browser::InView, poll::Attention};

/// The root of a badge that is drawn; here none ever is.
#[derive(Debug)]
pub struct Root(());

pub(super) const fn root_of(_node: &yew::NodeRef) -> Option<Root> {
    None
}

pub(super) const fn adopt(_root: &Root) {}

pub(super) struct Clicks(());

impl Clicks {
    pub(super) fn new(_root: &Root, _on_act: Rc<dyn Fn(Action)>) -> Self {
        Self(())
    }

    pub(super) const fn set(&self, _is_open: bool, _job: &str) {}
}

pub(crate) const fn show_details(_root: &Root) {}

pub(super) fn in_view_of(_root: &Root, _tell: impl Fn(Attention) + 'static) -> InView {
    InView(())
}
