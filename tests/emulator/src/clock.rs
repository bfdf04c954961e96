//! The speed of jobs. The emulator reads no clock: `now` comes with each request, and [`Clock`] turns
//! it into a job's age.

/// The speed of all jobs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    speed: f64,
}

impl Clock {
    /// Durations are divided by `speed`. At 0 (and at what is no number or below 0) the clock is
    /// frozen: jobs move on only by `advance`, and durations stay as they are.
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

    /// The age of a job created at `created_at`, of which `advanced` milliseconds were skipped.
    pub fn age(self, created_at: i64, advanced: i64, now: i64) -> i64 {
        if self.is_frozen() { advanced } else { now.saturating_sub(created_at).max(0) }
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
