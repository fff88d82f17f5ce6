package io.howdah.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitedStreamTest {

    private static final int MB = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void refuses_a_small_file_that_unpacks_to_a_large_one() throws IOException {
        var file = zipped(3 * MB);

        assertThat(Files.size(file)).isLessThan(10_000);
        try (var stream = LimitedStream.open(file, 2 * MB)) {
            assertThatThrownBy(stream::readAllBytes)
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("bomb.gz holds more than 2 MB");
        }
    }

    @Test
    void reads_what_is_just_as_large_as_allowed() throws IOException {
        try (var stream = LimitedStream.open(zipped(2 * MB), 2 * MB)) {
            assertThat(stream.readAllBytes()).hasSize(2 * MB);
        }
        var plain = Files.writeString(folder.resolve("plain"), "text");
        try (var stream = LimitedStream.open(plain, 4)) {
            assertThat(stream.read()).isEqualTo('t');
            assertThat(stream.readAllBytes()).hasSize(3);
        }
    }

    private Path zipped(int bytes) throws IOException {
        var file = folder.resolve("bomb.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(new byte[bytes]);
        }
        return file;
    }
}
