//! Splits a filter's text into tokens.

use crate::{calendar, entity::Value};

/// A token of a filter.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Open,
    Close,
    Comma,
    /// A name or a word like `eq`.
    Word(String),
    Literal(Value),
}

/// Splits a filter into tokens, or describes the error.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, after) = match first {
            '(' => (Token::Open, &rest[1..]),
            ')' => (Token::Close, &rest[1..]),
            ',' => (Token::Comma, &rest[1..]),
            '\'' => {
                let (text, after) = quoted(&rest[1..])?;
                (Token::Literal(Value::Text(text)), after)
            }
            _ => word(rest)?,
        };
        tokens.push(token);
        rest = after.trim_start();
    }
    Ok(tokens)
}

/// The text up to the closing quote, and what follows it. A doubled quote stands for one quote.
fn quoted(text: &str) -> Result<(String, &str), String> {
    let mut content = String::new();
    let mut rest = text;
    loop {
        let (before, after) =
            rest.split_once('\'').ok_or_else(|| "There is an unterminated literal.".to_owned())?;
        content.push_str(before);
        match after.strip_prefix('\'') {
            Some(after) => {
                content.push('\'');
                rest = after;
            }
            None => return Ok((content, after)),
        }
    }
}

fn word(text: &str) -> Result<(Token, &str), String> {
    let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | '\'');
    let (word, after) = text.split_at(text.find(ends).unwrap_or(text.len()));
    if let Some(after) = after.strip_prefix('\'') {
        let (content, after) = quoted(after)?;
        let date = (word == "datetime").then(|| calendar::parse(&content)).flatten();
        let date = date.ok_or_else(|| format!("Unrecognized literal '{word}'{content}''."))?;
        return Ok((Token::Literal(Value::Date(date)), after));
    }
    let token = match word {
        "null" => Token::Literal(Value::Null),
        _ if word.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '.') => {
            let literal = word.parse().map(Value::Int).ok().or_else(|| double(word));
            Token::Literal(literal.ok_or_else(|| format!("Unrecognized literal '{word}'."))?)
        }
        _ if word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') => {
            Token::Word(word.to_owned())
        }
        _ => return Err(format!("Syntax error: character in '{word}' is not valid.")),
    };
    Ok((token, after))
}

fn double(word: &str) -> Option<Value> {
    let plain = word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.'));
    plain.then(|| word.parse().ok()).flatten().map(Value::Double)
}
