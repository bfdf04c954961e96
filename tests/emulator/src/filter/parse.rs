//! Parses a filter's tokens into a term, and checks it against the entity set's properties.

use super::{
    Comparison, Operand, Term,
    lex::{Token, tokens},
};
use crate::entity::{Kind, NAMESPACE, Schema, Value};

/// The deepest nesting of parentheses and `not`. The parser recurses, so a limit keeps a hostile
/// filter from overflowing the stack.
const MAX_DEPTH: usize = 100;

pub(super) fn parse(text: &str, schema: &'static Schema) -> Result<Term, String> {
    let mut parser = Parser { tokens: tokens(text)?, at: 0, schema, depth: 0 };
    let term = parser.or_expression()?;
    match parser.peek() {
        None => Ok(term),
        Some(_) => Err(parser.syntax_error()),
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    schema: &'static Schema,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.peek().cloned();
        self.at += usize::from(token.is_some());
        token
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Word(next)) if next == word);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, token: &Token) -> Result<(), String> {
        if self.peek() == Some(token) {
            self.at += 1;
            return Ok(());
        }
        Err(self.syntax_error())
    }

    fn syntax_error(&self) -> String {
        match self.peek() {
            Some(_) => format!("Syntax error at part {} of the $filter expression.", self.at + 1),
            None => "The $filter expression ends too early.".to_owned(),
        }
    }

    fn or_expression(&mut self) -> Result<Term, String> {
        let mut term = self.and_expression()?;
        while self.take_word("or") {
            term = Term::Or(Box::new(term), Box::new(self.and_expression()?));
        }
        Ok(term)
    }

    fn and_expression(&mut self) -> Result<Term, String> {
        let mut term = self.unary_expression()?;
        while self.take_word("and") {
            term = Term::And(Box::new(term), Box::new(self.unary_expression()?));
        }
        Ok(term)
    }

    fn unary_expression(&mut self) -> Result<Term, String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err("Recursion limit of the $filter expression reached.".to_owned());
        }
        let term = if self.take_word("not") {
            Term::Not(Box::new(self.unary_expression()?))
        } else if self.peek() == Some(&Token::Open) {
            self.at += 1;
            let term = self.or_expression()?;
            self.expect(&Token::Close)?;
            term
        } else if self.take_word("startswith") {
            let (text, start) = self.text_arguments()?;
            self.boolean_comparison(Term::StartsWith(text, start))?
        } else if self.take_word("substringof") {
            let (part, text) = self.text_arguments()?;
            self.boolean_comparison(Term::SubstringOf(part, text))?
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Ok(term)
    }

    /// `eq true` and `eq false` after a function, which some clients write.
    fn boolean_comparison(&mut self, term: Term) -> Result<Term, String> {
        if !self.take_word("eq") {
            return Ok(term);
        }
        if self.take_word("true") {
            return Ok(term);
        }
        if self.take_word("false") {
            return Ok(Term::Not(Box::new(term)));
        }
        Err(self.syntax_error())
    }

    fn text_arguments(&mut self) -> Result<(Operand, Operand), String> {
        self.expect(&Token::Open)?;
        let first = self.operand()?;
        self.expect(&Token::Comma)?;
        let second = self.operand()?;
        self.expect(&Token::Close)?;
        for operand in [&first, &second] {
            if !matches!(self.kind(operand), None | Some(Kind::Text)) {
                return Err("No function signature matches the specified arguments.".to_owned());
            }
        }
        Ok((first, second))
    }

    fn comparison(&mut self) -> Result<Term, String> {
        let left = self.operand()?;
        let comparison = match self.peek() {
            Some(Token::Word(word)) => match word.as_str() {
                "eq" => Comparison::Eq,
                "ne" => Comparison::Ne,
                "lt" => Comparison::Lt,
                "le" => Comparison::Le,
                "gt" => Comparison::Gt,
                "ge" => Comparison::Ge,
                _ => return Err(self.syntax_error()),
            },
            _ => return Err(self.syntax_error()),
        };
        self.at += 1;
        let right = self.operand()?;
        let numeric = |kind| matches!(kind, Kind::Int | Kind::Double);
        match (self.kind(&left), self.kind(&right)) {
            (Some(left), Some(right)) if left != right && !(numeric(left) && numeric(right)) => {
                Err(format!(
                    "A binary operator with incompatible types was detected. Found operand types '{}' and '{}'.",
                    left.name(),
                    right.name()
                ))
            }
            _ => Ok(Term::Compare(left, comparison, right)),
        }
    }

    fn operand(&mut self) -> Result<Operand, String> {
        let syntax_error = self.syntax_error();
        match self.next() {
            Some(Token::Literal(value)) => Ok(Operand::Literal(value)),
            Some(Token::Word(name)) => {
                let known = self.schema.properties.iter().find(|(known, _)| *known == name);
                match known {
                    Some((_, Kind::List(_))) => {
                        Err(format!("The collection '{name}' cannot be used in $filter."))
                    }
                    Some((name, _)) => Ok(Operand::Property(name)),
                    None => Err(format!(
                        "Could not find a property named '{name}' on type '{NAMESPACE}.{}'.",
                        self.schema.type_name
                    )),
                }
            }
            _ => Err(syntax_error),
        }
    }

    fn kind(&self, operand: &Operand) -> Option<Kind> {
        match operand {
            Operand::Property(name) => self.schema.kind(name),
            Operand::Literal(Value::Text(_)) => Some(Kind::Text),
            Operand::Literal(Value::Int(_)) => Some(Kind::Int),
            Operand::Literal(Value::Double(_)) => Some(Kind::Double),
            Operand::Literal(Value::Date(_)) => Some(Kind::Date),
            Operand::Literal(Value::Null | Value::List(_)) => None,
        }
    }
}
