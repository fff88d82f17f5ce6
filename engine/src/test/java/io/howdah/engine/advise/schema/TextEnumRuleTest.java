package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class TextEnumRuleTest {

    private static final Map<String, Double> SMALL = Map.of("text-enum.bytes", 1000.0, "text-enum.rows", 1000.0);

    private final TextEnumRule rule = new TextEnumRule();

    @Test
    void leaves_columns_of_keys_and_texts_of_two_letters_alone(Database db) {
        var kinds = "(array['a long kind of text', 'another long kind'])[1 + n % 2] from generate_series(1, 20000) n";
        db.execute(
                "create table kinds (kind text primary key)",
                "insert into kinds values ('a long kind of text'), ('another long kind')",
                "create table goods (id int primary key, kind text not null references kinds)",
                "insert into goods select n, " + kinds,
                "create table pairs (id int not null, kind text not null)",
                "create unique index on pairs (kind, id)",
                "insert into pairs select n, " + kinds,
                "create table logs (level text not null check (level in ('information', 'a warning'))) partition by list (level)",
                "create table logs_1 partition of logs default",
                "insert into logs select 'information' from generate_series(1, 20000)",
                "create table places (id int, a text, b text)",
                "insert into places select n, (array['de', 'fr'])[1 + n % 2], (array['it', 'es'])[1 + n % 2] from generate_series(1, 20000) n",
                "analyze");

        assertThat(Looking.with(rule, Looking.catalog(db), SMALL)).isEmpty();
    }

    @Test
    void says_what_codes_save_as_the_server_measures_it(Database db) {
        tasks(db);
        var finding = only(db);

        double rowBefore = bytesPerRow(db);
        double indexBefore = bytes(db, "by_status");
        choice(finding, "smallint with a CHECK").sql().forEach(db::execute);
        db.execute("vacuum full \"Tasks\"");

        assertThat(figure(finding, "bytes_per_row")).isCloseTo(rowBefore, within(1.5));
        assertThat(figure(finding, "bytes_per_row_smallint")).isCloseTo(bytesPerRow(db), within(1.5));
        assertThat(figure(finding, "index_bytes") - figure(finding, "index_bytes_smallint"))
                .isCloseTo(indexBefore - bytes(db, "by_status"), within(0.1 * indexBefore));
        assertThat(db.column("select status || ' ' || count(*) from \"Tasks\" group by status order by status"))
                .containsExactly("0 5000", "1 5000", "2 5000", "3 5000");
        assertThat(db.column("select indexdef from pg_indexes where indexname = 'Open ones'")
                        .getFirst())
                .contains("WHERE (status = ANY (ARRAY[0, 1]))");
        assertThat(Looking.with(rule, Looking.catalog(db), SMALL)).isEmpty();
    }

    @Test
    void offers_an_enum_that_works_and_says_what_it_takes(Database db) {
        tasks(db);
        var finding = only(db);

        choice(finding, "a native enum").sql().forEach(db::execute);
        db.execute("vacuum full \"Tasks\"");

        assertThat(figure(finding, "bytes_per_row_enum")).isCloseTo(bytesPerRow(db), within(1.5));
        assertThat(
                        db.column(
                                "select column_default from information_schema.columns where column_name = 'status' and column_default like '%open%'"))
                .containsExactly("'open'::\"Tasks_status\"");
    }

    @Test
    void sees_few_values_without_a_check_in_a_large_table_only(Database db) {
        events(db);

        assertThat(Looking.subjects(Looking.with(rule, Looking.catalog(db), SMALL)))
                .containsExactly("events");
        assertThat(Looking.with(
                        rule, Looking.catalog(db), Map.of("text-enum.bytes", 1000.0, "text-enum.rows", 30_000.0)))
                .isEmpty();
    }

    @Test
    void keeps_away_from_keys_other_checks_and_values_that_go_on(Database db) {
        db.execute(
                "create table codes (code text primary key)",
                "insert into codes values ('aaaaaaaaaaaaaaaaaaaaaaa'), ('bbbbbbbbbbbbbbbbbbbbbbbbb')",
                "create table goods (id int primary key, code text not null references codes,"
                        + " name text check (length(name) > 3), note text, size text check (size in ('s', 'l') or size like 'x%'))",
                "insert into goods select n, (select min(code) from codes), 'name of ' || n,"
                        + " case when n % 4 > 0 then 'the same long text in most rows' else 'note ' || n end,"
                        + " 'xxxxxxxxxxxxxxxxxxxxxx' || n % 40 from generate_series(1, 20000) n",
                "create table schema_migrations (kind text check (kind in ('a long kind of text', 'another long kind')))",
                "insert into schema_migrations select 'a long kind of text' from generate_series(1, 20000)",
                "analyze");

        assertThat(Looking.with(rule, Looking.catalog(db), SMALL)).isEmpty();
    }

    @Test
    void sees_a_partitioned_table_once(Database db) {
        db.execute(
                "create table logs (at int, level text not null check (level in ('information', 'a warning'))) partition by range (at)",
                "create table logs_1 partition of logs for values from (0) to (10000)",
                "create table logs_2 partition of logs for values from (10000) to (30000)",
                "insert into logs select n, 'information' from generate_series(1, 20000) n",
                "analyze logs");

        assertThat(Looking.subjects(Looking.with(rule, Looking.catalog(db), SMALL)))
                .containsExactly("logs");
    }

    @Test
    void pays_by_the_bytes_in_all_or_by_their_share_of_a_large_table(Database db) {
        tasks(db);
        var catalog = Looking.catalog(db);

        assertThat(Looking.graded(Looking.with(rule, catalog, paying(1e9, 1000, 0.01))))
                .containsExactly("NOTICE \"Tasks\"");
        assertThat(Looking.graded(Looking.with(rule, catalog, paying(1000, 30_000, 0.9))))
                .containsExactly("INFO \"Tasks\"");
        assertThat(Looking.with(rule, catalog, paying(1e9, 1000, 0.9)))
                .as("too few bytes, too small a share")
                .isEmpty();
        assertThat(Looking.with(rule, catalog, paying(1e9, 30_000, 0.01)))
                .as("too few bytes, too few rows")
                .isEmpty();
    }

    @Test
    void says_how_many_columns_hold_the_values_and_how_they_are_known(Database db) {
        tasks(db);
        events(db);
        var found = Looking.with(rule, Looking.catalog(db), SMALL);
        var checked = of("\"Te st\".\"Tasks\"", found);
        var seen = of("\"Te st\".events", found);

        assertThat(checked.title()).contains(" hold one of few values");
        assertThat(checked.evidence().getFirst().text()).startsWith("status: 4 values by Tasks_status_check, open");
        assertThat(seen.title()).contains(" holds one of few values");
        assertThat(seen.evidence().getFirst().text()).startsWith("kind: 3 values in all rows that ANALYZE read, ");
    }

    @Test
    void counts_only_indexes_that_hold_the_values_or_carry_them_along(Database db) {
        events(db);
        var without = of("\"Te st\".events", Looking.with(rule, Looking.catalog(db), SMALL));
        assertThat(figure(without, "index_bytes")).isZero();
        assertThat(without.why()).doesNotContain("and its indexes");

        db.execute("create index on events (id) include (kind)", "analyze events");
        var carried = of("\"Te st\".events", Looking.with(rule, Looking.catalog(db), SMALL));
        assertThat(figure(carried, "index_bytes")).isPositive();
        assertThat(carried.why()).contains("and its indexes");
    }

    private static Map<String, Double> paying(double bytes, double rows, double share) {
        return Map.of("text-enum.bytes", bytes, "text-enum.rows", rows, "text-enum.share", share);
    }

    private static void events(Database db) {
        db.execute(
                "create table events (id int primary key, kind text not null)",
                "insert into events select n, 'kind number ' || n % 3 from generate_series(1, 20000) n",
                "analyze events");
    }

    private static Finding of(String subject, List<Finding> findings) {
        return findings.stream()
                .filter(f -> f.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private static void tasks(Database db) {
        db.execute(
                "create table \"Tasks\" (id bigint primary key, status varchar(20) not null default 'open'"
                        + " check (status in ('open', 'in progress', 'done', 'cancelled')),"
                        + " \"Risk\" text check (\"Risk\" = 'low' or \"Risk\" = 'rather high'), note text, at timestamptz)",
                "insert into \"Tasks\" select n, (array['open', 'in progress', 'done', 'cancelled'])[1 + n % 4],"
                        + " (array['low', 'rather high', null])[1 + n % 3], repeat('n', n % 11) || n, now()"
                        + " from generate_series(1, 20000) n",
                "create index by_status on \"Tasks\" (status, id)",
                "create index \"Open ones\" on \"Tasks\" (at) where status in ('open', 'in progress')",
                "vacuum full analyze \"Tasks\"");
    }

    private Finding only(Database db) {
        var findings = Looking.with(rule, Looking.catalog(db), SMALL);
        assertThat(findings)
                .extracting(Finding::title)
                .singleElement()
                .asString()
                .startsWith("status, Risk of");
        return findings.getFirst();
    }

    private static Choice choice(Finding finding, String title) {
        return Objects.requireNonNull(finding.decision()).choices().stream()
                .filter(c -> c.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static double figure(Finding finding, String name) {
        return finding.evidence().getLast().figures().getOrDefault(name, Double.NaN);
    }

    /** As the server packs them, the rest of each page left out. */
    private static double bytesPerRow(Database db) {
        return number(db, "select 4 + avg(8 * ceil(pg_column_size(t.*) / 8.0)) from \"Tasks\" t");
    }

    private static double bytes(Database db, String index) {
        return number(db, "select pg_relation_size('\"Te st\"." + index + "')");
    }

    private static double number(Database db, String sql) {
        return Double.parseDouble(List.copyOf(db.column(sql)).getFirst());
    }
}
