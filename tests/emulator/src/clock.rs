//! How fast jobs live. The emulator reads no clock: `now` is handed in with each request, and this
//! says what it means for a job.

/// The pace of all jobs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    speed: f64,
}

impl Clock {
    /// Durations are divided by `speed`. At 0 (and at what is no number or below 0) time stands
    /// still: jobs live only by being advanced, and durations are taken as they are.
    pub const fn new(speed: f64) -> Self {
        Self { speed: if speed.is_finite() && speed > 0.0 { speed } else { 0.0 } }
    }

    /// Whether only advancing moves jobs on.
    pub fn is_frozen(self) -> bool {
        self.speed == 0.0
    }

    /// So many seconds of a plan, in milliseconds of this clock.
    pub fn millis(self, seconds: f64) -> i64 {
        let speed = if self.is_frozen() { 1.0 } else { self.speed };
        (seconds * 1000.0 / speed).round() as i64
    }

    /// The age of what was born at `born`, of which `skipped` milliseconds were advanced.
    pub fn age(self, born: i64, skipped: i64, now: i64) -> i64 {
        if self.is_frozen() { skipped } else { now.saturating_sub(born).max(0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speed_divides_durations_and_zero_freezes() {
        assert_eq!(Clock::new(1.0).millis(7.683), 7683);
        assert_eq!(Clock::new(10.0).millis(30.0), 3000);
        assert_eq!(Clock::new(0.0).millis(30.0), 30_000);
        assert_eq!(Clock::new(1.0).age(100, 0, 350), 250);
        assert_eq!(Clock::new(1.0).age(400, 0, 350), 0);
        assert_eq!(Clock::new(0.0).age(100, 40, 999_999), 40);
        assert!(Clock::new(f64::NAN).is_frozen());
        assert!(Clock::new(-3.0).is_frozen());
    }
}
