//! The size of a file, as it is and as servers compress it.

use std::{
    fmt::Write as _,
    io::{self, Read, Write as _},
    iter::Sum,
};

use flate2::{Compression, write::GzEncoder};
use serde::{Deserialize, Serialize};

/// The size of a file or of several, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// As it lies on the disk.
    pub raw: usize,
    /// gzip, level 9.
    pub gzip: usize,
    /// brotli, quality 11, window 22.
    pub brotli: usize,
}

impl Sum for Size {
    fn sum<I: Iterator<Item = Self>>(sizes: I) -> Self {
        sizes.fold(Self::default(), |one, other| Self {
            raw: one.raw + other.raw,
            gzip: one.gzip + other.gzip,
            brotli: one.brotli + other.brotli,
        })
    }
}

/// Measures one file by itself, as it is sent.
pub fn measure(bytes: &[u8]) -> Size {
    Size {
        raw: bytes.len(),
        gzip: gzip(bytes),
        brotli: brotli(bytes).map_or(0, |written| written.len()),
    }
}

fn gzip(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // Writing to memory does not fail.
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map_or(0, |written| written.len())
}

/// Compressed with brotli, quality 11, window 22.
pub fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut written = Vec::new();
    brotli::CompressorReader::new(bytes, 1 << 16, 11, 22).read_to_end(&mut written)?;
    Ok(written)
}

/// Lines of a table, with a sum when there is more than one file.
pub fn table(files: &[(String, Size)]) -> String {
    let mut text = format!("{:>9} {:>9} {:>9}\n", "raw", "gzip 9", "brotli 11");
    let mut line = |size: &Size, name: &str| {
        // Writing to a string does not fail.
        let _ = writeln!(text, "{:>9} {:>9} {:>9}  {name}", size.raw, size.gzip, size.brotli);
    };
    for (name, size) in files {
        line(size, name);
    }
    if files.len() > 1 {
        line(&files.iter().map(|(_, size)| *size).sum(), "together");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetition_compresses_and_an_empty_file_still_costs() {
        let repeated = measure(&b"progress ".repeat(1000));
        assert_eq!(repeated.raw, 9000);
        assert!(repeated.gzip < 200 && repeated.brotli < repeated.gzip);
        assert!(repeated.brotli > 5);
        assert_eq!(measure(b"").raw, 0);
        assert!(measure(b"").gzip >= 18);
    }

    #[test]
    fn the_table_sums_up() {
        let size = |raw| Size { raw, gzip: raw / 2, brotli: raw / 4 };
        let text = table(&[("a.js".into(), size(400)), ("b.wasm".into(), size(800))]);
        assert!(text.ends_with("     1200       600       300  together\n"), "{text}");
        assert!(!table(&[("a.js".into(), size(400))]).contains("together"));
    }
}
