//! Jobs and tasks as the service's data model has them: properties by name, in wire order. Filters,
//! `$select`, `$orderby` and the writer all work on these, so none of them depends on
//! jobs or tasks in particular.

/// One property's value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`.
    Null,
    /// Edm.String.
    Text(String),
    /// Edm.Int32.
    Int(i32),
    /// Edm.Double.
    Double(f64),
    /// Edm.DateTime: milliseconds since 1970, UTC.
    Date(i64),
    /// A collection of complex values.
    List(Vec<Vec<(&'static str, Value)>>),
}

impl Value {
    /// A text, or `null`.
    pub fn text(text: Option<&str>) -> Self {
        text.map_or(Self::Null, |text| Self::Text(text.to_owned()))
    }

    /// A date, or `null`.
    pub fn date(millis: Option<i64>) -> Self {
        millis.map_or(Self::Null, Self::Date)
    }
}

/// A property's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Edm.String.
    Text,
    /// Edm.Int32.
    Int,
    /// Edm.Double.
    Double,
    /// Edm.DateTime.
    Date,
    /// A collection of a complex type, which is named.
    List(&'static str),
}

impl Kind {
    /// The type's name in the service's metadata.
    pub fn name(self) -> String {
        match self {
            Self::Text => "Edm.String".to_owned(),
            Self::Int => "Edm.Int32".to_owned(),
            Self::Double => "Edm.Double".to_owned(),
            Self::Date => "Edm.DateTime".to_owned(),
            Self::List(item) => format!("Collection({NAMESPACE}.{item})"),
        }
    }
}

/// The namespace of the service's types.
pub const NAMESPACE: &str = "Microsoft.Cloud.Media.Vod.Rest.Data.Models";

/// An entity set: its name, its type and what its entities have.
#[derive(Debug)]
pub struct Schema {
    /// The set's name in URLs.
    pub set: &'static str,
    /// The type's short name.
    pub type_name: &'static str,
    /// Names and types in wire order.
    pub properties: &'static [(&'static str, Kind)],
    /// Navigation properties: written in verbose JSON only.
    pub links: &'static [&'static str],
}

impl Schema {
    /// The type of the property of this name; names are case-sensitive.
    pub fn kind(&self, name: &str) -> Option<Kind> {
        self.properties.iter().find(|property| property.0 == name).map(|property| property.1)
    }
}

/// The set of jobs.
pub static JOBS: Schema = Schema {
    set: "Jobs",
    type_name: "Job",
    properties: &[
        ("Id", Kind::Text),
        ("Name", Kind::Text),
        ("Created", Kind::Date),
        ("LastModified", Kind::Date),
        ("EndTime", Kind::Date),
        ("Priority", Kind::Int),
        ("RunningDuration", Kind::Double),
        ("StartTime", Kind::Date),
        ("State", Kind::Int),
        ("TemplateId", Kind::Text),
        ("JobNotificationSubscriptions", Kind::List("JobNotificationSubscription")),
    ],
    links: &["Tasks", "OutputMediaAssets", "InputMediaAssets"],
};

/// The set of tasks.
pub static TASKS: Schema = Schema {
    set: "Tasks",
    type_name: "Task",
    properties: &[
        ("Id", Kind::Text),
        ("Configuration", Kind::Text),
        ("EndTime", Kind::Date),
        ("ErrorDetails", Kind::List("ErrorDetail")),
        ("HistoricalEvents", Kind::List("TaskHistoricalEvent")),
        ("MediaProcessorId", Kind::Text),
        ("Name", Kind::Text),
        ("PerfMessage", Kind::Text),
        ("Priority", Kind::Int),
        ("Progress", Kind::Double),
        ("RunningDuration", Kind::Double),
        ("StartTime", Kind::Date),
        ("State", Kind::Int),
        ("TaskBody", Kind::Text),
        ("Options", Kind::Int),
        ("EncryptionKeyId", Kind::Text),
        ("EncryptionScheme", Kind::Text),
        ("EncryptionVersion", Kind::Text),
        ("InitializationVector", Kind::Text),
        ("TaskNotificationSubscriptions", Kind::List("TaskNotificationSubscription")),
    ],
    links: &["OutputMediaAssets", "InputMediaAssets"],
};

/// A job or a task: its properties in wire order, and the job that it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// The job's own id, or the id of the task's job.
    pub job: String,
    /// Names and values.
    pub values: Vec<(&'static str, Value)>,
}

impl Entity {
    /// The value of a property.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.values.iter().find(|value| value.0 == name).map(|value| &value.1)
    }

    /// Sets a property that it has.
    pub fn set(&mut self, name: &str, value: Value) {
        if let Some(slot) = self.values.iter_mut().find(|known| known.0 == name) {
            slot.1 = value;
        }
    }

    /// The entity's id.
    pub fn id(&self) -> &str {
        match self.get("Id") {
            Some(Value::Text(id)) => id,
            _ => "",
        }
    }
}
