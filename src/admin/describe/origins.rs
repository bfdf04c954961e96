//! Which members of an answer a fact hangs on: those without which, or with another value of which,
//! something else is read. So it is true of descriptions and of the usual rules alike.

use job_badge::{
    job::{Failure, Report},
    provider::Json,
};

use super::facts::{TITLES, lines};

/// More members are not tried: each is two readings more.
const MAX_MEMBERS: usize = 250;

/// The JSON pointers of the members that each fact of a report hangs on, in the order of [`TITLES`].
pub(super) fn origins(
    answer: &Json,
    report: &Report,
    read: &dyn Fn(&Json) -> Result<Report, Failure>,
) -> [Vec<String>; TITLES.len()] {
    let mut paths = Vec::new();
    collect(answer, &mut Vec::new(), &mut paths);
    let before = lines(report);
    let mut own: [Vec<String>; TITLES.len()] = Default::default();
    let mut by_state: [Vec<String>; TITLES.len()] = Default::default();
    let mut changed = answer.clone();
    for path in paths.into_iter().take(MAX_MEMBERS) {
        let Some(leaf) = leaf_mut(&mut changed, &path).cloned() else { continue };
        let pointer = pointer(answer, &path);
        for other in [Json::Nothing, altered(&leaf)] {
            if let Some(place) = leaf_mut(&mut changed, &path) {
                *place = other;
            }
            let Ok(after) = read(&changed) else {
                // Without a state nothing is read.
                add(own.first_mut(), &pointer);
                continue;
            };
            let is_same_state = after.state == report.state;
            let after = lines(&after);
            for (index, (before, after)) in before.iter().zip(&after).enumerate() {
                if before == after || before.is_empty() {
                    continue;
                }
                // In another state an end is no end, and errors may be none.
                let list = if is_same_state || index == 0 { &mut own } else { &mut by_state };
                add(list.get_mut(index), &pointer);
            }
        }
        if let Some(place) = leaf_mut(&mut changed, &path) {
            *place = leaf;
        }
    }
    for (own, by_state) in own.iter_mut().zip(by_state) {
        if own.is_empty() {
            *own = by_state;
        }
    }
    own
}

fn add(list: Option<&mut Vec<String>>, pointer: &str) {
    if let Some(list) = list.filter(|list| !list.iter().any(|known| known == pointer)) {
        list.push(pointer.to_owned());
    }
}

/// The ways to all members that hold a text, a number or a flag.
fn collect(json: &Json, path: &mut Vec<usize>, paths: &mut Vec<Vec<usize>>) {
    let mut each = |index: usize, inner: &Json| {
        path.push(index);
        collect(inner, path, paths);
        path.pop();
    };
    match json {
        Json::List(list) => {
            list.iter().enumerate().for_each(|(index, inner)| each(index, inner));
        }
        Json::Record(members) => {
            members.iter().enumerate().for_each(|(index, (_, inner))| each(index, inner));
        }
        Json::Nothing => {}
        Json::Flag(_) | Json::Number(_) | Json::Text(_) => paths.push(path.clone()),
    }
}

fn leaf_mut<'a>(json: &'a mut Json, path: &[usize]) -> Option<&'a mut Json> {
    path.iter().try_fold(json, |json, index| match json {
        Json::List(list) => list.get_mut(*index),
        Json::Record(members) => members.get_mut(*index).map(|(_, inner)| inner),
        _ => None,
    })
}

/// The way as a JSON pointer; an entry of a list is `*`, so that equal members of many are one.
fn pointer(json: &Json, path: &[usize]) -> String {
    let (mut pointer, mut json) = (String::new(), json);
    for index in path {
        pointer.push('/');
        let inner = match json {
            Json::Record(members) => members.get(*index).map(|(name, inner)| {
                pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
                inner
            }),
            Json::List(list) => {
                pointer.push('*');
                list.get(*index)
            }
            _ => None,
        };
        json = inner.unwrap_or(&Json::Nothing);
    }
    pointer
}

/// Another value of the same kind.
fn altered(json: &Json) -> Json {
    match json {
        Json::Text(text) => Json::Text(format!("{text}~")),
        Json::Number(number) => Json::Number(number / 2.0 + 7.25),
        Json::Flag(flag) => Json::Flag(!flag),
        other => other.clone(),
    }
}
