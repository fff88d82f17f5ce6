package io.howdah.engine.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A Unix domain socket in the shape of a {@link Socket}, as the driver wants it.
 *
 * <p>A channel in blocking mode knows no read time-out and is closed by an interrupt, so the streams work on a
 * non-blocking channel with selectors and behave like those of a TCP socket.
 */
class UnixSocket extends Socket {

    private final UnixDomainSocketAddress address;
    private @Nullable UnixStreams streams;
    private int readTimeoutMillis;
    private boolean closed;

    UnixSocket(UnixDomainSocketAddress address) {
        this.address = address;
    }

    /** Connects to the Unix socket, whatever network address the driver names. */
    @Override
    public void connect(SocketAddress ignored, int timeout) throws IOException {
        streams = new UnixStreams(SocketChannel.open(address), this::getSoTimeout);
    }

    @Override
    public void connect(SocketAddress ignored) throws IOException {
        connect(ignored, 0);
    }

    private UnixStreams streams() throws SocketException {
        if (streams == null || closed) {
            throw new SocketException("the socket is not connected");
        }
        return streams;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return streams().input();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return streams().output();
    }

    @Override
    public void setSoTimeout(int timeout) {
        readTimeoutMillis = timeout;
    }

    @Override
    public int getSoTimeout() {
        return readTimeoutMillis;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        if (streams != null) {
            streams.close();
        }
    }

    @Override
    public boolean isConnected() {
        return streams != null;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public void setReceiveBufferSize(int size) {}

    @Override
    public void setSendBufferSize(int size) {}

    @Override
    public int getReceiveBufferSize() {
        return 8192;
    }

    @Override
    public int getSendBufferSize() {
        return 8192;
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return address;
    }

    @Override
    public String toString() {
        return "unix socket " + address.getPath();
    }
}
