//! A map that is a sorted list: much less code than a `BTreeMap`. Putting something in moves what
//! comes after it, so box what is large.

use core::mem;

/// Values by key, in the order of their keys.
#[derive(Clone, Debug)]
pub struct Sorted<K, V>(Vec<(K, V)>);

impl<K, V> Default for Sorted<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K, V> Sorted<K, V> {
    /// An empty one.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Whether it holds nothing.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All keys with their values, to change these.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&K, &mut V)> {
        self.0.iter_mut().map(|(key, value)| (&*key, value))
    }

    /// All values.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }

    /// All values, to change them.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    /// Leaves out all values that do not pass.
    pub fn retain(&mut self, mut passes: impl FnMut(&V) -> bool) {
        self.0.retain(|(_, value)| passes(value));
    }
}

impl<K: Ord, V> Sorted<K, V> {
    /// The key's value.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.0.get(self.place(key).ok()?).map(|(_, value)| value)
    }

    /// The key's value, to change it.
    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        let at = self.place(key).ok()?;
        self.0.get_mut(at).map(|(_, value)| value)
    }

    /// Puts a value in; the one that the key had before.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(at) => self.0.get_mut(at).map(|(_, old)| mem::replace(old, value)),
            Err(at) => {
                self.0.insert(at, (key, value));
                None
            }
        }
    }

    /// Takes a value out.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        self.place(key).ok().map(|at| self.0.remove(at).1)
    }

    fn place(&self, key: &K) -> Result<usize, usize> {
        self.0.binary_search_by(|(its, _)| its.cmp(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_their_keys_and_kept_in_order() {
        let mut sorted = Sorted::new();
        for key in [5, 1, 4, 2, 3] {
            assert_eq!(sorted.insert(key, key * 10), None);
        }
        assert_eq!(sorted.insert(4, 44), Some(40));
        assert_eq!((sorted.get(&4), sorted.get(&6)), (Some(&44), None));
        assert_eq!((sorted.remove(&1), sorted.remove(&1)), (Some(10), None));
        if let Some(value) = sorted.get_mut(&5) {
            *value += 1;
        }
        sorted.retain(|value| *value != 30);
        assert!(sorted.iter_mut().eq([(&2, &mut 20), (&4, &mut 44), (&5, &mut 51)]));
        assert!(sorted.values().eq(&[20, 44, 51]));
        assert!(!sorted.is_empty() && Sorted::<u8, u8>::default().is_empty());
    }
}
