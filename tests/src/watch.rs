//! What a browser says on its console and what it asks the network for.

use futures_util::StreamExt;
use std::sync::{Arc, Mutex, PoisonError};
use thirtyfour::bidi::events::{BeforeRequestSent, LogEntryAdded};
use thirtyfour::bidi::modules::log::LogLevel;
use thirtyfour::prelude::*;

/// One request as the browser made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The method.
    pub method: String,
    /// The whole address.
    pub url: String,
}

/// Both lists, growing.
#[derive(Clone, Default)]
pub struct Watch {
    errors: Arc<Mutex<Vec<String>>>,
    requests: Arc<Mutex<Vec<Asked>>>,
}

impl Watch {
    /// Begins to listen, or says why it cannot.
    pub async fn over(driver: &WebDriver) -> Result<Watch, String> {
        let watch = Watch::default();
        let bidi = driver.bidi().await.map_err(|why| why.to_string())?;
        let mut said = bidi.subscribe::<LogEntryAdded>().await.map_err(|why| why.to_string())?;
        let mut asked = bidi.subscribe::<BeforeRequestSent>().await.map_err(|why| why.to_string())?;
        let (errors, requests) = (watch.errors.clone(), watch.requests.clone());
        tokio::spawn(async move {
            let _open = bidi;
            loop {
                tokio::select! {
                    entry = said.next() => {
                        let Some(entry) = entry else { return };
                        if matches!(entry.level, LogLevel::Error) {
                            lock(&errors).push(entry.text.clone().unwrap_or_default());
                        }
                    }
                    request = asked.next() => {
                        let Some(request) = request else { return };
                        lock(&requests).push(Asked { method: request.request.method.clone(), url: request.request.url.clone() });
                    }
                }
            }
        });
        Ok(watch)
    }

    /// The errors on the console so far.
    pub fn errors(&self) -> Vec<String> {
        lock(&self.errors).clone()
    }

    /// The requests so far.
    pub fn requests(&self) -> Vec<Asked> {
        lock(&self.requests).clone()
    }

    /// Forgets what was said: from here on it counts.
    pub fn forget(&self) {
        lock(&self.errors).clear();
        lock(&self.requests).clear();
    }
}

fn lock<T>(of: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
