//! A connection whose other end must read what it asked for: who takes nothing, or next to nothing, would hold a place for ever.

use crate::clock::Clock;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

/// Reads as the inner one. What is written must be taken, on the whole, with the least speed: there is a store of patience, which
/// shrinks while the other end takes nothing and grows with every byte that it takes.
pub(crate) struct Paced<S> {
    stream: S,
    least: u64,
    grace: Duration,
    patience: Duration,
    /// Since when the other end has taken nothing, and when the patience ends.
    stuck: Option<(Duration, Pin<Box<Sleep>>)>,
}

impl<S> Paced<S> {
    /// With a least speed of 0 it has to take anything at all within the grace.
    pub fn new(stream: S, least: u64, grace: Duration) -> Paced<S> {
        Paced {
            stream,
            least,
            grace,
            patience: grace,
            stuck: None,
        }
    }

    fn taken(&mut self, bytes: usize) {
        if let Some((since, _)) = self.stuck.take() {
            self.patience = self.patience.saturating_sub(Clock::passed().saturating_sub(since));
        }
        let earned = match self.least {
            0 => self.grace,
            least => Duration::from_secs_f64(bytes as f64 / least as f64),
        };
        self.patience = (self.patience + earned).min(self.grace);
    }

    /// Waits with the other end, until the patience is over.
    fn wait(&mut self, context: &mut Context<'_>) -> Poll<io::Error> {
        let patience = self.patience;
        let (_, end) = self.stuck.get_or_insert_with(|| (Clock::passed(), Box::pin(sleep(patience))));
        ready!(end.as_mut().poll(context));
        Poll::Ready(io::ErrorKind::TimedOut.into())
    }
}

impl<S: AsyncWrite + Unpin> Paced<S> {
    fn paced(
        &mut self,
        context: &mut Context<'_>,
        write: impl FnOnce(Pin<&mut S>, &mut Context<'_>) -> Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        match write(Pin::new(&mut self.stream), context) {
            Poll::Ready(Ok(bytes)) => {
                self.taken(bytes);
                Poll::Ready(Ok(bytes))
            }
            Poll::Ready(Err(why)) => Poll::Ready(Err(why)),
            Poll::Pending => self.wait(context).map(Err),
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Paced<S> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Paced<S> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.paced(context, |stream, context| stream.poll_write(context, bytes))
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        self.paced(context, |stream, context| stream.poll_write_vectored(context, bytes))
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    async fn written(take: usize, pause: u64) -> io::Result<()> {
        let (near, mut far) = tokio::io::duplex(64);
        let mut near = Paced::new(near, 1000, Duration::from_millis(300));
        let reader = tokio::spawn(async move {
            let mut some = vec![0; take];
            while far.read_exact(&mut some).await.is_ok() {
                tokio::time::sleep(Duration::from_millis(pause)).await;
            }
        });
        let done = near.write_all(&[0; 2000]).await;
        reader.abort();
        done
    }

    #[tokio::test]
    async fn who_reads_next_to_nothing_is_left_and_who_reads_in_time_is_not() {
        assert!(written(50, 20).await.is_ok());
        for (take, pause) in [(1, 50), (10, 3_600_000)] {
            assert_eq!(
                written(take, pause).await.unwrap_err().kind(),
                io::ErrorKind::TimedOut,
                "{take} {pause}"
            );
        }
    }
}
