//! `$filter` as the service's clients use it: `eq ne lt le gt ge and or not`, parentheses,
//! `startswith` and `substringof`, on any property that is not a collection.

mod lex;
mod parse;

use crate::entity::{Entity, Schema, Value};

/// A parsed filter, checked against its entity set.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter(Term);

#[derive(Clone, Debug, PartialEq)]
enum Term {
    Not(Box<Term>),
    And(Box<Term>, Box<Term>),
    Or(Box<Term>, Box<Term>),
    Compare(Operand, Comparison, Operand),
    StartsWith(Operand, Operand),
    /// Whether the second operand contains the first. The order is OData's.
    SubstringOf(Operand, Operand),
}

#[derive(Clone, Debug, PartialEq)]
enum Operand {
    Property(&'static str),
    Literal(Value),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

impl Filter {
    /// Parses a filter.
    ///
    /// # Errors
    /// A message for an answer with status 400.
    pub fn parse(text: &str, schema: &'static Schema) -> Result<Self, String> {
        parse::parse(text, schema).map(Self)
    }

    /// Whether the entity matches the filter.
    pub fn admits(&self, entity: &Entity) -> bool {
        self.0.holds(entity)
    }
}

impl Term {
    fn holds(&self, entity: &Entity) -> bool {
        match self {
            Self::Not(term) => !term.holds(entity),
            Self::And(left, right) => left.holds(entity) && right.holds(entity),
            Self::Or(left, right) => left.holds(entity) || right.holds(entity),
            Self::Compare(left, comparison, right) => {
                compare(left.value(entity), *comparison, right.value(entity))
            }
            Self::StartsWith(text, start) => match (text.value(entity), start.value(entity)) {
                (Value::Text(text), Value::Text(start)) => text.starts_with(start.as_str()),
                _ => false,
            },
            Self::SubstringOf(part, text) => match (part.value(entity), text.value(entity)) {
                (Value::Text(part), Value::Text(text)) => text.contains(part.as_str()),
                _ => false,
            },
        }
    }
}

impl Operand {
    fn value<'a>(&'a self, entity: &'a Entity) -> &'a Value {
        match self {
            Self::Literal(value) => value,
            Self::Property(name) => entity.get(name).unwrap_or(&Value::Null),
        }
    }
}

/// `null` equals only `null`, and is neither less nor greater than any value (OData v3, 5.1.1.1).
fn compare(left: &Value, comparison: Comparison, right: &Value) -> bool {
    use core::cmp::Ordering::{Equal, Greater, Less};
    let order = order(left, right);
    match comparison {
        Comparison::Eq => order == Some(Equal),
        Comparison::Ne => order != Some(Equal),
        _ if matches!(left, Value::Null) || matches!(right, Value::Null) => false,
        Comparison::Lt => order == Some(Less),
        Comparison::Le => matches!(order, Some(Less | Equal)),
        Comparison::Gt => order == Some(Greater),
        Comparison::Ge => matches!(order, Some(Greater | Equal)),
    }
}

/// How two values compare; `None` for values of different kinds.
pub fn order(left: &Value, right: &Value) -> Option<core::cmp::Ordering> {
    match (left, right) {
        (Value::Null, Value::Null) => Some(core::cmp::Ordering::Equal),
        (Value::Text(left), Value::Text(right)) => Some(left.cmp(right)),
        (Value::Int(left), Value::Int(right)) => Some(left.cmp(right)),
        (Value::Date(left), Value::Date(right)) => Some(left.cmp(right)),
        _ => number(left)?.partial_cmp(&number(right)?),
    }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Int(number) => Some(f64::from(*number)),
        Value::Double(number) => Some(*number),
        _ => None,
    }
}
