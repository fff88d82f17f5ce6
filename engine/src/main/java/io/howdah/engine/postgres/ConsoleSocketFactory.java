package io.howdah.engine.postgres;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lets the driver talk to the console of PgBouncer, which knows no settings of a session: the one that the driver makes on a server that
 * calls itself older than 12, and PgBouncer's versions are, is replaced on its way by a question that harms nobody.
 *
 * <p>Public because the driver loads it reflectively.
 */
public final class ConsoleSocketFactory extends UnconnectedSocketFactory {

    private static final byte[] SETTING = "SET extra_float_digits = 2".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] QUESTION = "SHOW VERSION              ".getBytes(StandardCharsets.US_ASCII);

    private final @Nullable String path;

    /** @param path of a Unix socket; null for a network address */
    public ConsoleSocketFactory(@Nullable String path) {
        this.path = path;
    }

    @Override
    public Socket createSocket() {
        return path == null ? new OverNetwork() : new OverUnix(path);
    }

    private static final class OverNetwork extends Socket {
        @Override
        public OutputStream getOutputStream() throws IOException {
            return new WithoutSetting(super.getOutputStream());
        }
    }

    private static final class OverUnix extends UnixSocket {
        OverUnix(String path) {
            super(UnixDomainSocketAddress.of(path));
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new WithoutSetting(super.getOutputStream());
        }
    }

    /** The driver hands over each message in one piece. */
    private static final class WithoutSetting extends FilterOutputStream {

        WithoutSetting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            var message = Arrays.copyOfRange(bytes, offset, offset + length);
            for (int at = 0; at + SETTING.length <= length; at++) {
                if (Arrays.equals(message, at, at + SETTING.length, SETTING, 0, SETTING.length)) {
                    System.arraycopy(QUESTION, 0, message, at, QUESTION.length);
                }
            }
            out.write(message, 0, length);
        }
    }
}
