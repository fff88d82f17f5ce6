package io.howdah.engine.advise.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Looking;
import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Guards;
import io.howdah.engine.catalog.Server;
import io.howdah.engine.catalog.ServerState;
import io.howdah.engine.catalog.Setting;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@PostgresTest
class UpgradeStepsRuleTest {

    private final UpgradeStepsRule rule = new UpgradeStepsRule();

    @Test
    void says_what_an_upgrade_asks_for(Database db) {
        db.execute(
                "create table other (id int)",
                "create function \"Key of\"(n int) returns int immutable language sql as"
                        + " 'select n + 0 * (select count(*)::int from other)'",
                "create function fine(n int) returns int immutable language sql set search_path = '' as"
                        + " 'select n + 0 * (select count(*)::int from \"Te st\".other)'",
                "create function plain(n int) returns int immutable language sql as 'select n + 1'",
                "create function \"full\"(n int) returns int immutable language sql as"
                        + " 'select n + 0 * (select count(*)::int from \"Te st\".other)'",
                "create function idle(n int) returns int immutable language sql as"
                        + " 'select n + 0 * (select count(*)::int from other)'",
                "create table t (a int, b int)",
                "create index on t (\"Key of\"(a), fine(a), plain(a), \"full\"(a))",
                "create statistics s on a, b from t");

        var steps = steps(at(Looking.catalog(db), 160_016));

        assertThat(steps)
                .contains("PostgreSQL 16 gets its last release on 2028-11-09")
                .anyMatch(s -> s.contains("pg_amcheck --heapallindexed --install-missing " + "\"" + db.name() + "\"")
                        || s.contains("pg_amcheck --heapallindexed --install-missing " + db.name()))
                .anyMatch(s -> s.contains("--missing-stats-only"));
        assertThat(steps)
                .filteredOn(s -> s.contains("search_path"))
                .singleElement()
                .asString()
                .contains("\"Key of\"(n integer), which the index");
        assertThat(steps(at(Looking.catalog(db), 170_012))).noneMatch(s -> s.contains("search_path"));
    }

    @Test
    void names_defaults_that_changed_since_and_that_the_server_goes_by() {
        var made = Made.server()
                .version(160_016)
                .setting(byDefault("effective_io_concurrency"))
                .setting(byDefault("hash_mem_multiplier"));

        assertThat(made.evidenceOf(rule))
                .contains("from 18 on: the default of effective_io_concurrency is no longer 1 but 16")
                .noneMatch(s -> s.contains("hash_mem_multiplier"));
        assertThat(Made.server()
                        .version(160_016)
                        .setting("effective_io_concurrency", 200)
                        .evidenceOf(rule))
                .noneMatch(s -> s.contains("effective_io_concurrency"));
    }

    @Test
    void names_collations_that_sort_otherwise_and_libraries() {
        var made = Made.server()
                .version(160_016)
                .extension("plpgsql")
                .extension("postgis")
                .state(s -> new ServerState(
                        s.counters(),
                        s.tables(),
                        s.io(),
                        s.extensions(),
                        s.subscriptions(),
                        List.of(new ServerState.Collation("de", "1", "2")),
                        s.vacuums(),
                        s.withoutIdentity(),
                        s.standby()));

        assertThat(made.evidenceOf(rule))
                .anyMatch(s ->
                        s.startsWith("before: indexes by the collation de were built by version 1 of it, and it is 2"))
                .contains("before: the new server needs the libraries of postgis");
    }

    @Test
    void names_passwords_kept_as_md5_and_a_schema_in_which_everybody_creates() {
        var catalog = Made.server().version(140_024).scene().catalog();
        var guards = new Guards(
                List.of(new Guards.Schema("public", "postgres", true)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new Guards.Login("old", true, false, false, false, "md5", null),
                        new Guards.Login("asleep", false, false, false, false, "md5", null),
                        new Guards.Login("new", true, false, false, false, "scram", null)),
                null,
                List.of());

        assertThat(steps(catalog.withGuards(guards)))
                .contains("from 18 on: passwords kept as MD5 are on their way out, those of old")
                .anyMatch(s -> s.startsWith("from 15 on: in a new database"));
        assertThat(steps(at(catalog.withGuards(guards), 150_020))).noneMatch(s -> s.startsWith("from 15 on"));
    }

    @Test
    void is_silent_on_the_newest() {
        assertThat(Made.server().version(180_006).seenBy(rule)).isEmpty();
        assertThat(Made.server().version(170_012).seenBy(rule))
                .containsExactly("INFO server: what an upgrade from PostgreSQL 17 to 18 asks for here");
    }

    private List<String> steps(Catalog catalog) {
        return rule.examine(catalog).stream()
                .flatMap(f -> f.evidence().stream())
                .map(Evidence::text)
                .toList();
    }

    private static Setting byDefault(String name) {
        return new Setting(name, "1", null, "default", "user", null, false);
    }

    /** As if another version had said it. */
    private static Catalog at(Catalog c, int version) {
        return new Catalog(
                new Server(version, "", null, false),
                c.database(),
                c.databaseBytes(),
                c.readAt(),
                c.relations(),
                c.sequences(),
                c.settings(),
                c.extensions(),
                c.activity(),
                c.unseen(),
                c.types(),
                c.locale(),
                c.roleSettings(),
                c.extendedStatistics(),
                c.definitions(),
                c.state(),
                c.guards());
    }
}
