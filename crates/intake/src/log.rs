//! The only place that writes lines about requests. Numbers, sizes and durations go in; answers, names and addresses never.
//!
//! Whoever logs never waits and never fails: a line goes into a queue of bounded length, and a thread of its own writes it. What
//! finds no room, or cannot be written, is counted, and the number is told as soon as a line can be written again.

use std::io::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, TrySendError, channel, sync_channel};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// So many lines may wait for a reader that is slow.
const ROOM: usize = 1000;

/// Writes one line, sooner or later.
pub(crate) fn line(words: std::fmt::Arguments<'_>) {
    program().put(words.to_string());
}

/// Writes one line about a request or about the work behind it.
macro_rules! log {
    ($($words:tt)*) => { $crate::log::line(format_args!($($words)*)) };
}
pub(crate) use log;

/// Waits until everything is written that was said so far, but not longer than this.
pub(crate) fn settle(patience: Duration) {
    program().settle(patience);
}

/// From now on a task that breaks down says where, and nothing else: its own words could repeat an answer, and standard error could
/// keep it waiting.
pub fn tell_of_breakdowns() {
    std::panic::set_hook(Box::new(|why| match why.location() {
        Some(place) => log!("a task broke down at {}:{}", place.file(), place.line()),
        None => log!("a task broke down"),
    }));
}

fn program() -> &'static Log {
    static LOG: OnceLock<Log> = OnceLock::new();
    LOG.get_or_init(|| Log::to(io::stderr(), ROOM))
}

enum Order {
    Line(String),
    Settled(Sender<()>),
}

struct Log {
    queue: SyncSender<Order>,
    lost: Arc<AtomicU64>,
}

impl Log {
    fn to(out: impl Write + Send + 'static, room: usize) -> Log {
        let (queue, orders) = sync_channel(room);
        let lost = Arc::new(AtomicU64::new(0));
        let seen = lost.clone();
        // Without the thread every line is lost, and the work goes on.
        let _ = std::thread::Builder::new()
            .name("log".into())
            .spawn(move || write(&orders, &seen, out));
        Log { queue, lost }
    }

    fn put(&self, words: String) {
        if self.queue.try_send(Order::Line(words)).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn settle(&self, patience: Duration) {
        const STEP: Duration = Duration::from_millis(5);
        let (say, settled) = channel();
        let (mut order, mut left) = (Order::Settled(say), patience);
        while let Err(TrySendError::Full(back)) = self.queue.try_send(order) {
            if left.is_zero() {
                return;
            }
            std::thread::sleep(STEP);
            (order, left) = (back, left.saturating_sub(STEP));
        }
        let _ = settled.recv_timeout(left);
    }
}

fn write(orders: &Receiver<Order>, lost: &AtomicU64, mut out: impl Write) {
    for order in orders {
        let mut words = match order {
            Order::Line(words) => words,
            Order::Settled(say) => {
                let _ = say.send(());
                continue;
            }
        };
        words.push('\n');
        let missed = lost.swap(0, Ordering::Relaxed);
        if missed > 0 {
            words.insert_str(0, &format!("{missed} lines could not be written\n"));
        }
        if out.write_all(words.as_bytes()).and_then(|()| out.flush()).is_err() {
            lost.fetch_add(missed + 1, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    /// Takes lines only while its owner lets it.
    #[derive(Clone, Default)]
    struct Paper(Arc<Mutex<(Vec<u8>, bool)>>);

    impl Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let mut paper = self.0.lock().unwrap();
            if paper.1 {
                return Err(io::ErrorKind::StorageFull.into());
            }
            paper.0.extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn text(paper: &Paper) -> String {
        String::from_utf8(paper.0.lock().unwrap().0.clone()).unwrap()
    }

    #[test]
    fn nobody_waits_for_a_reader_that_does_not_read_and_what_is_lost_is_counted() {
        let paper = Paper::default();
        let log = Log::to(paper.clone(), 10);
        let unread = paper.0.lock().unwrap();
        for at in 0..1000 {
            log.put(format!("line {at}"));
        }
        drop(unread);
        log.settle(Duration::from_secs(5));
        log.put("the last".into());
        log.settle(Duration::from_secs(5));
        let said = text(&paper);
        let lines = said.lines().filter(|line| line.starts_with("line ")).count();
        let missed: usize = said
            .lines()
            .filter_map(|line| line.strip_suffix(" lines could not be written")?.parse::<usize>().ok())
            .sum();
        assert_eq!(lines + missed, 1000, "{said}");
        assert!(missed >= 900 && said.ends_with("the last\n"), "{said}");
    }

    #[test]
    fn a_full_disk_loses_lines_and_stops_nothing() {
        let paper = Paper::default();
        let log = Log::to(paper.clone(), 10);
        paper.0.lock().unwrap().1 = true;
        log.put("one".into());
        log.put("two".into());
        log.settle(Duration::from_secs(5));
        paper.0.lock().unwrap().1 = false;
        log.put("three".into());
        log.settle(Duration::from_secs(5));
        assert_eq!(text(&paper), "2 lines could not be written\nthree\n");
    }
}
