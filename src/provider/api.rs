//! The closed list of providers.

use core::time::Duration;

use serde::Deserializer;

use super::{ams_v2::AmsV2, endpoint::ApiRoot, provider::Provider, request::Request};
use crate::job::{Answer, Failure, JobId, Query};

/// Makes [`Api`] of a list of the providers' types.
macro_rules! apis {
    ($($provider:ident)*) => {
        /// An API that this crate speaks.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Api {
            $(#[doc = concat!("See [`", stringify!($provider), "`].")] $provider,)*
        }

        impl Api {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$provider),*];

            /// The contract's name, as in the element's `provider` attribute.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$provider => $provider::NAME,)* }
            }

            /// See [`Provider::INTERVAL`].
            pub const fn interval(self) -> Duration {
                match self { $(Self::$provider => $provider::INTERVAL,)* }
            }

            /// See [`Provider::SEPARATE_TASKS`].
            pub const fn separate_tasks(self) -> bool {
                match self { $(Self::$provider => $provider::SEPARATE_TASKS,)* }
            }

            /// See [`Provider::LISTS_ACTIVE`].
            pub const fn lists_active(self) -> Option<usize> {
                match self { $(Self::$provider => $provider::LISTS_ACTIVE,)* }
            }

            /// See [`Provider::fits`].
            pub fn fits(self, root: &ApiRoot, jobs: &[JobId]) -> usize {
                match self { $(Self::$provider => $provider::fits(root, jobs),)* }
            }

            /// See [`Provider::request`].
            pub fn request(self, root: &ApiRoot, query: &Query, trace: u128) -> Request {
                match self { $(Self::$provider => $provider::request(root, query, trace),)* }
            }

            /// Reads the body of a 2xx answer: see [`Provider::read`].
            ///
            /// # Errors
            /// As [`Provider::read`] does.
            pub fn read<'de, D: Deserializer<'de>>(
                self,
                query: &Query,
                body: D,
            ) -> Result<Answer, Failure> {
                match self { $(Self::$provider => $provider::read(query, body),)* }
            }
        }
    };
}

apis! { AmsV2 }

impl Api {
    /// The provider of this name, as the element's `provider` attribute gives it.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|api| api.name() == name)
    }
}
