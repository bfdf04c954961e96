//! Trace ids: random UUIDs from the poller's own generator. Not for secrets.

use fastrand::Rng;

/// The 128 bits of a random UUID (RFC 9562, version 4).
pub(super) fn uuid_v4(rng: &mut Rng) -> u128 {
    let version = 0xF_u128 << 76;
    let variant = 0b11_u128 << 62;
    (rng.u128(..) & !version & !variant) | (4_u128 << 76) | (0b10_u128 << 62)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trace_is_a_version_4_uuid_and_new_each_time() {
        let mut rng = Rng::with_seed(0);
        let mut traces: Vec<u128> = (0..100).map(|_| uuid_v4(&mut rng)).collect();
        for trace in &traces {
            assert_eq!((trace >> 76) & 0xF, 4);
            assert_eq!((trace >> 62) & 0b11, 0b10);
        }
        traces.sort_unstable();
        traces.dedup();
        assert_eq!(traces.len(), 100);
    }
}
