//! The wasm of a part: its functions, with all else from the core.

use anyhow::{Context, Result};
use walrus::{
    ExportItem, FunctionKind, GlobalKind, ImportId, ImportKind, ImportedFunction, Module,
    passes::gc,
};

use super::{
    core::{fill, grow},
    graph::{function, things},
    shares::{Share, Shares},
};

/// The module that a part imports the core's things from, as `loading.js` names it.
const CORE: &str = "core";

pub fn write(wasm: &[u8], share: &Share, shares: &Shares) -> Result<Vec<u8>> {
    let mut module = Module::from_buffer(wasm)?;
    let table = module.tables.main_function_table()?.context("no table of functions")?;
    let exports = shares.exports();
    empty(&mut module);
    let things = things(&module);
    for thing in &share.needs {
        let item = things.get(thing).context("what a part needs has gone")?;
        let name = exports.get(thing).context("the core does not export what a part needs")?;
        import(&mut module, *item, name);
    }
    let slots = share.slots.iter().map(|(slot, number)| Ok((*slot, function(&things, *number)?)));
    let slots = slots.collect::<Result<Vec<_>>>()?;
    grow(&mut module, table, shares.places());
    fill(&mut module, table, &slots)?;
    gc::run(&mut module);
    Ok(module.emit_wasm())
}

/// Leaves nothing that is the core's to do: data, exports, the table, the start.
fn empty(module: &mut Module) {
    module.start = None;
    let exports: Vec<_> = module.exports.iter().map(|export| export.id()).collect();
    exports.into_iter().for_each(|id| module.exports.delete(id));
    let segments: Vec<_> = module.data.iter().map(|data| data.id()).collect();
    segments.into_iter().for_each(|id| module.data.delete(id));
    module.memories.iter_mut().for_each(|memory| memory.data_segments.clear());
    let segments: Vec<_> = module.elements.iter().map(|element| element.id()).collect();
    segments.into_iter().for_each(|id| module.elements.delete(id));
    module.tables.iter_mut().for_each(|table| table.elem_segments.clear());
}

/// Makes something the core's.
fn import(module: &mut Module, item: ExportItem, name: &str) {
    let mut add = |kind: ImportKind| -> ImportId { module.imports.add(CORE, name, kind) };
    match item {
        ExportItem::Function(id) => {
            let import = add(id.into());
            let function = module.funcs.get_mut(id);
            let ty = function.ty();
            function.kind = FunctionKind::Import(ImportedFunction { import, ty });
        }
        ExportItem::Table(id) => module.tables.get_mut(id).import = Some(add(id.into())),
        ExportItem::Memory(id) => module.memories.get_mut(id).import = Some(add(id.into())),
        ExportItem::Global(id) => {
            module.globals.get_mut(id).kind = GlobalKind::Import(add(id.into()))
        }
        ExportItem::Tag(_) => {}
    }
}
