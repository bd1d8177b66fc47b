//! The program itself: options, the line when it is ready, the end by a signal, and what it does where nobody reads what it says.

mod support;

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use support::{KEY, Sent, book, form, loaded, made, paper, receipt};

fn intake() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_intake"));
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[test]
fn says_where_it_listens_and_ends_when_told() {
    let folder = tempfile::TempDir::new().unwrap();
    book::write(&folder.path().join("rulebook"), "");
    let mut program = intake()
        .current_dir(folder.path())
        .args(["--listen", "127.0.0.1:0", "--data", "data", "--today", "2026-11-23"])
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(program.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line
        .trim()
        .strip_prefix("listening on http://")
        .and_then(|rest| rest.strip_suffix('/'));
    assert!(std::net::TcpStream::connect(address.unwrap_or_else(|| panic!("{line:?}"))).is_ok());
    let ended = Command::new("kill").args(["-TERM", &program.id().to_string()]).status().unwrap();
    assert!(ended.success() && program.wait().unwrap().success());
}

#[test]
fn says_what_is_wrong_with_how_it_was_called() {
    let folder = tempfile::TempDir::new().unwrap();
    for (arguments, says) in [
        (&["--data"][..], "--data needs a value"),
        (&["--data", "data", "--rate", "x"], "--rate cannot be `x`"),
        (&["--data", "data", "--rulebook", "nowhere"], "the rulebook cannot be read"),
    ] {
        let mut program = intake().current_dir(folder.path()).args(arguments).spawn().unwrap();
        let mut said = String::new();
        program.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert!(!program.wait().unwrap().success() && said.contains(says), "{said}");
    }
}

/// A running program; it ends with this value.
struct Running {
    program: Child,
    address: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn run(folder: &Path, today: &str, more: &[&str], stderr: Stdio) -> Running {
    let mut program = intake()
        .current_dir(folder)
        .args(["--listen", "127.0.0.1:0", "--data", "data", "--rate", "0", "--today", today])
        .args(more)
        .stderr(stderr)
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(program.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("listening on ").unwrap_or_else(|| panic!("{line:?}"));
    Running {
        address: address.to_owned(),
        program,
    }
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().unwrap();
    book::write(&folder.path().join("rulebook"), "");
    folder
}

fn sent(folder: &Path) -> Sent {
    let book = loaded(&folder.join("rulebook"));
    made(&book, &book::answers("LE THI"), &[(book::PAPER, paper::pdf(1))], "2026-11-23").unwrap()
}

async fn send(running: &Running, key: &str, sent: &Sent) -> engine::wire::Receipt {
    let client = reqwest::Client::builder()
        .no_proxy()
        .timeout(std::time::Duration::from_secs(20))
        .build()
        .unwrap();
    let request = client
        .post(format!("{}applications", running.address))
        .header("Idempotency-Key", key);
    receipt(request.multipart(form(sent.json(), &sent.files)).send().await.unwrap()).await
}

#[cfg(unix)]
#[tokio::test]
async fn a_log_that_nobody_reads_stops_nothing() {
    let folder = folder();
    let sent = sent(folder.path());
    let mut closed = run(folder.path(), "2026-11-23", &[], Stdio::piped());
    drop(closed.program.stderr.take());
    for at in 0..3 {
        send(&closed, &format!("{KEY}-closed-{at}"), &sent).await;
    }
    drop(closed);

    let unread = run(folder.path(), "2026-11-23", &[], Stdio::piped());
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    for _ in 0..3000 {
        let refused = client.post(format!("{}applications", unread.address)).send().await.unwrap();
        assert_eq!(refused.status(), 400);
    }
    send(&unread, &format!("{KEY}-unread"), &sent).await;
    drop(unread);

    if let Ok(full) = std::fs::File::options().write(true).open("/dev/full") {
        let full = run(folder.path(), "2026-11-23", &[], full.into());
        send(&full, &format!("{KEY}-full"), &sent).await;
    }
    assert!(std::fs::read_dir(folder.path().join("data/files")).unwrap().count() >= 4);
}

fn status(folder: &Path) -> String {
    let said = intake().current_dir(folder).args(["--data", "data", "--status"]).output().unwrap();
    assert!(said.status.success(), "{said:?}");
    String::from_utf8(said.stdout).unwrap()
}

fn said(program: &mut Running) -> String {
    let _ = Command::new("kill").args(["-TERM", &program.program.id().to_string()]).status();
    let mut said = String::new();
    program.program.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    said
}

#[tokio::test]
async fn what_was_put_aside_is_told_at_the_start_and_by_status() {
    let folder = folder();
    let sent = sent(folder.path());
    let first = run(folder.path(), "2026-11-23", &[], Stdio::null());
    for at in 0..2 {
        send(&first, &format!("{KEY}-{at}"), &sent).await;
    }
    // Beside the running program.
    let now = status(folder.path());
    assert!(now.contains("submissions: 2 ") && now.contains("put aside: 0"), "{now}");
    drop(first);
    for ending in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(folder.path().join(format!("data/intake.sqlite{ending}")));
    }
    assert!(status(folder.path()).contains("does not know: 2"), "{}", status(folder.path()));
    let mut second = run(folder.path(), "2026-11-23", &[], Stdio::piped());
    let told = said(&mut second);
    assert!(told.contains("put aside 2 folders"), "{told}");
    assert!(status(folder.path()).contains("put aside: 2"), "{}", status(folder.path()));
    let mut third = run(folder.path(), "2026-11-23", &[], Stdio::piped());
    let told = said(&mut third);
    assert!(told.contains("`aside` lie 2 things"), "{told}");
}

#[tokio::test]
async fn a_start_ninety_days_later_deletes_nothing_before_somebody_says_so() {
    let folder = folder();
    let sent = sent(folder.path());
    let kept = || std::fs::read_dir(folder.path().join("data/files")).unwrap().count();
    send(&run(folder.path(), "2026-11-23", &[], Stdio::null()), KEY, &sent).await;
    let mut later = run(folder.path(), "2027-02-21", &[], Stdio::piped());
    std::thread::sleep(std::time::Duration::from_millis(500));
    let told = said(&mut later);
    assert!(told.contains("--clock-is-right 2027-02-21") && kept() == 1, "{told}");
    drop(later);
    let _right = run(folder.path(), "2027-02-21", &["--clock-is-right", "2027-02-21"], Stdio::null());
    for _ in 0..100 {
        if kept() == 0 {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("still there");
}
