//! How much is taken, how fast, and for how long. Limits of this program, not of the law: those stand in the rulebook.

use std::time::Duration;

/// All limits. The command line offers a few of them; tests set the rest.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Most bytes of the part `packet`.
    pub packet_bytes: u64,
    /// Most bytes of one file.
    pub file_bytes: u64,
    /// Most bytes of a whole request.
    pub request_bytes: u64,
    /// Most bytes that are kept altogether.
    pub kept_bytes: u64,
    /// Most pixels of a picture where the rulebook gives no number.
    pub pixels: u64,
    /// How long the head of a request may take.
    pub head: Duration,
    /// How long a request may be silent while its body arrives.
    pub silence: Duration,
    /// How long the body of a request may take altogether.
    pub body: Duration,
    /// How long the rest of a refused body is read, so that the answer is seen.
    pub drain: Duration,
    /// How long open requests may take after the server was told to stop.
    pub closing: Duration,
    /// Connections at once.
    pub connections: usize,
    /// Submissions that arrive at once.
    pub arriving: usize,
    /// Submissions that arrive at once from one address.
    pub arriving_from_one: u32,
    /// Submissions that are judged at once.
    pub judging: usize,
    /// How long the measuring of one file may take.
    pub measuring: Duration,
    /// Most memory that the measuring of one file may take, in bytes of address space.
    pub measuring_memory: u64,
    /// Requests per minute from one address; 0 for no limit.
    pub rate: u32,
    /// How many addresses the door remembers.
    pub addresses: usize,
    /// How often it is looked whether something must be deleted.
    pub sweep: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        const MB: u64 = 1 << 20;
        Limits {
            packet_bytes: MB,
            file_bytes: 30 * MB,
            request_bytes: 40 * MB,
            kept_bytes: 20_000 * MB,
            pixels: 50_000_000,
            head: Duration::from_secs(15),
            silence: Duration::from_secs(30),
            body: Duration::from_secs(300),
            drain: Duration::from_secs(5),
            closing: Duration::from_secs(30),
            connections: 512,
            arriving: 16,
            arriving_from_one: 4,
            judging: 2,
            measuring: Duration::from_secs(20),
            measuring_memory: 1500 * MB,
            rate: 60,
            addresses: 20_000,
            sweep: Duration::from_secs(3600),
        }
    }
}
