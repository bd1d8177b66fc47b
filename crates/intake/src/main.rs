//! The program `intake`: options in, a server until it is told to stop.

use intake::{Clock, Options, Server, USAGE, measure};
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    // Before the runtime and its threads: the memory that these have reserved would be lent to a measurement beyond its bound.
    if std::env::args().nth(1).as_deref() == Some(measure::WORD) {
        return measure::serve();
    }
    serve()
}

#[tokio::main]
async fn serve() -> ExitCode {
    let options = match Options::read(std::env::args().skip(1)) {
        Ok(Some(options)) => options,
        Ok(None) => {
            say(std::io::stdout(), format_args!("{USAGE}"));
            return ExitCode::SUCCESS;
        }
        Err(why) => {
            say(std::io::stderr(), format_args!("intake: {why}\n\n{USAGE}"));
            return ExitCode::from(2);
        }
    };
    if options.look {
        return look(&options).await;
    }
    intake::tell_of_breakdowns();
    let clock = options.today.map_or_else(Clock::real, Clock::fixed);
    let server = match Server::start(options, clock).await {
        Ok(server) => server,
        Err(why) => return failed(&why),
    };
    // Heard from now on: whoever is told where it listens may end it at once.
    let stopped = stopped();
    say(std::io::stdout(), format_args!("listening on http://{}/", server.address()));
    stopped.await;
    server.close().await;
    ExitCode::SUCCESS
}

/// Says what lies in the folder, and ends.
async fn look(options: &Options) -> ExitCode {
    match intake::look(&options.data).await {
        Ok(found) => {
            say(std::io::stdout(), format_args!("{found}"));
            ExitCode::SUCCESS
        }
        Err(why) => failed(&why),
    }
}

fn failed(why: &impl std::fmt::Display) -> ExitCode {
    say(std::io::stderr(), format_args!("intake: {why}"));
    ExitCode::FAILURE
}

/// Unlike the macros for it, this does not end the program where nobody listens any more.
fn say(mut to: impl Write, words: std::fmt::Arguments<'_>) {
    let _ = writeln!(to, "{words}").and_then(|()| to.flush());
}

/// Ends with Ctrl-C or with the signal by which services are stopped.
#[cfg(unix)]
fn stopped() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    let signals = [SignalKind::terminate(), SignalKind::interrupt()].map(signal);
    async move {
        let [Ok(mut terminate), Ok(mut interrupt)] = signals else {
            let _ = tokio::signal::ctrl_c().await;
            return;
        };
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    }
}

#[cfg(not(unix))]
async fn stopped() {
    let _ = tokio::signal::ctrl_c().await;
}
