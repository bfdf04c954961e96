//! Answers that came with an entity tag (RFC 9110, section 8.8.3). Asked with the tag, a service says
//! 304 where nothing has changed, which costs nothing at some (GitHub). The browser's own cache would
//! answer by itself for a while, without a word of how old its answer is.

use core::cell::RefCell;

use litemap::LiteMap;

use crate::job::Answer;

/// With more answers than this they are dropped, and gathered anew: most belong to jobs that have
/// ended.
const MOST: usize = 500;

/// The last answer and its tag, by URL.
#[derive(Default)]
pub(super) struct EntityTags(RefCell<LiteMap<String, (String, Answer)>>);

impl EntityTags {
    /// The tag of the last answer from this URL.
    pub(super) fn tag(&self, url: &str) -> Option<String> {
        self.0.borrow().get(url).map(|(tag, _)| tag.clone())
    }

    /// The last answer from this URL.
    pub(super) fn answer(&self, url: &str) -> Option<Answer> {
        self.0.borrow().get(url).map(|(_, answer)| answer.clone())
    }

    /// Keeps an answer with its tag, if that can be sent back: a page's own `fetch` may give a response
    /// with any text in its headers.
    pub(super) fn keep(&self, url: &str, tag: String, answer: &Answer) {
        if tag.contains(|letter| !matches!(letter, ' '..='~')) {
            return;
        }
        let mut answers = self.0.borrow_mut();
        if answers.len() >= MOST {
            answers.clear();
        }
        answers.insert(url.to_owned(), (tag, answer.clone()));
    }
}
