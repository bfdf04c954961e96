//! The languages whose words are shipped, and which of them serves a page's language tag. The words
//! are loaded elsewhere: by the element's class, or by a Yew app that names one of
//! [`texts`](super::texts).

/// A language whose words are shipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Built in.
    English,
    /// `de`.
    German,
    /// `fr`.
    French,
    /// `es`.
    Spanish,
    /// `ja`.
    Japanese,
    /// `ar`, from right to left.
    Arabic,
    /// `zh-Hans`.
    SimplifiedChinese,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::English,
        Self::German,
        Self::French,
        Self::Spanish,
        Self::Japanese,
        Self::Arabic,
        Self::SimplifiedChinese,
    ];

    /// Its BCP 47 tag. The package's file is named after it: `words/zh-Hans.js`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Japanese => "ja",
            Self::Arabic => "ar",
            Self::SimplifiedChinese => "zh-Hans",
        }
    }

    /// The language for a page's tag (BCP 47, any case); English where none is shipped.
    /// Traditional Chinese, by script or by region, is not Simplified Chinese.
    pub fn of(tag: &str) -> Self {
        let has = |subtags: &[&str]| {
            tag.split('-')
                .skip(1)
                .any(|subtag| subtags.iter().any(|s| s.eq_ignore_ascii_case(subtag)))
        };
        let known = |language: &Self| primary(language.tag()).eq_ignore_ascii_case(primary(tag));
        match Self::ALL.into_iter().find(known) {
            Some(Self::SimplifiedChinese)
                if has(&["Hant"]) || (has(&["TW", "HK", "MO"]) && !has(&["Hans"])) =>
            {
                Self::English
            }
            language => language.unwrap_or(Self::English),
        }
    }

    /// The tag for numbers and times beside its words: the page's own (`de-CH`) where that is this
    /// language, else this language's, so that no English word stands beside a German number.
    pub fn locale(self, tag: &str) -> &str {
        if primary(tag).eq_ignore_ascii_case(primary(self.tag())) { tag } else { self.tag() }
    }
}

/// Whether a language (a BCP 47 tag) is written from right to left.
pub fn is_rtl(tag: &str) -> bool {
    const RTL: [&str; 9] = ["ar", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"];
    RTL.iter().any(|rtl| rtl.eq_ignore_ascii_case(primary(tag)))
}

/// The subtag that names the language.
fn primary(tag: &str) -> &str {
    tag.split_once('-').map_or(tag, |(primary, _)| primary)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_picks_the_words_and_the_language_of_the_numbers() {
        let check = |tag, language, locale| {
            assert_eq!(Language::of(tag), language, "{tag}");
            assert_eq!(language.locale(tag), locale, "{tag}");
        };
        check("de", Language::German, "de");
        check("de-CH", Language::German, "de-CH");
        check("DE-at", Language::German, "DE-at");
        check("EN", Language::English, "EN");
        check("en-GB", Language::English, "en-GB");
        check("fr-CA", Language::French, "fr-CA");
        check("es-419", Language::Spanish, "es-419");
        check("ja-JP", Language::Japanese, "ja-JP");
        check("ar-EG", Language::Arabic, "ar-EG");
        check("zh", Language::SimplifiedChinese, "zh");
        check("zh-CN", Language::SimplifiedChinese, "zh-CN");
        check("zh-SG", Language::SimplifiedChinese, "zh-SG");
        check("zh-Hans-HK", Language::SimplifiedChinese, "zh-Hans-HK");
        for traditional in ["zh-Hant", "zh-hant-tw", "zh-TW", "zh-hk", "zh-MO"] {
            check(traditional, Language::English, "en");
        }
        // Not the language that it begins like.
        for other in ["", "pl", "den", "gsw", "d", "-de", "x-de", "tlh"] {
            check(other, Language::English, "en");
        }
    }

    #[test]
    fn each_language_is_its_own() {
        for language in Language::ALL {
            assert_eq!(Language::of(language.tag()), language);
        }
    }

    #[test]
    fn directions() {
        for language in Language::ALL {
            assert_eq!(is_rtl(language.tag()), language == Language::Arabic);
        }
        let check = |tag, rtl| assert_eq!(is_rtl(tag), rtl, "{tag}");
        check("AR-eg", true);
        check("he-IL", true);
        check("arn", false);
        check("", false);
    }
}
