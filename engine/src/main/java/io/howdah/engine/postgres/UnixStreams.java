package io.howdah.engine.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.function.IntSupplier;

/** The two streams of a non-blocking channel; one thread may read while another writes. */
final class UnixStreams {

    private final SocketChannel channel;
    private final IntSupplier readTimeoutMillis;
    private final Selector readable;
    private final Selector writable;

    UnixStreams(SocketChannel channel, IntSupplier readTimeoutMillis) throws IOException {
        this.channel = channel;
        this.readTimeoutMillis = readTimeoutMillis;
        channel.configureBlocking(false);
        readable = Selector.open();
        writable = Selector.open();
        channel.register(readable, SelectionKey.OP_READ);
        channel.register(writable, SelectionKey.OP_WRITE);
    }

    InputStream input() {
        return new Input();
    }

    OutputStream output() {
        return new Output();
    }

    void close() throws IOException {
        try (channel;
                readable;
                writable) {
            readable.wakeup();
            writable.wakeup();
        }
    }

    private int read(ByteBuffer into) throws IOException {
        int timeout = readTimeoutMillis.getAsInt();
        while (true) {
            int count = channel.read(into);
            if (count != 0) {
                return count;
            }
            if (!await(readable, timeout)) {
                throw new SocketTimeoutException("no answer within " + timeout + " ms");
            }
        }
    }

    private void write(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            if (channel.write(from) == 0) {
                await(writable, 0);
            }
        }
    }

    /** Waits, for ever where the time-out is 0; like a TCP socket it is not disturbed by an interrupt, whose flag it keeps. */
    private static boolean await(Selector selector, int timeoutMillis) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (selector.select(timeoutMillis) == 0) {
                if (Thread.interrupted()) {
                    interrupted = true;
                } else if (timeoutMillis > 0) {
                    return false;
                }
            }
            selector.selectedKeys().clear();
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final class Input extends InputStream {

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return length == 0 ? 0 : UnixStreams.this.read(ByteBuffer.wrap(bytes, offset, length));
        }

        @Override
        public void close() throws IOException {
            UnixStreams.this.close();
        }
    }

    private final class Output extends OutputStream {

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            UnixStreams.this.write(ByteBuffer.wrap(bytes, offset, length));
        }

        @Override
        public void close() throws IOException {
            UnixStreams.this.close();
        }
    }
}
