//! Which part of the rows is on the page.

/// How many rows a page may have.
pub(crate) const PAGE_SIZES: [usize; 3] = [25, 100, 1000];

/// A page of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Paging {
    /// The page, from 1; never past the last.
    pub page: usize,
    /// How many there are; one at least.
    pub pages: usize,
    /// How many rows come before it.
    pub before: usize,
    /// How many rows it holds.
    pub rows: usize,
}

impl Paging {
    /// The page that was asked for, or the nearest that there is.
    pub(crate) fn new(rows: usize, size: usize, asked: usize) -> Self {
        let size = size.max(1);
        let pages = rows.div_ceil(size).max(1);
        let page = asked.clamp(1, pages);
        let before = (page - 1) * size;
        Self { page, pages, before, rows: size.min(rows.saturating_sub(before)) }
    }

    /// The rows of the page.
    pub(crate) fn of<T>(self, rows: &[T]) -> &[T] {
        rows.get(self.before..self.before + self.rows).unwrap_or_default()
    }
}
