//! Random numbers that are the same everywhere and always.

/// Splitmix64. Written out, because a crate may change its algorithm, and with it what is generated.
#[derive(Debug)]
pub struct Random(u64);

impl Random {
    /// The numbers of one thing: what is drawn for it does not depend on how many others there are.
    #[must_use]
    pub fn of(kind: &str, index: usize) -> Self {
        // FNV-1a, so that things of different kinds have different numbers.
        let kind = kind
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
        let mut random = Self(kind ^ (index as u64).wrapping_mul(0x2545_f491_4f6c_dd1d));
        random.next();
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number less than `end`.
    ///
    /// # Panics
    ///
    /// Never: the product is less than `end` times two to the power of 64.
    pub fn below(&mut self, end: usize) -> usize {
        let product = u128::from(self.next()) * end as u128;
        usize::try_from(product >> 64).expect("less than end")
    }

    /// A number from `low` to `high`.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    /// A number from `low` to `high` of which the small ones are many and the large ones few: each order of magnitude
    /// comes about as often.
    pub(super) fn skewed(&mut self, low: usize, high: usize) -> usize {
        let mut top = high;
        while top / 4 > low && self.chance(60) {
            top /= 4;
        }
        self.between(low, top)
    }

    /// True so many times in a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of several.
    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// One of several, each as often as its weight says.
    pub(super) fn weighted<'a, T>(&mut self, all: &'a [T], weight: impl Fn(&T) -> usize) -> &'a T {
        let mut left = self.below(all.iter().map(&weight).sum());
        let found = all.iter().find(|item| match left.checked_sub(weight(item)) {
            Some(rest) => {
                left = rest;
                false
            }
            None => true,
        });
        found.expect("what is drawn is less than the sum of the weights")
    }
}
