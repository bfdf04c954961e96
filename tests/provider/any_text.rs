//! Any text, as an error body and as a token: it is read or refused, and never a panic.

use job_badge::provider::BearerToken;
use proptest::prelude::*;

proptest! {
    #[test]
    fn any_text_is_an_error_body_or_none(text in "[<>/a-z &;!\\[\\]:\"=é]{0,80}", other in any::<String>()) {
        for text in [text, other] {
            let detail = job_badge::provider::error_in_text(&text);
            prop_assert!(detail.is_none_or(|detail| detail.message.chars().count() <= 2000));
        }
    }

    #[test]
    fn any_token_text_is_taken_or_refused(text in any::<String>(), parts in prop::collection::vec("[A-Za-z0-9_-]{0,30}", 0..5)) {
        for text in [text, parts.join(".")] {
            if let Ok(token) = BearerToken::parse(&text) {
                prop_assert_eq!(token.expose(), text.trim());
                prop_assert!(token.expose().is_ascii());
                if let Some(claims) = token.claims() {
                    let _ = BearerToken::expires_at(&mut serde_json::Deserializer::from_str(&claims));
                }
            }
        }
    }
}
