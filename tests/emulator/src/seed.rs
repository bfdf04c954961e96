//! Ids from a seed. The emulator has no other source of randomness, so the same seed and the same
//! requests give the same answers.

/// A stream of numbers from a seed (splitmix64). Good enough for ids, not for secrets.
#[derive(Clone, Debug)]
pub struct Seed(u64);

impl Seed {
    /// The stream of this seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// The next GUID, in the lower-case form with hyphens, marked as version 4.
    pub fn guid(&mut self) -> String {
        let (high, low) = (self.next(), self.next());
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            high >> 16 & 0xffff,
            high & 0xfff,
            low >> 48 & 0x3fff | 0x8000,
            low & 0xffff_ffff_ffff
        )
    }
}

/// Whether this is a GUID as ids carry it: 8-4-4-4-12 hexadecimal digits, in either case.
pub fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_guids_each_time() {
        let (mut one, mut other) = (Seed::new(7), Seed::new(7));
        let first = one.guid();
        assert_eq!(first, other.guid());
        assert_ne!(first, one.guid());
        assert_ne!(first, Seed::new(8).guid());
        assert!(is_guid(&first), "{first}");
        assert_eq!(first.as_bytes()[14], b'4');
    }

    #[test]
    fn what_is_no_guid_is_told() {
        assert!(is_guid("F3C43F94-327f-2347-90bb-3bf79f8559f1"));
        for wrong in [
            "",
            "notAValidId",
            "f3c43f94-327f-2347-90bb-3bf79f8559f",
            "f3c43f94a327f-2347-90bb-3bf79f8559f1",
        ] {
            assert!(!is_guid(wrong), "{wrong}");
        }
    }
}
