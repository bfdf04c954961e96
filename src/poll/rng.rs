//! Chance from a seed, for jitter and trace ids. Not for secrets.

/// SplitMix64 (Steele, Lea and Flood, 2014): one addition and two multiplications for 64 bits.
#[derive(Clone, Debug)]
pub(super) struct Rng(u64);

impl Rng {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A number from `low` to `high`, both included; `low` when `high` is not above it.
    pub(super) fn between(&mut self, low: u64, high: u64) -> u64 {
        // Spans are milliseconds of at most a day, so the modulo's bias is far below one of them.
        low.saturating_add(self.next() % high.saturating_sub(low).saturating_add(1).max(1))
    }

    /// The 128 bits of a random UUID (RFC 9562, version 4).
    pub(super) fn trace(&mut self) -> u128 {
        let bits = (u128::from(self.next()) << 64) | u128::from(self.next());
        let version = 0xF_u128 << 76;
        let variant = 0b11_u128 << 62;
        (bits & !version & !variant) | (4_u128 << 76) | (0b10_u128 << 62)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_within_their_bounds_and_reach_them() {
        let mut rng = Rng::new(7);
        let drawn: Vec<u64> = (0..500).map(|_| rng.between(10, 19)).collect();
        assert_eq!(drawn.iter().min(), Some(&10));
        assert_eq!(drawn.iter().max(), Some(&19));
        assert_eq!(rng.between(5, 5), 5);
        assert_eq!(rng.between(9, 5), 9);
        rng.between(0, u64::MAX);
    }

    #[test]
    fn a_trace_is_a_version_4_uuid_and_new_each_time() {
        let mut rng = Rng::new(0);
        let mut traces: Vec<u128> = (0..100).map(|_| rng.trace()).collect();
        for trace in &traces {
            assert_eq!((trace >> 76) & 0xF, 4);
            assert_eq!((trace >> 62) & 0b11, 0b10);
        }
        traces.sort_unstable();
        traces.dedup();
        assert_eq!(traces.len(), 100);
    }
}
