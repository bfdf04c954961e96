//! What can be chosen of a badge's looks, by the names that stand in addresses.

use job_badge::badge::{Density, Language};

/// Gives each choice a name and a title.
macro_rules! choices {
    ($(#[$doc:meta])* $type:ident { $($(#[$of:meta])* $variant:ident $name:literal $title:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub(crate) enum $type { $($(#[$of])* $variant,)* }

        impl $type {
            /// All of them, the usual one first.
            pub(crate) const ALL: &[Self] = &[$(Self::$variant),*];

            /// Its name in an address.
            pub(crate) const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What people call it.
            pub(crate) const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* }
            }

            /// The one of this name; the usual one for a name that is not known.
            pub(crate) fn named(name: &str) -> Self {
                let mut all = Self::ALL.iter().copied();
                all.find(|one| one.name() == name).unwrap_or_default()
            }
        }
    };
}

pub(super) use choices;

choices! {
    /// The ground that the badge stands on.
    Theme {
        /// As the reader's system says.
        #[default]
        System "system" "System",
        /// Light.
        Light "light" "Light",
        /// Dark.
        Dark "dark" "Dark",
    }
}

choices! {
    /// The colour of a running job.
    Accent {
        /// The badge's own.
        #[default]
        Blue "blue" "Blue",
        /// Teal.
        Teal "teal" "Teal",
        /// Violet.
        Violet "violet" "Violet",
        /// Pink.
        Pink "pink" "Pink",
    }
}

choices! {
    /// The size of the badge's text.
    Size {
        /// Small.
        Small "small" "Small",
        /// The badge's own.
        #[default]
        Normal "normal" "Normal",
        /// Large.
        Large "large" "Large",
    }
}

choices! {
    /// What the code is for.
    Framework {
        /// Any page.
        #[default]
        Html "html" "HTML",
        /// React 19.
        React "react" "React",
        /// Vue 3.
        Vue "vue" "Vue",
        /// Angular.
        Angular "angular" "Angular",
        /// Svelte 5.
        Svelte "svelte" "Svelte",
        /// Yew.
        Yew "yew" "Yew",
    }
}

impl Accent {
    /// The colour, in light and in dark; `None`: the badge's own. Each has a contrast of 4.5 at least
    /// on the badge's ground.
    pub(crate) const fn color(self) -> Option<&'static str> {
        match self {
            Self::Blue => None,
            Self::Teal => Some("light-dark(#0b6b62, #5fd6c7)"),
            Self::Violet => Some("light-dark(#6a3bb8, #c3a6ff)"),
            Self::Pink => Some("light-dark(#a81e6b, #ff9ccd)"),
        }
    }
}

impl Size {
    /// The size; `None`: the badge's own.
    pub(crate) const fn length(self) -> Option<&'static str> {
        match self {
            Self::Small => Some(".75em"),
            Self::Normal => None,
            Self::Large => Some("1.125em"),
        }
    }
}

/// What people call a density.
pub(crate) const fn density_title(density: Density) -> &'static str {
    match density {
        Density::Dot => "Dot",
        Density::Pill => "Pill",
        Density::Card => "Card",
    }
}

/// A language in its own words.
pub(crate) const fn language_title(language: Language) -> &'static str {
    match language {
        Language::English => "English",
        Language::German => "Deutsch",
        Language::French => "Français",
        Language::Spanish => "Español",
        Language::Japanese => "日本語",
        Language::Arabic => "العربية",
        Language::SimplifiedChinese => "简体中文",
    }
}
