//! `serve`: the built desk on this machine, with the receiving side behind it.

use crate::args::Args;
use crate::post_build::page::ALONE;
use crate::run::{Outcome, at, program};
use crate::{build, place, setup, still};
use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

const PORT: u16 = 8181;

pub fn command(mut args: Args) -> Outcome {
    let release = args.flag("--release");
    let without_intake = args.flag("--static");
    let port = match args.value("--port")? {
        Some(text) => text
            .parse()
            .map_err(|_| format!("`{text}` is not a port; take a number from 1024 to 65535"))?,
        None => PORT,
    };
    args.end()?;
    // Found out before the build, not after it.
    free(port)?;

    setup::ensure(setup::For::Building)?;
    let site = build::site(release)?;
    let address = format!("127.0.0.1:{port}");
    if without_intake {
        announce(&address);
        return still::serve(&site, &address);
    }
    let intake = build::intake()?;
    let data = place::target().join("intake");
    at(&data, std::fs::create_dir_all(&data))?;
    announce(&address);
    become_it(&mut intake_command(&intake, &address, &site, &data))
}

fn announce(address: &str) {
    println!("The desk is open at http://{address}/ (Ctrl-C closes it)");
    println!("The same without a receiver, as `dist` makes it: http://{address}/{ALONE}");
}

fn intake_command(intake: &Path, address: &str, site: &Path, data: &Path) -> Command {
    let mut command = program(intake);
    command.args(["--listen", address]).arg("--site").arg(site).arg("--data").arg(data);
    command
}

/// The intake takes our place, so that a signal reaches it and nothing of us is left behind.
#[cfg(unix)]
fn become_it(command: &mut Command) -> Outcome {
    use std::os::unix::process::CommandExt;
    let why = command.exec();
    Err(format!("the intake could not be started: {why}"))
}

#[cfg(not(unix))]
fn become_it(command: &mut Command) -> Outcome {
    crate::run::run(command)
}

fn free(port: u16) -> Outcome {
    TcpListener::bind(("127.0.0.1", port))
        .map(drop)
        .map_err(|why| format!("port {port} cannot be used ({why}); choose another with --port N"))
}
