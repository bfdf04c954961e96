//! A wasm of a few bytes, for the tests of what reads and rewrites the package's.

use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, EntityType, ExportKind, ExportSection, Function,
    FunctionSection, ImportSection, Instruction, MemorySection, MemoryType, Module, NameMap,
    NameSection, TypeSection, ValType,
};

/// What is in it, besides a memory.
#[derive(Default)]
pub struct SmallWasm<'a> {
    /// Module and name of functions that take and give nothing.
    pub imports: &'a [(&'a str, &'a str)],
    pub functions: &'a [SmallFunction<'a>],
    /// Name, and number among imports and functions.
    pub exports: &'a [(&'a str, u32)],
    pub data: &'a [u8],
    /// Leaves out what the functions are called.
    pub nameless: bool,
}

/// A function that takes numbers (`i32`), gives one or nothing, and does so with these
/// instructions before its end.
pub struct SmallFunction<'a> {
    pub name: &'a str,
    pub takes: usize,
    pub gives: bool,
    pub body: &'a [Instruction<'a>],
}

impl SmallWasm<'_> {
    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let (mut types, mut imports) = (TypeSection::new(), ImportSection::new());
        let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
        let (mut exports, mut names) = (ExportSection::new(), NameMap::new());
        types.ty().function([], []);
        for (number, (module, name)) in (0..).zip(self.imports) {
            imports.import(module, name, EntityType::Function(0));
            names.append(number, name);
        }
        let imported = imports.len();
        for (number, function) in (0..).zip(self.functions) {
            let gives = function.gives.then_some(ValType::I32);
            types.ty().function(vec![ValType::I32; function.takes], gives);
            functions.function(1 + number);
            let mut body = Function::new([]);
            for instruction in function.body {
                body.instruction(instruction);
            }
            code.function(body.instruction(&Instruction::End));
            names.append(imported + number, function.name);
        }
        exports.export("memory", ExportKind::Memory, 0);
        for (name, number) in self.exports {
            exports.export(name, ExportKind::Func, *number);
        }
        let mut memories = MemorySection::new();
        let (minimum, maximum, page_size_log2) = (1, None, None);
        memories.memory(MemoryType {
            minimum,
            maximum,
            memory64: false,
            shared: false,
            page_size_log2,
        });
        let mut data = DataSection::new();
        data.active(0, &ConstExpr::i32_const(0), self.data.iter().copied());

        let mut module = Module::new();
        module.section(&types).section(&imports).section(&functions).section(&memories);
        module.section(&exports).section(&code).section(&data);
        if !self.nameless {
            let mut section = NameSection::new();
            section.functions(&names);
            module.section(&section);
        }
        module.finish()
    }
}
