//! Web addresses that may become links.

/// The longest address that terminals agree to keep.
const MOST: usize = 2000;

/// Whether a terminal may be given this as a link to open: http or https, all of it printable ASCII without a space.
pub fn is_web(address: &str) -> bool {
    let rest = ["http://", "https://"]
        .iter()
        .find_map(|scheme| address.strip_prefix(scheme));
    rest.is_some_and(|rest| {
        !rest.is_empty()
            && address.len() <= MOST
            && address.bytes().all(|byte| byte.is_ascii_graphic())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_addresses_of_the_web_are_links() {
        for good in ["https://www.gov.uk/", "http://a.example/?q=1;2&x=%20#a"] {
            assert!(is_web(good), "{good}");
        }
        let long = format!("https://{}", "a".repeat(MOST));
        for bad in [
            "",
            "https://",
            "www.gov.uk",
            "ftp://a.example/",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "https://a.example/ b",
            "https://a.example/\x1b\\x",
            "https://a.example/\x07",
            "https://a.example/\u{9c}",
            "https://\u{e4}.example/",
            long.as_str(),
        ] {
            assert!(!is_web(bad), "{bad:?}");
        }
    }
}
