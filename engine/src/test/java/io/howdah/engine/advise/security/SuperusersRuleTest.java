package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PostgresTest
class SuperusersRuleTest {

    private final SuperusersRule rule = new SuperusersRule();

    @Test
    void counts_superusers_that_can_log_in(Database db) {
        db.execute("create role \"Su 1\" superuser login", "create role su2 superuser");
        var catalog = Looking.catalog(db);
        db.execute("drop role \"Su 1\"", "drop role su2");

        assertThat(Looking.with(rule, catalog, Map.of("superusers.count", 1.0)))
                .singleElement()
                .satisfies(f -> assertThat(f.evidence().getFirst().text())
                        .contains("\"Su 1\"")
                        .doesNotContain("su2"));
        assertThat(Looking.with(rule, catalog)).isEmpty();
    }

    @Test
    void is_silent_on_as_many_as_are_wanted_and_on_other_roles(Database db) {
        db.createRole();
        var count = db.number("select count(*) from pg_roles where rolsuper and rolcanlogin");
        var catalog = Looking.catalog(db);

        assertThat(Looking.with(rule, catalog, Map.of("superusers.count", (double) count)))
                .isEmpty();
        assertThat(Looking.with(rule, catalog, Map.of("superusers.count", count - 1.0)))
                .extracting(Finding::title)
                .containsExactly(count + " superusers can log in");
    }
}
