//! The digest of bytes: whether they are still those that were written.

use sha2::{Digest as _, Sha256};

/// The SHA-256 of bytes, in hexadecimal digits as `sha256sum` prints it.
pub(super) fn of(bytes: &[u8]) -> String {
    let digits = |byte: &u8| format!("{byte:02x}");
    Sha256::digest(bytes).iter().map(digits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_what_sha256sum_prints() {
        let of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(of(b"abc"), of_abc);
    }
}
