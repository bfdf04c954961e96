//! Screenshots: decoded, reduced to few colours, and compared. A moved or recoloured element is a
//! difference, small variations of rendered text are not.

use std::collections::HashMap;
use std::path::Path;

use crate::http::Trouble;

/// The most colours in a stored picture; a palette makes the file small.
const COLORS: usize = 64;
/// A colour that covers more than one pixel in this many is a surface, and always kept.
const SURFACE_PIXELS: usize = 2000;
/// The least squared distance between the other colours, so that shades of one colour do not fill the
/// palette.
const MIN_DISTANCE: u32 = 300;
/// A pixel differs when a channel is off by more than this, and it maps to another palette colour.
const TOLERANCE: u8 = 12;
/// A pixel always differs when a channel is off by more than this.
const MAX_TOLERANCE: u8 = 56;
/// The side of the squares that are compared, about the size of an icon.
const TILE: usize = 24;
/// A square differs when more than this share of its pixels do, in percent.
const MAX_PERCENT: usize = 6;

type Rgb = [u8; 3];

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    width: usize,
    pixels: Vec<Rgb>,
}

impl Picture {
    /// Reads a PNG.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(bytes: &[u8]) -> Result<Self, Trouble> {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().map_err(|e| e.to_string())?;
        let size = reader.output_buffer_size().ok_or("too large")?;
        let mut data = vec![0; size];
        let info = reader.next_frame(&mut data).map_err(|e| e.to_string())?;
        let step = info.color_type.samples();
        let pixel = |chunk: &[u8]| match step {
            1 | 2 => [chunk[0]; 3],
            _ => [chunk[0], chunk[1], chunk[2]],
        };
        let pixels = data[..info.buffer_size()].chunks_exact(step).map(pixel).collect();
        Ok(Self { width: info.width as usize, pixels })
    }

    /// The picture in its most frequent colours, as an indexed PNG.
    ///
    /// # Errors
    /// When it has no pixels.
    pub fn small_png(&self) -> Result<Vec<u8>, Trouble> {
        let palette = self.palette();
        let mut known = HashMap::new();
        let mut index =
            |pixel: &Rgb| *known.entry(*pixel).or_insert_with(|| nearest(&palette, *pixel));
        let data: Vec<u8> = self.pixels.iter().map(|p| index(p) as u8).collect();
        let mut bytes = Vec::new();
        let height = self.pixels.len() / self.width.max(1);
        let mut encoder = png::Encoder::new(&mut bytes, self.width as u32, height as u32);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_palette(palette.concat());
        encoder.set_compression(png::Compression::High);
        // Filters compress similar neighbouring values, but palette indexes are arbitrary.
        encoder.set_filter(png::Filter::NoFilter);
        let mut writer = encoder.write_header().map_err(|e| e.to_string())?;
        writer.write_image_data(&data).map_err(|e| e.to_string())?;
        writer.finish().map_err(|e| e.to_string())?;
        Ok(bytes)
    }

    fn palette(&self) -> Vec<Rgb> {
        let mut counts: HashMap<Rgb, usize> = HashMap::new();
        for pixel in &self.pixels {
            *counts.entry(*pixel).or_default() += 1;
        }
        let mut colors: Vec<_> = counts.into_iter().map(|(color, count)| (count, color)).collect();
        colors.sort_unstable_by(|a, b| b.cmp(a));
        let mut palette: Vec<Rgb> = Vec::new();
        for (count, color) in colors {
            let surface = count * SURFACE_PIXELS > self.pixels.len();
            let new = || palette.iter().all(|other| distance(*other, color) > MIN_DISTANCE);
            if palette.len() < COLORS && (surface || new()) {
                palette.push(color);
            }
        }
        palette
    }

    /// How this picture differs from the stored one: the upper left corners of the squares that
    /// differ, or that the sizes do.
    #[must_use]
    pub fn differences(&self, kept: &Self) -> Vec<String> {
        let height = |picture: &Self| picture.pixels.len() / picture.width.max(1);
        let size = |picture: &Self| format!("{}×{}", picture.width, height(picture));
        if size(self) != size(kept) {
            return vec![format!("it is {}, not {}", size(self), size(kept))];
        }
        let palette = kept.palette();
        let mut known: HashMap<Rgb, usize> = HashMap::new();
        let columns = self.width.div_ceil(TILE);
        let mut counts = vec![0_usize; columns * height(self).div_ceil(TILE)];
        for (at, (ours, theirs)) in self.pixels.iter().zip(&kept.pixels).enumerate() {
            let off = (0..3).map(|c| ours[c].abs_diff(theirs[c])).max().unwrap_or_default();
            if off <= TOLERANCE {
                continue;
            }
            let snapped = *known.entry(*ours).or_insert_with(|| nearest(&palette, *ours));
            if off > MAX_TOLERANCE || palette[snapped] != *theirs {
                counts[at / self.width / TILE * columns + at % self.width / TILE] += 1;
            }
        }
        let differs = |(_, count): &(usize, &usize)| **count * 100 > MAX_PERCENT * TILE * TILE;
        let place = |(at, _): (usize, &usize)| {
            format!("at {}, {}", at % columns * TILE, at / columns * TILE)
        };
        counts.iter().enumerate().filter(differs).map(place).collect()
    }
}

fn nearest(palette: &[Rgb], pixel: Rgb) -> usize {
    (0..palette.len()).min_by_key(|at| distance(palette[*at], pixel)).unwrap_or_default()
}

fn distance(a: Rgb, b: Rgb) -> u32 {
    (0..3).map(|c| u32::from(a[c].abs_diff(b[c])).pow(2)).sum()
}

/// Writes a file, and creates its folders.
///
/// # Errors
/// With the file's name.
pub fn write(file: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let made = file.parent().map_or(Ok(()), std::fs::create_dir_all);
    made.and_then(|()| std::fs::write(file, bytes)).map_err(|e| format!("{}: {e}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page with a bar of this colour at this place, and noise of this strength.
    fn page(left: usize, color: Rgb, noise: u8) -> Picture {
        let (width, height) = (200, 100);
        let pixel = |at: usize| {
            let (x, y) = (at % width, at / width);
            let inside = (left..left + 60).contains(&x) && (40..46).contains(&y);
            let shake = if (x * 7 + y * 13).is_multiple_of(5) { noise } else { 0 };
            let ground = [255 - (x % 40) as u8, 250, 240];
            if inside { color } else { ground }.map(|part| part.saturating_sub(shake))
        };
        Picture { width, pixels: (0..width * height).map(pixel).collect() }
    }

    const BLUE: Rgb = [10, 92, 194];

    fn kept() -> Picture {
        Picture::read(&page(20, BLUE, 0).small_png().unwrap()).unwrap()
    }

    #[test]
    fn the_same_page_and_a_noisy_one_pass() {
        assert_eq!(page(20, BLUE, 0).differences(&kept()), [""; 0]);
        assert_eq!(page(20, BLUE, 9).differences(&kept()), [""; 0]);
    }

    #[test]
    fn a_moved_and_a_recoloured_bar_show() {
        assert!(!page(28, BLUE, 0).differences(&kept()).is_empty());
        assert!(!page(20, [90, 92, 194], 0).differences(&kept()).is_empty());
    }

    #[test]
    fn another_size_shows() {
        let mut taller = page(20, BLUE, 0);
        taller.pixels.extend_from_within(..200);
        assert_eq!(taller.differences(&kept()), ["it is 200×101, not 200×100"]);
    }
}
