//! Entities as JSON text: JSON light with and without metadata, and verbose, each with its own
//! dates, numbers and envelopes. Written without serde, because clients
//! see the order of properties and the spelling of numbers, and both differ by format.

use crate::{
    calendar::{Spelling, spell},
    entity::{Entity, Kind, NAMESPACE, Schema, Value},
    http::Response,
    negotiate::Format,
};

/// A text as a JSON string, quotes included.
pub fn json_text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Writes answers of one request.
#[derive(Clone, Copy, Debug)]
pub struct Writer<'a> {
    /// The API root, with a slash at the end.
    pub root: &'a str,
    /// The negotiated format.
    pub format: Format,
    /// A spelling of dates that a fault scenario forces.
    pub dates: Option<Spelling>,
}

/// What of an entity is written: all, or what `$select` names.
pub type Select<'a> = Option<&'a [String]>;

impl Writer<'_> {
    /// Some of a set's entities. `count` is what `$inlinecount` asked for.
    pub fn collection(
        &self,
        schema: &Schema,
        entities: &[Entity],
        select: Select,
        count: Option<usize>,
    ) -> Response {
        let written: Vec<_> =
            entities.iter().map(|entity| self.entity(schema, entity, select)).collect();
        let written = written.join(",");
        let body = match self.format {
            Format::Verbose { .. } => {
                let count = count.map(|n| format!(",\"__count\":\"{n}\"")).unwrap_or_default();
                format!("{{\"d\":{{\"results\":[{written}]{count}}}}}")
            }
            _ => {
                let count = count.map(|n| format!("\"odata.count\":\"{n}\",")).unwrap_or_default();
                let metadata = self.metadata(schema.set, select);
                format!("{{{metadata}{count}\"value\":[{written}]}}")
            }
        };
        self.response(body, self.spelling(schema, select))
    }

    /// One entity.
    pub fn element(&self, schema: &Schema, entity: &Entity, select: Select) -> Response {
        let written = self.entity(schema, entity, select);
        let body = match self.format {
            Format::Verbose { .. } => format!("{{\"d\":{written}}}"),
            _ => {
                let metadata = self.metadata(&format!("{}/@Element", schema.set), select);
                format!("{{{metadata}{}", written.strip_prefix('{').unwrap_or(&written))
            }
        };
        self.response(body, self.spelling(schema, select))
    }

    /// One property of an entity: `Jobs('…')/State`.
    pub fn property(&self, name: &str, kind: Kind, value: &Value) -> Response {
        let verbose_3 =
            matches!((self.format, kind), (Format::Verbose { version_3: true }, Kind::List(_)));
        let spelling = self.dates.unwrap_or(match self.format {
            Format::Verbose { .. } if verbose_3 => Spelling::Zulu,
            Format::Verbose { .. } => Spelling::Ticks,
            _ => Spelling::Bare,
        });
        let written = self.value(kind, value, spelling);
        let body = match self.format {
            Format::Verbose { .. } => format!("{{\"d\":{{\"{name}\":{written}}}}}"),
            _ if *value == Value::Null => {
                format!("{{{}\"odata.null\":true}}", self.metadata("Edm.Null", None))
            }
            _ => format!("{{{}\"value\":{written}}}", self.metadata(&kind.name(), None)),
        };
        self.response(body, spelling)
    }

    /// The service document: what entity sets there are.
    pub fn service(&self, sets: &[&str]) -> Response {
        let names: Vec<_> = sets.iter().map(|set| format!("\"{set}\"")).collect();
        let body = match self.format {
            Format::Verbose { .. } => {
                format!("{{\"d\":{{\"EntitySets\":[{}]}}}}", names.join(","))
            }
            _ => {
                let sets: Vec<_> = names
                    .iter()
                    .map(|name| format!("{{\"name\":{name},\"url\":{name}}}"))
                    .collect();
                let metadata = match self.format {
                    Format::Minimal => {
                        format!(
                            "\"odata.metadata\":{},",
                            json_text(&format!("{}$metadata", self.root))
                        )
                    }
                    _ => String::new(),
                };
                format!("{{{metadata}\"value\":[{}]}}", sets.join(","))
            }
        };
        self.response(body, Spelling::Ticks)
    }

    /// `"odata.metadata":"<root>$metadata#Jobs",`, where the format has it.
    fn metadata(&self, what: &str, select: Select) -> String {
        if self.format != Format::Minimal {
            return String::new();
        }
        let select =
            select.map(|names| format!("&$select={}", names.join(","))).unwrap_or_default();
        let url = format!("{}$metadata#{what}{select}", self.root);
        format!("\"odata.metadata\":{},", json_text(&url))
    }

    /// Dates in verbose JSON follow the version that the payload needs: a collection needs 3.
    fn spelling(&self, schema: &Schema, select: Select) -> Spelling {
        let has_list = schema.properties.iter().any(|(name, kind)| {
            matches!(kind, Kind::List(_))
                && select.is_none_or(|names| names.iter().any(|n| n == name))
        });
        self.dates.unwrap_or(match self.format {
            Format::Verbose { version_3 } if version_3 && has_list => Spelling::Zulu,
            Format::Verbose { .. } => Spelling::Ticks,
            _ => Spelling::Bare,
        })
    }

    fn response(&self, body: String, spelling: Spelling) -> Response {
        let mut response = Response::with_body(200, self.format.content_type(), body);
        let old = matches!(self.format, Format::Verbose { .. }) && spelling == Spelling::Ticks;
        response.set("DataServiceVersion", if old { "1.0;" } else { "3.0;" });
        response
    }

    fn entity(&self, schema: &Schema, entity: &Entity, select: Select) -> String {
        let spelling = self.spelling(schema, select);
        let wanted = |name: &str| select.is_none_or(|names| names.iter().any(|n| n == name));
        let mut parts = Vec::new();
        if matches!(self.format, Format::Verbose { .. }) {
            let key = entity.id().replace(':', "%3A");
            let uri = json_text(&format!("{}{}('{key}')", self.root, schema.set));
            parts.push(format!(
                "\"__metadata\":{{\"id\":{uri},\"uri\":{uri},\"type\":\"{NAMESPACE}.{}\"}}",
                schema.type_name
            ));
            for link in schema.links.iter().filter(|link| wanted(link)) {
                let uri = json_text(&format!("{}{}('{key}')/{link}", self.root, schema.set));
                parts.push(format!("\"{link}\":{{\"__deferred\":{{\"uri\":{uri}}}}}"));
            }
        }
        for (name, value) in entity.values.iter().filter(|(name, _)| wanted(name)) {
            let kind = schema.kind(name).unwrap_or(Kind::Text);
            parts.push(format!("\"{name}\":{}", self.value(kind, value, spelling)));
        }
        format!("{{{}}}", parts.join(","))
    }

    fn value(&self, kind: Kind, value: &Value, spelling: Spelling) -> String {
        let verbose = matches!(self.format, Format::Verbose { .. });
        match value {
            Value::Null => "null".to_owned(),
            Value::Text(text) => json_text(text),
            Value::Int(number) => number.to_string(),
            // `{:?}` keeps the `.0` that JSON light has; verbose JSON has none.
            Value::Double(number) if verbose => number.to_string(),
            Value::Double(number) => format!("{number:?}"),
            Value::Date(millis) if spelling == Spelling::Ticks => {
                format!("\"{}\"", spell(*millis, spelling).replace('/', "\\/"))
            }
            Value::Date(millis) => format!("\"{}\"", spell(*millis, spelling)),
            Value::List(items) => {
                let items: Vec<_> =
                    items.iter().map(|item| self.item(kind, item, spelling)).collect();
                let items = items.join(",");
                if verbose {
                    let name = kind.name();
                    format!("{{\"__metadata\":{{\"type\":\"{name}\"}},\"results\":[{items}]}}")
                } else {
                    format!("[{items}]")
                }
            }
        }
    }

    fn item(&self, kind: Kind, item: &[(&'static str, Value)], spelling: Spelling) -> String {
        let mut parts = Vec::new();
        if let (Format::Verbose { .. }, Kind::List(name)) = (self.format, kind) {
            parts.push(format!("\"__metadata\":{{\"type\":\"{NAMESPACE}.{name}\"}}"));
        }
        // Event times were recorded without a zone, even where the others had one.
        let spelling = if spelling == Spelling::Zulu { Spelling::Bare } else { spelling };
        for (name, value) in item {
            parts.push(format!("\"{name}\":{}", self.value(Kind::Text, value, spelling)));
        }
        format!("{{{}}}", parts.join(","))
    }
}
