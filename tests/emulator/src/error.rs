//! Error answers with the service's messages, in the requested format.

use crate::{http::Response, negotiate::Format, write::json_text};

/// An error answer before it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiError {
    /// The status code.
    pub status: u16,
    /// The message in the body. The service mostly left the code empty, so it always is here.
    pub message: String,
}

impl ApiError {
    /// An error with this message.
    pub fn new(status: u16, message: impl Into<String>) -> Self {
        Self { status, message: message.into() }
    }

    /// An error with the service's message for this status.
    pub fn of_status(status: u16) -> Self {
        let message = match status {
            400 => {
                "Parsing request content failed due to: Make sure to only use property names that are defined by the type"
            }
            401 => "Access to the resource was denied: the token is missing, malformed or expired.",
            403 => "The account is disabled or has no rights to do this.",
            404 => "Resource not found.",
            408 => "The request timed out.",
            409 => "The request conflicts with the entity's state.",
            429 => "Server is busy. More than 100 requests per second can be throttled.",
            500 => "The quota information is temporarily unavailable. Please retry the request.",
            502 => "The gateway received an invalid answer.",
            503 => "Server is busy. More than 100 requests within 10 seconds can be throttled.",
            504 => "The gateway timed out.",
            _ => "",
        };
        Self::new(status, message)
    }

    /// This error as an answer.
    pub fn response(&self, format: Format) -> Response {
        let message = json_text(&self.message);
        let inner =
            format!("{{\"code\":\"\",\"message\":{{\"lang\":\"en-US\",\"value\":{message}}}}}");
        let body = match format {
            Format::Minimal | Format::NoMetadata => format!("{{\"odata.error\":{inner}}}"),
            Format::Verbose { .. } => format!("{{\"error\":{inner}}}"),
            Format::Xml => self.xml(),
        };
        Response::with_body(self.status, format.content_type(), body)
    }

    /// The body in XML.
    pub fn xml(&self) -> String {
        let message = self.message.replace('&', "&amp;").replace('<', "&lt;");
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><m:error xmlns:m=\"http://schemas.microsoft.com/ado/2007/08/dataservices/metadata\"><m:code/><m:message xml:lang=\"en-US\">{message}</m:message></m:error>"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_worded_in_each_format() {
        let error = ApiError::new(404, "No \"<x>\" & y.");
        let body = |format| error.response(format).text();
        assert_eq!(
            body(Format::Minimal),
            r#"{"odata.error":{"code":"","message":{"lang":"en-US","value":"No \"<x>\" & y."}}}"#
        );
        assert_eq!(
            body(Format::Verbose { version_3: true }),
            r#"{"error":{"code":"","message":{"lang":"en-US","value":"No \"<x>\" & y."}}}"#
        );
        assert!(
            body(Format::Xml)
                .contains("<m:message xml:lang=\"en-US\">No \"&lt;x>\" &amp; y.</m:message>")
        );
        assert_eq!(error.response(Format::Minimal).status, 404);
    }
}
