package io.howdah.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.embedded.ServerException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryTest {

    private static final String PROPERTY = "howdah.tmpdir";

    private final @Nullable String before = System.getProperty(PROPERTY);

    @AfterEach
    void where_it_was() {
        if (before == null) {
            System.clearProperty(PROPERTY);
        } else {
            System.setProperty(PROPERTY, before);
        }
    }

    @Test
    void is_made_where_the_property_says_and_removed(@TempDir Path folder) throws IOException {
        System.setProperty(PROPERTY, folder.toString());

        var made = Temporary.create();
        assertThat(made).isDirectory().hasParent(folder.toRealPath());

        Temporary.delete(made);
        assertThat(made).doesNotExist();
    }

    @Test
    void names_the_directory_in_which_none_can_be_made(@TempDir Path folder) {
        System.setProperty(PROPERTY, folder.resolve("absent").toString());

        assertThatThrownBy(Temporary::create)
                .isInstanceOfSatisfying(
                        ServerException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DIRECTORY))
                .hasMessageContaining(folder.resolve("absent").toString());
    }

    @Test
    void leaves_alone_what_is_none(@TempDir Path folder) {
        Temporary.delete(folder);

        assertThat(folder).exists();
    }
}
