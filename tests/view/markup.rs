//! A badge's markup as a server writes it, and how its attributes are found. It asserts nothing.

use std::rc::Rc;

use job_badge::badge::View;
use job_badge::ui::{BadgeView, BadgeViewProps};
use yew::LocalServerRenderer;

pub async fn draw(view: View) -> String {
    let props = yew::props!(BadgeViewProps { view: Rc::new(view) });
    LocalServerRenderer::<BadgeView>::with_props(props).hydratable(false).render().await
}

/// The values of an attribute, in order.
pub fn attribute<'a>(markup: &'a str, name: &str) -> Vec<&'a str> {
    let opening = format!(" {name}=\"");
    markup.split(&opening).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}
