//! A filter's tokens, read into a term that fits its entity set.

use super::{
    Comparison, Operand, Term,
    lex::{Token, tokens},
};
use crate::entity::{Kind, NAMESPACE, Schema, Value};

/// How deep parentheses and `not` may stand in one another: a filter must not break the stack.
const DEEPEST: usize = 100;

pub(super) fn parse(text: &str, schema: &'static Schema) -> Result<Term, String> {
    let mut parser = Parser { tokens: tokens(text)?, at: 0, schema, depth: 0 };
    let term = parser.any()?;
    match parser.peek() {
        None => Ok(term),
        Some(_) => Err(parser.trouble()),
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

    fn take(&mut self) -> Option<Token> {
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
        Err(self.trouble())
    }

    fn trouble(&self) -> String {
        match self.peek() {
            Some(_) => format!("Syntax error at part {} of the $filter expression.", self.at + 1),
            None => "The $filter expression ends too early.".to_owned(),
        }
    }

    fn any(&mut self) -> Result<Term, String> {
        let mut term = self.all()?;
        while self.take_word("or") {
            term = Term::Or(Box::new(term), Box::new(self.all()?));
        }
        Ok(term)
    }

    fn all(&mut self) -> Result<Term, String> {
        let mut term = self.one()?;
        while self.take_word("and") {
            term = Term::And(Box::new(term), Box::new(self.one()?));
        }
        Ok(term)
    }

    fn one(&mut self) -> Result<Term, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("Recursion limit of the $filter expression reached.".to_owned());
        }
        let term = if self.take_word("not") {
            Term::Not(Box::new(self.one()?))
        } else if self.peek() == Some(&Token::Open) {
            self.at += 1;
            let term = self.any()?;
            self.expect(&Token::Close)?;
            term
        } else if self.take_word("startswith") {
            let (text, start) = self.two_texts()?;
            self.truth(Term::StartsWith(text, start))?
        } else if self.take_word("substringof") {
            let (part, text) = self.two_texts()?;
            self.truth(Term::SubstringOf(part, text))?
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Ok(term)
    }

    /// `eq true` and `eq false` after a function, which some clients write.
    fn truth(&mut self, term: Term) -> Result<Term, String> {
        if !self.take_word("eq") {
            return Ok(term);
        }
        if self.take_word("true") {
            return Ok(term);
        }
        if self.take_word("false") {
            return Ok(Term::Not(Box::new(term)));
        }
        Err(self.trouble())
    }

    fn two_texts(&mut self) -> Result<(Operand, Operand), String> {
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
                _ => return Err(self.trouble()),
            },
            _ => return Err(self.trouble()),
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
        let trouble = self.trouble();
        match self.take() {
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
            _ => Err(trouble),
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
