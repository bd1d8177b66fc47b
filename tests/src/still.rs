//! A host page of another origin: a few files with a policy, and nothing else.

use crate::http::{Incoming, answer};
use tokio::net::TcpListener;

/// One file of it.
pub struct Still {
    /// Its path.
    pub path: &'static str,
    /// Its type.
    pub kind: &'static str,
    /// What stands in it.
    pub text: String,
}

/// A port that is taken, so that its number can be written into the files before they are served.
pub struct Stand(TcpListener);

impl Stand {
    /// Takes a port.
    pub async fn take() -> Stand {
        Stand(TcpListener::bind(("127.0.0.1", 0)).await.expect("a port"))
    }

    /// The origin of its pages.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.0.local_addr().expect("an address").port())
    }

    /// Serves these files with this policy until the test ends.
    pub fn serve(self, files: Vec<Still>, policy: String) {
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = self.0.accept().await {
                let Some(asked) = Incoming::read(&mut stream).await else { continue };
                match files.iter().find(|file| file.path == asked.path) {
                    Some(file) => {
                        let headers = [
                            ("content-type".to_owned(), file.kind.to_owned()),
                            ("content-security-policy".to_owned(), policy.clone()),
                        ];
                        answer(&mut stream, "200 OK", &headers, file.text.as_bytes()).await;
                    }
                    None => answer(&mut stream, "404 Not Found", &[], b"").await,
                }
            }
        });
    }
}
