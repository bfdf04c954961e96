//! Content negotiation: `Accept` and `MaxDataServiceVersion` decide the format of an answer.

/// A format that the emulator writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON light with `odata.metadata`: what `Accept: application/json` gets.
    Minimal,
    /// JSON light without it.
    NoMetadata,
    /// `{"d": …}`. With version 3 dates are ISO text, without it they are ticks.
    Verbose {
        /// Whether the client takes version 3.
        version_3: bool,
    },
    /// XML, only for the 406 that a client gets when it asks for ATOM.
    Xml,
}

impl Format {
    /// The exact `Content-Type` that the service sent.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Minimal => "application/json;odata=minimalmetadata;streaming=true;charset=utf-8",
            Self::NoMetadata => "application/json;odata=nometadata;streaming=true;charset=utf-8",
            Self::Verbose { .. } => "application/json;odata=verbose;charset=utf-8",
            Self::Xml => "application/xml;charset=utf-8",
        }
    }
}

/// The format for these two headers. [`Format::Xml`] means that no format fits: 406. No `Accept`
/// and `*/*` get JSON light, where the service gave ATOM.
pub fn format(accept: Option<&str>, max_version: Option<&str>) -> Format {
    let version_3 = max_version.is_none_or(|text| {
        let number = text.split(';').next().unwrap_or_default().trim();
        number.split('.').next().and_then(|major| major.parse::<u32>().ok()).unwrap_or(3) >= 3
    });
    let Some(accept) = accept.filter(|accept| !accept.trim().is_empty()) else {
        return Format::Minimal;
    };
    let mut best: Option<(Format, f32)> = None;
    for range in accept.split(',') {
        let mut parts = range.split(';').map(|part| part.trim().to_ascii_lowercase());
        let media = parts.next().unwrap_or_default();
        let (mut odata, mut weight) = (None, 1.0_f32);
        for part in parts {
            match part.split_once('=') {
                Some(("odata", value)) => odata = Some(value.to_owned()),
                Some(("q", value)) => weight = value.parse().unwrap_or(0.0),
                _ => {}
            }
        }
        let format = match (media.as_str(), odata.as_deref()) {
            ("application/json", Some("verbose")) => Format::Verbose { version_3 },
            ("application/json", Some("minimalmetadata" | "light")) => Format::Minimal,
            ("application/json", Some("nometadata")) => Format::NoMetadata,
            ("application/json", None) if !version_3 => Format::Verbose { version_3 },
            ("application/json" | "application/*" | "*/*", None) => Format::Minimal,
            _ => continue,
        };
        if weight > 0.0 && best.is_none_or(|(_, known)| weight > known) {
            best = Some((format, weight));
        }
    }
    best.map_or(Format::Xml, |(format, _)| format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accept_and_the_version_choose_the_format() {
        let verbose = Format::Verbose { version_3: true };
        let old = Format::Verbose { version_3: false };
        for (accept, version, expected) in [
            (None, None, Format::Minimal),
            (Some(""), None, Format::Minimal),
            (Some("*/*"), Some("3.0;NetFx"), Format::Minimal),
            (Some("application/json"), Some("3.0;NetFx"), Format::Minimal),
            (Some("Application/JSON;OData=MinimalMetadata;streaming=true"), None, Format::Minimal),
            (Some("application/json;odata=nometadata"), None, Format::NoMetadata),
            (Some("application/json;odata=verbose"), Some("3.0"), verbose),
            (Some("application/json"), Some("2.0"), old),
            (Some("application/json; odata=verbose"), Some("1.0;NetFx"), old),
            (Some("application/json;odata=fullmetadata"), None, Format::Xml),
            (Some("application/atom+xml,application/xml"), None, Format::Xml),
            (Some("application/atom+xml, application/json;q=0.5"), None, Format::Minimal),
            (Some("application/json;q=0.1, application/json;odata=verbose"), None, verbose),
            (Some("application/json;q=0"), None, Format::Xml),
            (Some("text/html"), None, Format::Xml),
        ] {
            assert_eq!(format(accept, version), expected, "{accept:?} {version:?}");
        }
    }
}
