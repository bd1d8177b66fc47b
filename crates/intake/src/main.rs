//! The program `intake`: options in, a server until it is told to stop.

use intake::{Clock, Options, Server, USAGE, measure};
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
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(why) => {
            eprintln!("intake: {why}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let clock = options.today.map_or_else(Clock::real, Clock::fixed);
    let server = match Server::start(options, clock).await {
        Ok(server) => server,
        Err(why) => {
            eprintln!("intake: {why}");
            return ExitCode::FAILURE;
        }
    };
    println!("listening on http://{}/", server.address());
    stop().await;
    server.close().await;
    ExitCode::SUCCESS
}

/// Waits for Ctrl-C or for the signal by which services are stopped.
async fn stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
