//! Reads the words of the languages from the package's own files: modules that export one object
//! of texts, which is JSON but for what stands before it, comments and a comma at its end.

use std::{fs, io, path::Path};

use job_badge::badge::Words;

/// A language's tag and its words.
pub type Language = (String, Words);

/// The languages of a folder, in order of their tags; none when there is no folder.
pub fn all(folder: &Path) -> io::Result<Vec<Language>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "js") {
            let tag = path.file_stem().unwrap().to_string_lossy().into_owned();
            all.push((tag, Words::new(texts(&fs::read_to_string(&path)?))));
        }
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(all)
}

fn texts(module: &str) -> Vec<(String, String)> {
    let mut object = String::new();
    for line in module.lines().filter(|line| !line.trim_start().starts_with("//")) {
        object.push_str(line);
        object.push('\n');
    }
    let object = &object[object.find('{').unwrap()..=object.rfind('}').unwrap()];
    let inside = object[..object.len() - 1].trim_end().trim_end_matches(',');
    let texts: std::collections::BTreeMap<String, String> =
        serde_json::from_str(&format!("{inside}}}")).unwrap();
    texts.into_iter().collect()
}
