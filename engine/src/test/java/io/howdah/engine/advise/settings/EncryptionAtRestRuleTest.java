package io.howdah.engine.advise.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Made;
import org.junit.jupiter.api.Test;

class EncryptionAtRestRuleTest {

    private final EncryptionAtRestRule rule = new EncryptionAtRestRule();

    @Test
    void says_what_there_is_instead() {
        assertThat(server().seenBy(rule)).containsExactly("INFO server: the server does not encrypt its files");
        assertThat(server().evidenceOf(rule)).first().asString().endsWith("pgcrypto is not installed");
        assertThat(server().extension("pgcrypto").evidenceOf(rule))
                .first()
                .asString()
                .endsWith("pgcrypto is installed");
    }

    @Test
    void is_silent_where_something_encrypts() {
        assertThat(server().extension("pg_tde").seenBy(rule)).isEmpty();
        assertThat(server().setting("data_encryption_version", 1).seenBy(rule)).isEmpty();
        assertThat(server().setting("azure.extensions", "").seenBy(rule)).isEmpty();
        assertThat(server().setting("cloudsql.iam_authentication", "on").seenBy(rule))
                .isEmpty();
    }

    @Test
    void speaks_on_a_service_where_it_is_a_choice() {
        assertThat(server().setting("rds.extensions", "").seenBy(rule)).hasSize(1);
    }

    @Test
    void is_silent_where_nothing_was_read() {
        assertThat(Made.server().seenBy(rule)).isEmpty();
    }

    private static Made server() {
        return Made.server().setting("work_mem", 4096);
    }
}
