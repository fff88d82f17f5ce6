package io.howdah.engine.advise.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Looking;
import io.howdah.engine.advise.Made;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Guards;
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
                "create function \"Key of\"(n int) returns int immutable language sql as 'select n'",
                "create function fine(n int) returns int immutable language sql set search_path = '' as"
                        + " 'select n + 0 * (select count(*)::int from \"Te st\".other)'",
                "create function plain(n int) returns int immutable language sql as 'select n + 1'",
                "create function \"full\"(n int) returns int immutable language sql as"
                        + " 'select n + 0 * (select count(*)::int from \"Te st\".other)'",
                "create function idle(n int) returns int immutable language sql as"
                        + " 'select n + 0 * (select count(*)::int from other)'",
                "create table t (a int, b int)",
                "create index on t (\"Key of\"(a), fine(a), plain(a), \"full\"(a))",
                "create statistics s on a, b from t",
                // from 17 on CREATE INDEX itself would not find the table
                "create or replace function \"Key of\"(n int) returns int immutable language sql as"
                        + " 'select n + 0 * (select count(*)::int from other)'");

        var steps = steps(Looking.at(160_016, Looking.catalog(db)));

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
        assertThat(steps(Looking.at(170_012, Looking.catalog(db)))).noneMatch(s -> s.contains("search_path"));
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
        assertThat(steps(Looking.at(150_020, catalog.withGuards(guards)))).noneMatch(s -> s.startsWith("from 15 on"));
    }

    @Test
    void is_silent_on_the_newest() {
        assertThat(Made.server().version(180_006).seenBy(rule)).isEmpty();
        assertThat(Made.server().version(170_012).seenBy(rule))
                .containsExactly("INFO server: what an upgrade from PostgreSQL 17 to 18 asks for here");
    }

    @Test
    void looks_into_bodies_that_are_looked_up_when_an_index_calls_them(Database db) {
        db.execute(
                "create table other (id int)",
                "create table upper (id int)",
                "create function \"In predicate\"(n int) returns int immutable language plpgsql as"
                        + " 'begin return n + (select count(*)::int from other); end'",
                "create function again(n int) returns int immutable language plpgsql as"
                        + " 'begin return case when n < 2 then 1 else n * again(n - 1) end; end'",
                "create function loud(t text) returns text immutable language internal as 'upper'",
                "create table t (a int, c text)",
                "create index of_predicate on t (a) where \"In predicate\"(a) > 0",
                "create index of_others on t (again(a), loud(c))");

        assertThat(steps(Looking.at(160_016, Looking.catalog(db))))
                .filteredOn(s -> s.contains("search_path"))
                .singleElement()
                .asString()
                .contains("\"In predicate\"(n integer), which the index of_predicate calls,");
    }

    @Test
    void leaves_out_what_does_not_apply() {
        var catalog = Made.server()
                .version(140_024)
                .extension("plpgsql")
                .setting("effective_io_concurrency", 200)
                .scene()
                .catalog();
        var guards = new Guards(
                List.of(
                        new Guards.Schema("public", "postgres", false),
                        new Guards.Schema("everybody's", "postgres", true)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new Guards.Login("new", true, false, false, false, "scram", null),
                        new Guards.Login("unseen", true, false, false, false, null, null)),
                null,
                List.of());

        assertThat(steps(catalog.withGuards(guards)))
                .hasSize(2)
                .contains("PostgreSQL 14 gets its last release on 2026-11-12")
                .anyMatch(s -> s.startsWith("before: pg_amcheck --heapallindexed --install-missing shop finds"));
    }

    @Test
    void says_nothing_of_the_end_of_a_version_that_it_does_not_know() {
        assertThat(Made.server().version(110_022).evidenceOf(rule))
                .singleElement()
                .asString()
                .startsWith("before: pg_amcheck");
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
}
