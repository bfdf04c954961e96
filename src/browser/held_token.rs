//! The token that a source sends. The poller knows it by a number only.

use core::cell::RefCell;

use super::{bindings::parse_json, js_deserializer::JsDeserializer};
use crate::{
    poll::{Token, TokenId},
    provider::{BearerToken, RefusedToken},
};

/// The token that a source sends.
#[derive(Default)]
pub(super) struct HeldToken(RefCell<Option<(TokenId, BearerToken)>>);

impl HeldToken {
    pub(super) fn get(&self) -> Option<BearerToken> {
        self.0.borrow().as_ref().map(|(_, token)| token.clone())
    }

    /// Takes another token. A refused one leaves the last one in place. What the poller is called
    /// with: the same text keeps its number.
    pub(super) fn replace(&self, token: Result<BearerToken, RefusedToken>) -> Token {
        let token = match token {
            Ok(token) => token,
            Err(refused) => return Token::Refused(refused.into()),
        };
        let mut held = self.0.borrow_mut();
        let id = match &*held {
            Some((id, same)) if *same == token => *id,
            Some((id, _)) => TokenId(id.0.wrapping_add(1)),
            None => TokenId(0),
        };
        // What is thrown for what is no JSON would quote it: it is dropped.
        let claims = token.claims().and_then(|claims| parse_json(&claims.into()).ok());
        let expires_at = claims.and_then(|claims| BearerToken::expires_at(JsDeserializer(claims)));
        *held = Some((id, token));
        Token::Held { id, expires_at }
    }
}
