//! Connections with a write limit: after that many more bytes, writing fails and the connection is
//! closed. Fault scenarios use it to break an answer in the middle.

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll},
};

use axum::{
    extract::connect_info::Connected,
    serve::{IncomingStream, Listener},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
};

/// How many bytes may still be written to a connection.
#[derive(Clone, Debug)]
pub(super) struct WriteLimit(Arc<AtomicU64>);

impl WriteLimit {
    /// Closes the connection after this many more bytes.
    pub(super) fn close_after(&self, bytes: u64) {
        self.0.store(bytes, Ordering::Relaxed);
    }
}

impl Connected<IncomingStream<'_, LimitedListener>> for WriteLimit {
    fn connect_info(stream: IncomingStream<'_, LimitedListener>) -> Self {
        stream.io().limit.clone()
    }
}

/// Accepts connections that have a [`WriteLimit`].
pub(super) struct LimitedListener(pub(super) TcpListener);

impl Listener for LimitedListener {
    type Io = LimitedStream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        // Sends small answers without delay. A failure only costs time, so it is ignored.
        let _ = stream.set_nodelay(true);
        (LimitedStream { stream, limit: WriteLimit(Arc::new(AtomicU64::new(u64::MAX))) }, address)
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.0.local_addr()
    }
}

/// A TCP stream with a [`WriteLimit`].
pub(super) struct LimitedStream {
    stream: TcpStream,
    limit: WriteLimit,
}

impl AsyncRead for LimitedStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for LimitedStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let left = self.limit.0.load(Ordering::Relaxed);
        if left == 0 {
            return Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()));
        }
        let may = usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len());
        let written = Pin::new(&mut self.stream).poll_write(context, &bytes[..may]);
        if let (Poll::Ready(Ok(written)), true) = (&written, left != u64::MAX) {
            self.limit.close_after(left - *written as u64);
        }
        written
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
