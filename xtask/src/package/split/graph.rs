//! Who calls whom in a wasm, and what stands in its table of functions.
//!
//! Functions, tables and so on are known by their numbers in the file, which are the same each time
//! that it is read.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail, ensure};
use rustc_demangle::demangle;
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionId, FunctionKind, GlobalId, MemoryId,
    Module, TableId,
    ir::{Value, Visitor, dfs_in_order},
};

/// The number of a function.
pub type Number = usize;

/// Something that one wasm can export and another import, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    Function(Number),
    Global(usize),
    Memory(usize),
    Table(usize),
}

/// A function.
#[derive(Debug, Default)]
pub struct Function {
    /// As Rust writes it, without hashes.
    pub name: String,
    pub is_import: bool,
    pub uses: Uses,
}

/// What a function uses.
#[derive(Debug, Default)]
pub struct Uses(pub BTreeSet<Thing>);

impl Uses {
    fn functions(&self) -> impl Iterator<Item = Number> {
        self.0.iter().filter_map(|thing| match thing {
            Thing::Function(number) => Some(*number),
            _ => None,
        })
    }
}

/// A wasm as a graph.
#[derive(Debug)]
pub struct Graph {
    pub functions: Vec<Function>,
    /// The table that function pointers point into.
    pub table: Number,
    /// What stands in it, by place.
    pub slots: BTreeMap<u32, Number>,
    /// The first place behind it.
    pub end: u32,
    /// What the outside calls.
    pub exported: BTreeSet<Number>,
}

impl Graph {
    /// Reads it. What has one of these in its name does not count as standing in the table.
    pub fn of(module: &Module, nobodys: &[&str]) -> Result<Self> {
        let functions = module.funcs.iter().map(|function| {
            let name = function.name.as_deref().unwrap_or_default();
            let mut uses = Uses::default();
            if let FunctionKind::Local(local) = &function.kind {
                dfs_in_order(&mut uses, local, local.entry_block());
            }
            let is_import = matches!(function.kind, FunctionKind::Import(_));
            Function { name: format!("{:#}", demangle(name)), is_import, uses }
        });
        let table = module.tables.main_function_table()?.context("no table of functions")?;
        let mut slots = BTreeMap::new();
        for element in module.elements.iter() {
            let ElementKind::Active { table: its, offset } = &element.kind else { continue };
            if *its != table {
                continue;
            }
            let ElementItems::Functions(items) = &element.items else {
                bail!("the table of functions is not filled with functions");
            };
            slots.extend((place(offset)?..).zip(items.iter().map(|item| item.index())));
        }
        let functions: Vec<_> = functions.collect();
        slots.retain(|_, number: &mut Number| {
            let name = &functions[*number].name;
            !nobodys.iter().any(|part| name.contains(part))
        });
        let exported = module.exports.iter().filter_map(|export| match export.item {
            ExportItem::Function(id) => Some(id.index()),
            _ => None,
        });
        Ok(Self {
            functions,
            table: table.index(),
            slots,
            end: u32::try_from(module.tables.get(table).initial)?,
            exported: exported.chain(module.start.map(|id| id.index())).collect(),
        })
    }

    /// The function of this name.
    pub fn named(&self, name: &str) -> Result<Number> {
        let mut found = (0..).zip(&self.functions).filter(|(_, function)| function.name == name);
        let (number, _) = found.next().with_context(|| {
            format!("the wasm has no {name}: is it still #[inline(never)]? See split/mod.rs")
        })?;
        ensure!(found.next().is_none(), "the wasm has more than one {name}: see split/mod.rs");
        Ok(number)
    }

    /// These functions, and what they call, but not what stands in `stop`.
    pub fn reach(&self, from: BTreeSet<Number>, stop: &BTreeSet<Number>) -> BTreeSet<Number> {
        let mut reached = from;
        let mut open = reached.iter().copied().collect::<Vec<_>>();
        while let Some(number) = open.pop() {
            for called in self.functions[number].uses.functions() {
                if !stop.contains(&called) && reached.insert(called) {
                    open.push(called);
                }
            }
        }
        reached
    }
}

impl Visitor<'_> for Uses {
    fn visit_function_id(&mut self, id: &FunctionId) {
        self.0.insert(Thing::Function(id.index()));
    }

    fn visit_table_id(&mut self, id: &TableId) {
        self.0.insert(Thing::Table(id.index()));
    }

    fn visit_memory_id(&mut self, id: &MemoryId) {
        self.0.insert(Thing::Memory(id.index()));
    }

    fn visit_global_id(&mut self, id: &GlobalId) {
        self.0.insert(Thing::Global(id.index()));
    }
}

/// A function by its number.
pub fn function(things: &BTreeMap<Thing, ExportItem>, number: Number) -> Result<FunctionId> {
    match things.get(&Thing::Function(number)) {
        Some(ExportItem::Function(id)) => Ok(*id),
        _ => bail!("a function has gone"),
    }
}

/// Where a segment of the table begins.
pub fn place(offset: &ConstExpr) -> Result<u32> {
    match offset {
        ConstExpr::Value(Value::I32(place)) => Ok(u32::try_from(*place)?),
        _ => bail!("a segment of the table of functions begins at no constant"),
    }
}

/// Everything that a wasm has, as its exports name it.
pub fn things(module: &Module) -> BTreeMap<Thing, ExportItem> {
    let functions = module.funcs.iter().map(|its| its.id());
    let globals = module.globals.iter().map(|its| its.id());
    let memories = module.memories.iter().map(|its| its.id());
    let tables = module.tables.iter().map(|its| its.id());
    functions
        .map(|id| (Thing::Function(id.index()), id.into()))
        .chain(globals.map(|id| (Thing::Global(id.index()), id.into())))
        .chain(memories.map(|id| (Thing::Memory(id.index()), id.into())))
        .chain(tables.map(|id| (Thing::Table(id.index()), id.into())))
        .collect()
}
