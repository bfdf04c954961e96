//! The query options of a set: `$filter`, `$select`, `$orderby`, `$top`, `$skip`, `$inlinecount`.

use crate::{
    entity::{Entity, Kind, NAMESPACE, Schema},
    error::ApiError,
    filter::{Filter, order},
    http::percent_decode,
};

/// The most entities in one answer; a client pages with `$skip` and `$top`.
pub const PAGE: usize = 1000;

/// The parsed query options of a request for a set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    filter: Option<Filter>,
    /// The properties to write; all when there are none.
    pub select: Option<Vec<String>>,
    /// The properties to sort by, and whether in descending order.
    orderby: Vec<(String, bool)>,
    top: Option<usize>,
    skip: usize,
    count: bool,
}

/// The names and values of a query string, decoded.
///
/// # Errors
/// 400 when the percent-encoding is malformed.
pub fn options(query: &str) -> Result<Vec<(String, String)>, ApiError> {
    let decode = |text| {
        percent_decode(text, true)
            .ok_or_else(|| ApiError::new(400, "Bad Request - Error in URL encoding."))
    };
    let parts = query.split('&').filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            Ok((decode(name)?, decode(value)?))
        })
        .collect()
}

impl Query {
    /// Parses the options of a query string. Names that do not begin with `$` are ignored.
    ///
    /// # Errors
    /// 400 for an unknown or repeated option, and for a value that does not fit the set.
    pub fn parse(query: &str, schema: &'static Schema) -> Result<Self, ApiError> {
        let mut read = Self::default();
        let mut seen: Vec<String> = Vec::new();
        for (name, value) in options(query)? {
            let bad = |message: String| ApiError::new(400, message);
            if seen.contains(&name) {
                return Err(bad(format!("The query parameter '{name}' is given more than once.")));
            }
            let number = || {
                value
                    .trim()
                    .parse()
                    .map_err(|_| bad(format!("Incorrect format for {name} argument '{value}'.")))
            };
            match name.as_str() {
                "$filter" => read.filter = Some(Filter::parse(&value, schema).map_err(bad)?),
                "$select" => read.select = select(&value, schema)?,
                "$orderby" => read.orderby = orderby(&value, schema)?,
                "$top" => read.top = Some(number()?),
                "$skip" => read.skip = number()?,
                "$inlinecount" => {
                    read.count = match value.as_str() {
                        "allpages" => true,
                        "none" => false,
                        _ => return Err(bad(format!("Unknown $inlinecount option '{value}'."))),
                    }
                }
                "$expand" => {
                    return Err(bad("The $expand operation is not supported.".to_owned()));
                }
                _ if name.starts_with('$') => {
                    return Err(bad(format!(
                        "The query parameter '{name}' begins with a system-reserved '$' character but is not recognized."
                    )));
                }
                _ => {}
            }
            seen.push(name);
        }
        Ok(read)
    }

    /// The matching entities, and with `$inlinecount` how many there are before `$skip` and `$top`.
    pub fn run(&self, mut entities: Vec<Entity>) -> (Vec<Entity>, Option<usize>) {
        if let Some(filter) = &self.filter {
            entities.retain(|entity| filter.admits(entity));
        }
        let count = self.count.then_some(entities.len());
        entities.sort_by(|left, right| {
            let each = self.orderby.iter().filter_map(|(name, down)| {
                let order = order(left.get(name)?, right.get(name)?)?;
                Some(if *down { order.reverse() } else { order })
            });
            each.fold(core::cmp::Ordering::Equal, core::cmp::Ordering::then)
        });
        let most = self.top.unwrap_or(PAGE).min(PAGE);
        (entities.into_iter().skip(self.skip).take(most).collect(), count)
    }
}

fn unknown(name: &str, schema: &Schema) -> ApiError {
    let of = schema.type_name;
    ApiError::new(
        400,
        format!("Could not find a property named '{name}' on type '{NAMESPACE}.{of}'."),
    )
}

fn select(value: &str, schema: &Schema) -> Result<Option<Vec<String>>, ApiError> {
    let names: Vec<_> = value.split(',').map(|name| name.trim().to_owned()).collect();
    if names.iter().any(|name| name == "*") {
        return Ok(None);
    }
    match names
        .iter()
        .find(|name| schema.kind(name).is_none() && !schema.links.contains(&name.as_str()))
    {
        Some(name) => Err(unknown(name, schema)),
        None => Ok(Some(names)),
    }
}

fn orderby(value: &str, schema: &Schema) -> Result<Vec<(String, bool)>, ApiError> {
    let mut orders = Vec::new();
    for part in value.split(',') {
        let mut words = part.split_whitespace();
        let name = words.next().unwrap_or_default();
        if matches!(schema.kind(name), None | Some(Kind::List(_))) {
            return Err(unknown(name, schema));
        }
        let down = match (words.next(), words.next()) {
            (None | Some("asc"), None) => false,
            (Some("desc"), None) => true,
            _ => return Err(ApiError::new(400, format!("Syntax error in $orderby '{value}'."))),
        };
        orders.push((name.to_owned(), down));
    }
    Ok(orders)
}
