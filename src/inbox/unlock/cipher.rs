//! AES over whole blocks, as [MS-OFFCRYPTO] uses it: each block by itself, or chained from a first vector.

use aes::Aes128;
use aes::Aes192;
use aes::Aes256;
use aes::cipher::Block;
use aes::cipher::BlockCipherDecrypt;
use aes::cipher::KeyInit;

/// Bytes of a block.
const BLOCK: usize = 16;

/// Decrypts in place; None where the key has no length of AES, or the bytes are not whole blocks. With a first vector each
/// block is chained to the one before (CBC), without one none is (ECB).
pub fn decrypt_aes(key: &[u8], first: Option<&[u8]>, bytes: &mut [u8]) -> Option<()> {
    match key.len() {
        16 => decrypt_blocks(&Aes128::new_from_slice(key).ok()?, first, bytes),
        24 => decrypt_blocks(&Aes192::new_from_slice(key).ok()?, first, bytes),
        32 => decrypt_blocks(&Aes256::new_from_slice(key).ok()?, first, bytes),
        _ => None,
    }
}

fn decrypt_blocks<C: BlockCipherDecrypt>(cipher: &C, first: Option<&[u8]>, bytes: &mut [u8]) -> Option<()> {
    let mut before: Option<Vec<u8>> = first.map(<[u8]>::to_vec);
    for block in bytes.chunks_mut(BLOCK) {
        let packed = block.to_vec();
        cipher.decrypt_block(<&mut Block<C>>::try_from(&mut *block).ok()?);
        if let Some(chained) = before.replace(packed).filter(|_| first.is_some()) {
            block.iter_mut().zip(chained).for_each(|(byte, mask)| *byte ^= mask);
        }
    }
    Some(())
}
