//! The orders of a worker, taken from its stdin by a thread of its own: where they end, whoever gave them is gone (the program
//! that started a worker closes its stdin only to end it), and the worker ends at once, however busy it is with a file.

use std::io;
use std::io::Read;
use std::sync::mpsc::Receiver;
use std::sync::mpsc::channel;
use std::thread::Builder;

/// Bytes taken at once.
const PIECE: usize = 1 << 16;
/// The stack of the thread that takes them.
const STACK: usize = 4 * PIECE;

/// Orders as they come in.
pub struct Lifeline {
    pieces: Receiver<Vec<u8>>,
    piece: io::Cursor<Vec<u8>>,
}

impl Lifeline {
    /// Listens to these orders; `gone` is called where they end.
    ///
    /// # Errors
    /// The system starts no thread.
    pub fn listen(mut orders: impl Read + Send + 'static, gone: impl FnOnce() + Send + 'static) -> io::Result<Self> {
        let (sender, pieces) = channel();
        Builder::new().stack_size(STACK).spawn(move || {
            let mut piece = vec![0; PIECE];
            loop {
                match orders.read(&mut piece) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Ok(0) | Err(_) => return gone(),
                    // Where nobody takes them any more, the worker ends by itself.
                    Ok(length) => drop(sender.send(piece.get(..length).unwrap_or_default().to_vec())),
                }
            }
        })?;
        Ok(Self { pieces, piece: io::Cursor::default() })
    }
}

impl Read for Lifeline {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.piece.read(buffer)?;
        if length > 0 || buffer.is_empty() {
            return Ok(length);
        }
        let Ok(piece) = self.pieces.recv() else { return Ok(0) };
        self.piece = io::Cursor::new(piece);
        self.piece.read(buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn that_nobody_gives_orders_any_more_is_heard_while_none_was_taken_yet() {
        let (sender, heard) = channel();
        let given = "先读这一份".repeat(20_000);
        let orders = io::Cursor::new(given.clone().into_bytes());
        let mut lifeline = Lifeline::listen(orders, move || sender.send("gone").unwrap()).unwrap();
        assert_eq!(heard.recv(), Ok("gone"));
        let mut taken = String::new();
        lifeline.read_to_string(&mut taken).unwrap();
        assert!(taken == given, "{} bytes of {}", taken.len(), given.len());
    }
}
