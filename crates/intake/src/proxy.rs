//! From whom a request comes: from the other end of its connection, unless that is a proxy which is trusted to name its client.

use axum::http::HeaderMap;
use axum::http::header::FORWARDED;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

/// An address, or all that begin with the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u32,
}

impl FromStr for Network {
    type Err = ();

    fn from_str(text: &str) -> Result<Network, ()> {
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse::<u32>().map_err(|_| ())?)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| ())?;
        let all = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(all);
        if bits > all { Err(()) } else { Ok(Network { address, bits }) }
    }
}

impl Network {
    fn holds(&self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(ours), IpAddr::V4(other)) => (ours.to_bits() ^ other.to_bits()).leading_zeros() >= self.bits,
            (IpAddr::V6(ours), IpAddr::V6(other)) => (ours.to_bits() ^ other.to_bits()).leading_zeros() >= self.bits,
            _ => false,
        }
    }
}

/// Which proxies are believed, and where they say who their client is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Proxies {
    pub trusted: Vec<Network>,
    pub forwarded: bool,
}

impl Proxies {
    /// Whether this is the address of a proxy that is believed.
    pub fn trusts(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.trusted.iter().any(|network| network.holds(address))
    }

    /// From whom a request comes that came over a connection from `peer`.
    ///
    /// Proxies append what they see. So the list is read from its end, and the first address that is not a trusted proxy counts:
    /// what stands before that was written by the client itself.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        if !self.trusts(client) {
            return client;
        }
        let named = if self.forwarded {
            forwarded(headers)
        } else {
            x_forwarded_for(headers)
        };
        for name in named.iter().rev() {
            let Some(address) = read(name) else { break };
            client = address;
            if !self.trusts(client) {
                break;
            }
        }
        client
    }
}

fn x_forwarded_for(headers: &HeaderMap) -> Vec<&str> {
    let lines = headers
        .get_all("x-forwarded-for")
        .iter()
        .map(|line| line.to_str().unwrap_or_default());
    lines.flat_map(|line| line.split(',')).map(str::trim).collect()
}

/// What stands behind `for=` in each piece; nothing where a piece does not say it.
fn forwarded(headers: &HeaderMap) -> Vec<&str> {
    let lines = headers.get_all(FORWARDED).iter().map(|line| line.to_str().unwrap_or_default());
    let of = |piece: &'_ str| -> Option<usize> {
        let mut at = 0;
        for pair in piece.split(';') {
            if pair.trim_start().get(..4).is_some_and(|name| name.eq_ignore_ascii_case("for=")) {
                return Some(at + pair.len() - pair.trim_start().len() + 4);
            }
            at += pair.len() + 1;
        }
        None
    };
    lines
        .flat_map(|line| line.split(','))
        .map(|piece| of(piece).map_or("", |at| piece[at..].split(';').next().unwrap_or_default().trim()))
        .collect()
}

/// An address, with or without a port, quotes and brackets.
fn read(name: &str) -> Option<IpAddr> {
    let name = name.trim_matches('"');
    let plain = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(name);
    let address = plain.parse().ok().or_else(|| Some(name.parse::<SocketAddr>().ok()?.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(forwarded: bool, peer: &str, lines: &[&str]) -> String {
        let trusted = ["10.0.0.0/8", "2001:db8::/32", "127.0.0.1"].map(|it| it.parse().unwrap()).to_vec();
        let name = if forwarded { "forwarded" } else { "x-forwarded-for" };
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(name, line.parse().unwrap());
        }
        Proxies { trusted, forwarded }.client(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_names_its_client_and_only_what_it_saw_itself_counts() {
        for (peer, lines, expected) in [
            ("192.0.2.1", &["198.51.100.7"][..], "192.0.2.1"),
            ("10.1.2.3", &[], "10.1.2.3"),
            ("10.1.2.3", &["198.51.100.7"], "198.51.100.7"),
            ("::ffff:10.1.2.3", &["198.51.100.7"], "198.51.100.7"),
            ("10.1.2.3", &["203.0.113.9, 198.51.100.7"], "198.51.100.7"),
            ("10.1.2.3", &["203.0.113.9", "198.51.100.7, 10.9.9.9"], "198.51.100.7"),
            ("10.1.2.3", &["198.51.100.7:4711"], "198.51.100.7"),
            ("10.1.2.3", &["[2001:db9::1]:4711"], "2001:db9::1"),
            ("10.1.2.3", &["198.51.100.7, unknown"], "10.1.2.3"),
            ("10.1.2.3", &["10.7.7.7"], "10.7.7.7"),
            ("2001:db8::5", &["2001:db9::1"], "2001:db9::1"),
        ] {
            assert_eq!(client(false, peer, lines), expected, "{peer} {lines:?}");
        }
        for (lines, expected) in [
            (&["for=198.51.100.7;proto=https;by=203.0.113.43"][..], "198.51.100.7"),
            (&["For=\"[2001:db9::1]:4711\""], "2001:db9::1"),
            (&["for=203.0.113.9, proto=http; for=198.51.100.7"], "198.51.100.7"),
            (&["for=203.0.113.9, for=_hidden"], "10.1.2.3"),
            (&["proto=https"], "10.1.2.3"),
        ] {
            assert_eq!(client(true, "10.1.2.3", lines), expected, "{lines:?}");
        }
    }
}
