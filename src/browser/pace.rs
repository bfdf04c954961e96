//! What a poller must know of an API, as a browser speaks to it.

use std::rc::Rc;

use crate::{
    poll::Pace,
    provider::{Api, ApiRoot},
};

/// So many requests for tasks in one round: what a full screen of badges needs, at 16 a second for
/// AMS v2's pace, next to a handful for all states. With more badges in view each gets its turn in a
/// later round.
const MAX_TASKS_A_ROUND: usize = 40;

/// The pace of an API at this root.
pub(super) fn pace(api: &Api, root: Option<ApiRoot>) -> Pace {
    let for_fits = api.clone();
    Pace {
        interval: api.interval(),
        separate_tasks: api.separate_tasks(),
        max_in_flight: api.max_in_flight(),
        max_tasks_in_flight: 4,
        max_tasks_a_round: MAX_TASKS_A_ROUND,
        is_local: root.as_ref().is_some_and(ApiRoot::is_local),
        list_page: api.list_page(),
        fits: Rc::new(move |jobs| root.as_ref().map_or(1, |root| for_fits.fits(root, jobs))),
    }
}
