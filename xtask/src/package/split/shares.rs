//! Who gets which functions: the core, or one of the parts. Pure.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, ensure};

use super::{
    Part,
    graph::{Graph, Number, Thing},
};

/// Everybody's share.
#[derive(Debug)]
pub struct Shares {
    /// In the order of the parts.
    pub parts: Vec<Share>,
}

/// A part's share.
#[derive(Debug)]
pub struct Share {
    /// Its places in the table: gates behind all that were there, what is called through pointers
    /// where it was.
    pub slots: BTreeMap<u32, Number>,
    /// Its gates with their places.
    pub gates: BTreeMap<Number, u32>,
    /// What it needs of the core's.
    pub needs: BTreeSet<Thing>,
}

/// Where a part begins.
struct Begin {
    /// Its gates with their places in the table, behind all that were there.
    gates: BTreeMap<Number, u32>,
    /// What is called through pointers, by its place.
    pointed: BTreeMap<u32, Number>,
}

impl Begin {
    fn of(graph: &Graph, part: &Part, free: &mut impl Iterator<Item = u32>) -> Result<Self> {
        let numbers = part.gates.iter().map(|name| graph.named(name));
        let gates = numbers.collect::<Result<Vec<_>>>()?.into_iter().zip(free).collect();
        let is_its = |number: Number| {
            let name = &graph.functions[number].name;
            part.pointers.iter().any(|pointer| name.contains(pointer))
        };
        let mut pointed = graph.slots.clone();
        pointed.retain(|_, number| is_its(*number));
        Ok(Self { gates, pointed })
    }
}

impl Shares {
    pub fn new(graph: &Graph, parts: &[Part]) -> Result<Self> {
        let mut free = graph.end..;
        let begins: Vec<_> =
            parts.iter().map(|part| Begin::of(graph, part, &mut free)).collect::<Result<_>>()?;
        let gates = begins.iter().flat_map(|begin| begin.gates.keys().copied()).collect();
        let reached: Vec<_> = begins
            .iter()
            .map(|begin| {
                let from = begin.pointed.values().chain(begin.gates.keys()).copied().collect();
                graph.reach(from, &gates)
            })
            .collect();
        let core = of_core(graph, &begins, &reached, &gates);
        for gate in &gates {
            let name = &graph.functions[*gate].name;
            ensure!(!core.contains(gate), "{name} is called through a pointer, so it is no gate");
        }
        let parts = begins.into_iter().zip(reached).map(|(Begin { gates, pointed }, reached)| {
            let is_local = |number: &Number| !graph.functions[*number].is_import;
            let functions: BTreeSet<_> =
                reached.difference(&core).copied().filter(is_local).collect();
            let slots = gates.iter().map(|(number, slot)| (*slot, *number)).chain(pointed);
            let slots = slots.filter(|(_, number)| functions.contains(number)).collect();
            Share { needs: needs(graph, &functions), slots, gates }
        });
        Ok(Self { parts: parts.collect() })
    }

    /// What the core exports for the parts, with its name.
    pub fn exports(&self) -> BTreeMap<Thing, String> {
        let needed: BTreeSet<_> = self.parts.iter().flat_map(|share| &share.needs).collect();
        (0..).zip(needed).map(|(number, thing): (u32, _)| (*thing, number.to_string())).collect()
    }

    /// How many places the gates need in the table.
    pub fn places(&self) -> u64 {
        self.parts.iter().map(|share| share.gates.len() as u64).sum()
    }

    /// Whether a place in the table is a part's.
    pub fn has_moved(&self, slot: u32) -> bool {
        self.parts.iter().any(|part| part.slots.contains_key(&slot))
    }
}

/// What the outside reaches but not through a gate, and what more than one part does.
fn of_core(
    graph: &Graph,
    begins: &[Begin],
    reached: &[BTreeSet<Number>],
    gates: &BTreeSet<Number>,
) -> BTreeSet<Number> {
    let is_parts = |slot: &u32| begins.iter().any(|begin| begin.pointed.contains_key(slot));
    let staying = graph.slots.iter().filter(|(slot, _)| !is_parts(slot));
    let roots = staying.map(|(_, number)| *number).chain(graph.exported.iter().copied());
    let mut core = graph.reach(roots.collect(), gates);
    for (at, one) in reached.iter().enumerate() {
        for other in &reached[..at] {
            let both = one.intersection(other).copied().collect();
            core.extend(graph.reach(both, gates));
        }
    }
    core
}

/// What these functions use that is not among them nor JavaScript's.
fn needs(graph: &Graph, functions: &BTreeSet<Number>) -> BTreeSet<Thing> {
    let is_needed = |thing: &Thing| match thing {
        Thing::Function(number) => {
            !functions.contains(number) && !graph.functions[*number].is_import
        }
        _ => true,
    };
    let uses = functions.iter().flat_map(|number| &graph.functions[*number].uses.0).copied();
    // Its places in the table are the part's to fill.
    uses.filter(is_needed).chain([Thing::Table(graph.table)]).collect()
}
