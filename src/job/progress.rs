//! How far a job or a task is, in whole permille.
//!
//! Integers, because a badge shows whole percent, and two equal ones must look the same.

/// How far a job or a task is: 0 to 1000 permille, never outside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Progress(u16);

impl Progress {
    /// Nothing done.
    pub const ZERO: Self = Self(0);
    /// All done. It says nothing about the state: a job may still be finishing.
    pub const FULL: Self = Self(1000);

    /// From whole permille; more than 1000 is 1000.
    pub const fn from_permille(permille: u16) -> Self {
        Self(if permille > 1000 { 1000 } else { permille })
    }

    /// From an API's percentage (0 to 100, decimals allowed). Clamped; `None` for NaN.
    pub fn from_percent(percent: f64) -> Option<Self> {
        if percent.is_nan() {
            return None;
        }
        // The cast saturates and the value is within 0 and 1000, so nothing is lost but decimals.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let permille = (percent.clamp(0.0, 100.0) * 10.0 + 0.5) as u16;
        Some(Self::from_permille(permille))
    }

    /// 0 to 1000.
    pub const fn permille(self) -> u16 {
        self.0
    }

    /// Whole percent, rounded down, so that only [`Progress::FULL`] is 100.
    pub const fn percent(self) -> u16 {
        self.0 / 10
    }

    /// The plain mean, as Microsoft's SDK has it for a job's tasks (`IJobExtensions.cs`:
    /// `Sum(Progress) / Count`), rounded down. `None` for no parts, where the SDK gave NaN.
    pub fn mean(parts: impl IntoIterator<Item = Self>) -> Option<Self> {
        let (mut sum, mut count) = (0_u32, 0_u32);
        for part in parts {
            sum = sum.saturating_add(u32::from(part.0));
            count = count.saturating_add(1);
        }
        let mean = sum.checked_div(count)?;
        Some(Self::from_permille(u16::try_from(mean).unwrap_or(1000)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_is_clamped_and_rounded() {
        let check = |percent, permille| {
            assert_eq!(Progress::from_percent(percent).map(Progress::permille), permille);
        };
        check(0.0, Some(0));
        check(33.333, Some(333));
        check(99.96, Some(1000));
        check(122.0, Some(1000));
        check(-3.0, Some(0));
        check(f64::INFINITY, Some(1000));
        check(f64::NAN, None);
    }

    #[test]
    fn a_hundred_percent_is_said_of_full_alone() {
        assert_eq!(Progress::from_permille(999).percent(), 99);
        assert_eq!(Progress::FULL.percent(), 100);
    }

    #[test]
    fn the_mean_of_no_tasks_is_nothing() {
        assert_eq!(Progress::mean([]), None);
        let parts = [Progress::FULL, Progress::ZERO, Progress::ZERO];
        assert_eq!(Progress::mean(parts).map(Progress::permille), Some(333));
    }
}
