//! The order of names as the reader's language has it, numbers by their value: the browser's
//! `Intl.Collator`.

use core::cmp::Ordering;
use std::collections::HashMap;

use js_sys::{Array, Function, Intl::Collator, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::admin::fleet::Row;

/// Compares the names of these rows. All of them are sorted once, by the browser, since each call into
/// it costs more than a comparison.
pub(crate) fn name_order(rows: &[Row]) -> impl Fn(&str, &str) -> Ordering + use<> {
    let names: Array = rows.iter().map(|row| JsValue::from_str(row.name())).collect();
    sort(&names);
    let places: HashMap<String, usize> =
        names.iter().filter_map(|name| name.as_string()).zip(0..).collect();
    move |one, other| places.get(one).cmp(&places.get(other)).then_with(|| one.cmp(other))
}

fn sort(names: &Array) {
    let options = Object::new();
    // A new object takes what it is given.
    let _ = Reflect::set(&options, &"numeric".into(), &true.into());
    let collator = Collator::new(&Array::new(), &options);
    let sort = Reflect::get(names, &"sort".into()).and_then(JsCast::dyn_into::<Function>);
    // Without it they stay as they are.
    let _ = sort.and_then(|sort| sort.call1(names, &collator.compare()));
}
