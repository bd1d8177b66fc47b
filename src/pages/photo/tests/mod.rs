//! The page against every photo of the tests, without a browser.

mod said;
