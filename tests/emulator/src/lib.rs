//! The Azure Media Services v2 REST API's jobs, as a pure function of (time, request).
