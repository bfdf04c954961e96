//! Which tabs of an origin may share one conversation with a source.

/// Which tabs of an origin may share one conversation with a source. Tabs with another API or
/// another endpoint never do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Share {
    /// Those with the same token text. With a token provider: none.
    #[default]
    SameToken,
    /// Those that give the same name, whatever their tokens. Each tab is told only of jobs that
    /// its own token has found.
    Named(String),
    /// None: each tab asks for itself.
    Off,
}

impl Share {
    /// The word that turns it off.
    const OFF: &str = "off";

    /// Takes it as a page gives it: `off`, a name, or nothing.
    pub fn parse(given: &str) -> Self {
        match given.trim() {
            "" => Self::SameToken,
            Self::OFF => Self::Off,
            name => Self::Named(name.to_owned()),
        }
    }
}

impl From<&str> for Share {
    fn from(given: &str) -> Self {
        Self::parse(given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_off_a_name_or_nothing() {
        let check = |given: &str, expected: Share| assert_eq!(Share::parse(given), expected);
        check("", Share::SameToken);
        check(" \n", Share::SameToken);
        check(" off ", Share::Off);
        check("Off", Share::Named("Off".into()));
        check(" team a ", Share::Named("team a".into()));
    }
}
