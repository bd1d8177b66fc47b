//! What tests of files that are spoilt on their way begin with.

use crate::{Book, Browser, Desk, Front, Spoilt, site};

/// A day, the words, and the receiving side that also serves the files.
pub struct Scene {
    /// The words, in Japanese.
    pub book: Book,
    /// The receiving side.
    pub desk: Desk,
}

impl Scene {
    /// Sets it for this browser, on the day of somebody who could file.
    pub async fn set(browser: &Browser) -> Scene {
        let book = Book::read("ja");
        let today = book.case("extension/minimal_engineer").today;
        browser.on_day(today).await;
        Scene {
            desk: Desk::start(&site(), &today.to_string()),
            book,
        }
    }

    /// A door of its own, and so a place of which no browser has kept anything, with one file spoilt so many times.
    pub async fn with(&self, file: &str, how: Spoilt, times: usize) -> Front {
        println!("  {file}: {how:?}");
        let front = Front::before(self.desk.port).await;
        front.spoil(file, how, times);
        front
    }
}
