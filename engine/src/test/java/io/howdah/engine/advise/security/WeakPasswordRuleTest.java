package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.advise.Made;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class WeakPasswordRuleTest {

    private final WeakPasswordRule rule = new WeakPasswordRule();

    @Test
    void sees_passwords_kept_as_md5_and_never_the_password(Database db) {
        db.execute(
                "create role \"Old one\" login password 'md5d41d8cd98f00b204e9800998ecf8427e'",
                "set password_encryption to 'scram-sha-256'",
                "create role fine login password 'kept well'",
                "create role asleep password 'md5d41d8cd98f00b204e9800998ecf8427e'");
        var catalog = Looking.catalog(db);
        db.execute("drop role \"Old one\"", "drop role fine", "drop role asleep");

        assertThat(rule.examine(catalog))
                .singleElement()
                .satisfies(f -> assertThat(f.title()).isEqualTo("kept as MD5: the passwords of \"Old one\""))
                .satisfies(f -> assertThat(f.evidence().getFirst().text()).isEqualTo("kept as MD5: \"Old one\""));
        assertThat(catalog.guards().toString()).doesNotContain("d41d8cd98f").doesNotContain("kept well");
        assertThat(rule.examine(Looking.catalog(db))).isEmpty();
    }

    @Test
    void sees_that_new_ones_are_kept_so() {
        assertThat(Made.server().setting("password_encryption", "md5").seenBy(rule))
                .containsExactly("WARNING passwords: new passwords are kept as MD5");
        assertThat(Made.server().setting("password_encryption", "scram-sha-256").seenBy(rule))
                .isEmpty();
    }

    @Test
    void goes_by_what_it_saw_alone() {
        assertThat(Made.server().setting("password_encryption", "md5").evidenceOf(rule))
                .containsExactly("password_encryption is md5");
        assertThat(Made.server().seenBy(rule)).isEmpty();
    }
}
