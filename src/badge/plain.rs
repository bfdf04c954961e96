//! Numbers and times in English and UTC, without `Intl`: for the host and for tests.

use super::{Format, Plural, RoundedDuration, Unit, Width};
use crate::job::Timestamp;

/// Plain English in UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Plain;

impl Format for Plain {
    fn percent(&self, percent: u16) -> String {
        format!("{percent}%")
    }

    fn number(&self, number: u64) -> String {
        number.to_string()
    }

    fn duration(&self, duration: RoundedDuration, width: Width) -> String {
        let text = quantity(duration.value, duration.unit, width);
        match duration.rest {
            Some((value, unit)) => format!("{text} {}", quantity(value, unit, width)),
            None => text,
        }
    }

    fn ago(&self, value: u64, unit: Unit) -> String {
        format!("{} ago", quantity(value, unit, Width::Short))
    }

    fn clock(&self, at: Timestamp, now: Timestamp) -> String {
        let (day, time) = day_and_time(at);
        let time = time.get(..5).unwrap_or_default();
        if day == day_and_time(now).0 { time.to_owned() } else { format!("{day} {time}") }
    }

    fn date_time(&self, at: Timestamp) -> String {
        let (day, time) = day_and_time(at);
        format!("{day} {time} UTC")
    }

    fn plural(&self, count: u64) -> Plural {
        if count == 1 { Plural::One } else { Plural::Other }
    }
}

/// `2015-02-11` and `01:46:08`.
fn day_and_time(at: Timestamp) -> (String, String) {
    let iso = at.to_iso();
    let (day, time) = iso.split_once('T').unwrap_or_default();
    (day.to_owned(), time.get(..8).unwrap_or_default().to_owned())
}

fn quantity(value: u64, unit: Unit, width: Width) -> String {
    match width {
        Width::Short => format!("{value} {}", unit.short()),
        Width::Long => {
            let plural = if value == 1 { "" } else { "s" };
            format!("{value} {}{plural}", unit.name())
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
        let duration =
            RoundedDuration { value: 1, unit: Unit::Hour, rest: Some((5, Unit::Minute)) };
        assert_eq!(Plain.duration(duration, Width::Short), "1 h 5 min");
        assert_eq!(Plain.duration(duration, Width::Long), "1 hour 5 minutes");
        assert_eq!(Plain.ago(3, Unit::Minute), "3 min ago");
    }
}
