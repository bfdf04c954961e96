//! The badge in real browsers, over WebDriver.
