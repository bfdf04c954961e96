//! The colours of the style sheet: every text has a contrast of 4.5:1 at least, every shape 3:1,
//! in light and dark, on all the grounds that the sheet mixes.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test may fail loudly"
)]

const SHEET: &str = include_str!("../src/ui/badge.css");

const SUMMARY: &str = include_str!("../src/element/summary/summary.css");

type Color = [f64; 3];

fn hex(text: &str) -> Color {
    let part = |at: usize| f64::from(u8::from_str_radix(&text[at..at + 2], 16).unwrap());
    [part(1), part(3), part(5)]
}

/// The default of `--job-badge-NAME`, light and dark.
fn color(name: &str) -> [Color; 2] {
    let start = format!("var(--job-badge-{name}, light-dark(");
    let (_, after) = SHEET.split_once(&start).unwrap_or_else(|| panic!("no colour {name}"));
    let (pair, _) = after.split_once(')').unwrap();
    let (light, dark) = pair.split_once(", ").unwrap();
    [hex(light), hex(dark)]
}

/// `color-mix(in srgb, color percent%, ground)`.
fn mix(color: Color, percent: f64, ground: Color) -> Color {
    let part = percent / 100.0;
    [0, 1, 2].map(|i| color[i] * part + ground[i] * (1.0 - part))
}

/// WCAG 2.2, relative luminance and contrast ratio.
fn contrast(a: Color, b: Color) -> f64 {
    let luminance = |color: Color| {
        let [r, g, b] = color.map(|part| {
            let part = part / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055_f64).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// What share of a colour the sheet mixes into a surface, so that this test cannot go stale.
fn share(before: &str) -> f64 {
    let (_, after) = SHEET.split_once(before).unwrap_or_else(|| panic!("no mix {before}"));
    after.split_once('%').unwrap().0.trim().parse().unwrap()
}

const STATES: [&str; 6] = ["idle", "running", "succeeded", "partial", "failed", "blocked"];

#[test]
fn text_and_shapes_stand_out_in_light_and_dark() {
    let soft = share("--_soft: color-mix(in srgb, var(--_c)");
    let note = share("background: color-mix(in srgb, var(--_alert)");
    let error = share("background: color-mix(in srgb, var(--_fail)");
    for theme in [0, 1] {
        let get = |name| color(name)[theme];
        let (surface, track) = (get("surface"), get("track"));
        let check = |what: &str, color: Color, ground: Color, least: f64| {
            let ratio = contrast(color, ground);
            assert!(ratio >= least, "{what}, theme {theme}: {ratio:.2} < {least}");
        };
        for state in STATES {
            let ground = mix(get(state), soft, surface);
            check(state, get(state), ground, 4.5);
            check(state, get(state), surface, 4.5);
            check("text", get("text"), ground, 4.5);
            check("muted", get("muted"), ground, 4.5);
            // The bar on its track, and the mark in a solid shape.
            check(state, get(state), track, 3.0);
        }
        for text in ["text", "muted", "attention", "failed"] {
            check(text, get(text), surface, 4.5);
        }
        let ground = mix(get("attention"), note, surface);
        for text in ["text", "muted", "attention"] {
            check(text, get(text), ground, 4.5);
        }
        let ground = mix(get("failed"), error, surface);
        for text in ["text", "failed"] {
            check(text, get(text), ground, 4.5);
        }
        check("faded bar", get("muted"), track, 3.0);
        check("focus", get("focus"), surface, 3.0);
    }
}

#[test]
fn a_mix_is_what_browsers_make_of_it() {
    assert_eq!(mix([0.0, 100.0, 200.0], 10.0, [100.0, 100.0, 100.0]), [90.0, 100.0, 110.0]);
    assert!((contrast([0.0; 3], [255.0; 3]) - 21.0).abs() < 1e-9);
}

#[test]
fn each_custom_property_has_one_default() {
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for use_ in SHEET.split("var(--job-badge-").skip(1) {
        let (name, rest) = use_.split_once(", ").unwrap();
        let default = rest.split(';').next().unwrap();
        match seen.iter().find(|(seen, _)| *seen == name) {
            Some((_, first)) if name != "radius" => assert_eq!(*first, default, "{name}"),
            _ => seen.push((name, default)),
        }
    }
    assert!(seen.len() > 12);
}

#[test]
fn the_summary_has_the_badges_colours_and_no_others() {
    let defaults = |sheet: &'static str| -> Vec<&str> {
        sheet.lines().map(str::trim).filter(|line| line.starts_with("--_")).collect()
    };
    let badge = defaults(SHEET);
    let (plain, forced) = SUMMARY.split_once("@media (forced-colors: active)").unwrap();
    let own = defaults(plain);
    assert!(own.len() > 10);
    for line in own {
        assert!(badge.contains(&line), "{line}");
    }
    assert!(!SUMMARY.lines().any(|line| line.contains('#') && !line.trim().starts_with("--_")));
    assert!(forced.contains("--_surface: Canvas"));
}

#[test]
fn the_shapes_of_the_summary_stand_out() {
    for theme in [0, 1] {
        let get = |name| color(name)[theme];
        for text in ["text", "muted", "failed", "blocked", "attention"] {
            assert!(contrast(get(text), get("surface")) >= 4.5, "{text}, theme {theme}");
        }
        for segment in ["succeeded", "partial", "idle", "failed", "running", "blocked"] {
            assert!(contrast(get(segment), get("track")) >= 3.0, "{segment}, theme {theme}");
        }
    }
}

#[test]
fn the_sheet_loads_nothing_and_fits_into_nine_and_a_half_kilobytes() {
    // A page's own `display` would show what is `hidden`; nothing else stands above the page.
    let sheet = SHEET.replacen("display: none !important", "", 1);
    for forbidden in ["@import", "url(", "!important"] {
        assert!(!sheet.contains(forbidden), "{forbidden}");
    }
    // What a minifier does at the least: comments and white space between rules go.
    let mut bytes = 0;
    for piece in SHEET.split("/*").map(|piece| piece.split_once("*/").map_or(piece, |p| p.1)) {
        for line in piece.lines().map(str::trim) {
            let removable = [": ", ", ", " {", "{ ", "; ", " }", " > ", "> "];
            let gone: usize = removable.iter().map(|white| line.matches(white).count()).sum();
            bytes += line.len() - gone;
        }
    }
    println!("badge.css: about {bytes} bytes without white space");
    assert!(bytes <= 9_500, "{bytes}");
}
