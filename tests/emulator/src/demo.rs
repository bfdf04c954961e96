//! The demo jobs that exist from the start. Together they show every state, chained tasks, failures,
//! and names that are hard to display.

/// The code and message of a failure.
pub type Failure = (&'static str, &'static str);

/// The plan of a demo job. When a job has ended, a new one is made from the same recipe. All times
/// are seconds.
#[derive(Debug)]
pub struct Recipe {
    /// The job's name. One recipe has none, as the service allows it.
    pub name: Option<&'static str>,
    /// How long it is queued.
    pub queued: f64,
    /// Name, length and failure of each task.
    pub tasks: &'static [(&'static str, f64, Option<Failure>)],
    /// The age at which it is canceled.
    pub canceled_at: Option<f64>,
    /// How long the job stays in Canceling.
    pub canceling: f64,
    /// The job's age when the emulator starts.
    pub age: f64,
}

/// How long an ended demo job is listed before a new one replaces it.
pub const REPLACED_AFTER: f64 = 30.0;
/// How long a replaced job can still be queried by its id.
pub const FORGOTTEN_AFTER: f64 = 600.0;

const PLAIN: Recipe =
    Recipe { name: None, queued: 6.0, tasks: &[], canceled_at: None, canceling: 3.0, age: 0.0 };

/// All recipes. When more jobs are wanted, the recipes repeat at other ages.
pub static RECIPES: [Recipe; 12] = [
    Recipe {
        name: Some("Encoding BigBuckBunny into H264 Adaptive Bitrate MP4 Set 720p"),
        tasks: &[("Encode", 90.0, None)],
        age: 28.0,
        ..PLAIN
    },
    Recipe {
        name: Some("Sintel: encode, thumbnails, index"),
        queued: 8.0,
        tasks: &[("Encode", 60.0, None), ("Thumbnails", 20.0, None), ("Index", 40.0, None)],
        age: 74.0,
        ..PLAIN
    },
    Recipe {
        name: Some(
            "Town hall meeting of the works council, camera 2, uncut, with the questions from the floor and the simultaneous interpretation into four languages (second attempt after the storage move)",
        ),
        queued: 10.0,
        tasks: &[("Encode the main stream", 240.0, None)],
        age: 40.0,
        ..PLAIN
    },
    Recipe {
        name: Some("Training video 14"),
        queued: 45.0,
        tasks: &[("Encode", 60.0, None)],
        age: 5.0,
        ..PLAIN
    },
    Recipe {
        name: Some("Weekly news"),
        queued: 12.0,
        tasks: &[("Encode", 50.0, None), ("Captions", 10.0, None)],
        age: 10.5,
        ..PLAIN
    },
    Recipe {
        name: Some("Trailer, 30 seconds"),
        queued: 4.0,
        tasks: &[("Encode", 30.0, None)],
        age: 50.0,
        ..PLAIN
    },
    Recipe {
        name: Some("Interview (upload was interrupted)"),
        tasks: &[(
            "Encode",
            12.0,
            Some((
                "ErrorDownloadingInputAssetMalformedContent",
                "The input file 'interview.mxf' ends in the middle of a frame.",
            )),
        )],
        age: 35.0,
        ..PLAIN
    },
    Recipe {
        name: Some("Duplicate of training video 13"),
        tasks: &[("Encode", 120.0, None), ("Thumbnails", 15.0, None)],
        canceled_at: Some(24.0),
        age: 45.0,
        ..PLAIN
    },
    Recipe {
        name: Some("Wrong preset, stopped"),
        tasks: &[("Encode", 200.0, None)],
        canceled_at: Some(50.0),
        canceling: 20.0,
        age: 52.0,
        ..PLAIN
    },
    Recipe { tasks: &[("Encode", 75.0, None)], age: 60.0, ..PLAIN },
    Recipe {
        name: Some("Lecture 7: encode, caption, package"),
        tasks: &[
            ("Encode", 40.0, None),
            (
                "Caption",
                50.0,
                Some((
                    "ErrorParsingConfiguration",
                    "The preset's element <Language> has the value 'xx-XX', which is not known.",
                )),
            ),
            ("Package", 20.0, None),
        ],
        age: 62.0,
        ..PLAIN
    },
    Recipe {
        name: Some("فيلم قصير – größer als 100 % <b>& mehr</b> 🎬"),
        tasks: &[("ترميز", 110.0, None)],
        age: 20.0,
        ..PLAIN
    },
];
