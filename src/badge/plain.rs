//! English and UTC, without anybody's help: for the host and for tests.

use super::{Format, Plural, Span, Unit, Width};
use crate::job::{Timestamp, digits, joined};

/// Plain English in UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Plain;

impl Format for Plain {
    fn percent(&self, percent: u16) -> String {
        let mut text = digits(u64::from(percent));
        text.push('%');
        text
    }

    fn number(&self, number: u64) -> String {
        digits(number)
    }

    fn duration(&self, span: Span, width: Width) -> String {
        let mut text = String::new();
        push_quantity(&mut text, span.value, span.unit, width);
        if let Some((value, unit)) = span.rest {
            text.push(' ');
            push_quantity(&mut text, value, unit, width);
        }
        text
    }

    fn ago(&self, value: u64, unit: Unit) -> String {
        let mut text = String::new();
        push_quantity(&mut text, value, unit, Width::Short);
        text.push_str(" ago");
        text
    }

    fn clock(&self, at: Timestamp, now: Timestamp) -> String {
        let (at, now) = (at.to_iso(), now.to_iso());
        let part = |text: &str, from: usize, to: usize| text.get(from..to).unwrap_or("").to_owned();
        let time = part(&at, 11, 16);
        if part(&at, 0, 10) == part(&now, 0, 10) {
            return time;
        }
        part(&at, 0, 10) + " " + &time
    }

    fn date_time(&self, at: Timestamp) -> String {
        let iso = at.to_iso();
        joined(&[iso.get(..10).unwrap_or(""), " ", iso.get(11..19).unwrap_or(""), " UTC"])
    }

    fn plural(&self, count: u64) -> Plural {
        if count == 1 { Plural::One } else { Plural::Other }
    }
}

fn push_quantity(text: &mut String, value: u64, unit: Unit, width: Width) {
    text.push_str(&digits(value));
    text.push(' ');
    match width {
        Width::Short => text.push_str(unit.short()),
        Width::Long => {
            text.push_str(unit.name());
            if value != 1 {
                text.push('s');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_the_same_day_are_said_without_the_day() {
        let at = Timestamp::parse_iso("2015-02-11T01:46:08Z").unwrap();
        let later = Timestamp::parse_iso("2015-02-11T23:59:00Z").unwrap();
        let next_day = Timestamp::parse_iso("2015-02-12T00:00:00Z").unwrap();
        assert_eq!(Plain.clock(at, later), "01:46");
        assert_eq!(Plain.clock(at, next_day), "2015-02-11 01:46");
        assert_eq!(Plain.date_time(at), "2015-02-11 01:46:08 UTC");
    }

    #[test]
    fn durations_have_a_form_for_the_eye_and_one_for_the_ear() {
        let span = Span { value: 1, unit: Unit::Hour, rest: Some((5, Unit::Minute)) };
        assert_eq!(Plain.duration(span, Width::Short), "1 h 5 min");
        assert_eq!(Plain.duration(span, Width::Long), "1 hour 5 minutes");
        assert_eq!(Plain.ago(3, Unit::Minute), "3 min ago");
    }
}
