//! The wasm that a page loads first: without the parts, with a way into each.

use anyhow::{Context, Result, bail};
use walrus::{
    ConstExpr, ElementItems, ElementKind, FunctionBuilder, FunctionId, FunctionKind, Module,
    TableId, ir::Value, passes::gc,
};

use super::{
    graph::{function, place, things},
    shares::Shares,
};

pub fn write(wasm: &[u8], shares: &Shares) -> Result<Vec<u8>> {
    let mut module = Module::from_buffer(wasm)?;
    let table = module.tables.main_function_table()?.context("no table of functions")?;
    let things = things(&module);
    for share in &shares.parts {
        for (number, slot) in &share.gates {
            make_way(&mut module, function(&things, *number)?, *slot, table)?;
        }
    }
    leave_free(&mut module, table, shares)?;
    grow(&mut module, table, shares.places());
    for (thing, name) in shares.exports() {
        let item = things.get(&thing).context("what a part needs has gone")?;
        module.exports.add(&name, *item);
    }
    gc::run(&mut module);
    Ok(module.emit_wasm())
}

/// In place of a gate: a call of what stands in its place in the table.
fn make_way(module: &mut Module, gate: FunctionId, slot: u32, table: TableId) -> Result<()> {
    let FunctionKind::Local(local) = &module.funcs.get(gate).kind else {
        bail!("a gate is imported");
    };
    let (kind, arguments) = (local.ty(), local.args.clone());
    let (takes, gives) = module.types.params_results(kind);
    let (takes, gives) = (takes.to_vec(), gives.to_vec());
    let mut way = FunctionBuilder::new(&mut module.types, &takes, &gives);
    let mut body = way.func_body();
    for argument in &arguments {
        body.local_get(*argument);
    }
    body.i32_const(i32::try_from(slot)?).call_indirect(kind, table);
    module.funcs.get_mut(gate).kind = FunctionKind::Local(way.local_func(arguments));
    Ok(())
}

/// Fills the table but for the places of the parts and of nobody.
fn leave_free(module: &mut Module, table: TableId, shares: &Shares) -> Result<()> {
    let segments: Vec<_> = module.tables.get(table).elem_segments.iter().copied().collect();
    for segment in segments {
        let element = module.elements.get(segment);
        let (ElementKind::Active { offset, .. }, ElementItems::Functions(items)) =
            (&element.kind, &element.items)
        else {
            bail!("the table of functions is not filled with functions");
        };
        let kept = (place(offset)?..).zip(items.iter().copied());
        let kept: Vec<_> = kept.filter(|(slot, _)| shares.is_cores(*slot)).collect();
        module.elements.delete(segment);
        module.tables.get_mut(table).elem_segments.remove(&segment);
        fill(module, table, &kept)?;
    }
    Ok(())
}

/// Makes a table so much longer.
pub(super) fn grow(module: &mut Module, table: TableId, places: u64) {
    let table = module.tables.get_mut(table);
    table.initial += places;
    table.maximum = table.maximum.map(|most| most + places);
}

/// Fills places of a table, one segment for each run of neighbours.
pub(super) fn fill(module: &mut Module, table: TableId, slots: &[(u32, FunctionId)]) -> Result<()> {
    for run in slots.chunk_by(|(one, _), (next, _)| one + 1 == *next) {
        let Some((start, _)) = run.first() else { continue };
        let offset = ConstExpr::Value(Value::I32(i32::try_from(*start)?));
        let items = ElementItems::Functions(run.iter().map(|(_, id)| *id).collect());
        let segment = module.elements.add(ElementKind::Active { table, offset }, items);
        module.tables.get_mut(table).elem_segments.insert(segment);
    }
    Ok(())
}
