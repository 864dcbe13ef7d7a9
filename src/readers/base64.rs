//! Base64 (RFC 4648), as certificates and the pictures of flat files have it: white space and padding do not matter.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::DecodePaddingMode;
use base64::engine::GeneralPurpose;
use base64::engine::GeneralPurposeConfig;

const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
const DECODER: GeneralPurpose = GeneralPurpose::new(&STANDARD, LENIENT);

/// The bytes; None where a character is none of the alphabet's. A last letter that is no whole byte is left out.
pub fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let mut letters: Vec<u8> = text.bytes().filter(|letter| !letter.is_ascii_whitespace() && *letter != b'=').collect();
    if letters.len() % 4 == 1 {
        letters.pop();
    }
    DECODER.decode(letters).ok()
}

#[cfg(test)]
mod tests {
    use super::decode_base64;

    #[test]
    fn the_vectors_of_the_standard() {
        for (text, bytes) in [("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9v\n YmFy", "foobar")] {
            assert_eq!(decode_base64(text).as_deref(), Some(bytes.as_bytes()));
        }
        assert_eq!(decode_base64("Zm9*"), None);
    }
}
