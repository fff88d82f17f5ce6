package io.howdah.engine.advise;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.advise.schema.DeadColumnRule;
import io.howdah.engine.advise.schema.DisabledTriggerRule;
import io.howdah.engine.advise.schema.DuplicateForeignKeyRule;
import io.howdah.engine.advise.schema.FixedCharRule;
import io.howdah.engine.advise.schema.JsonColumnRule;
import io.howdah.engine.advise.schema.LengthLimitRule;
import io.howdah.engine.advise.schema.MoneyColumnRule;
import io.howdah.engine.advise.schema.NoPrimaryKeyRule;
import io.howdah.engine.advise.schema.TextUuidRule;
import io.howdah.engine.advise.schema.UnvalidatedConstraintRule;
import io.howdah.engine.advise.schema.ZonelessTimeRule;
import io.howdah.engine.advise.security.DefinerPublicRule;
import io.howdah.engine.advise.security.DefinerSearchPathRule;
import io.howdah.engine.advise.security.PolicyUnusedRule;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever takes any of the ways out of a finding does not hear of it again. */
@PostgresTest
class WaysOutTest {

    /** With two ways each that are written down as SQL. */
    static Stream<Arguments> situations() {
        return Stream.of(
                        of(
                                new UnvalidatedConstraintRule(),
                                "create table \"T\" (a int)",
                                "alter table \"T\" add constraint \"C\" check (a > 0) not valid"),
                        of(
                                new TextUuidRule(),
                                "create table \"T\" (\"A\" text)",
                                "insert into \"T\" select gen_random_uuid() from generate_series(1, 2000)"),
                        of(
                                new NoPrimaryKeyRule(),
                                "create table \"T\" (\"A\" int not null, b int)",
                                "insert into \"T\" select n, 1 from generate_series(1, 100) n"),
                        of(
                                new NoPrimaryKeyRule(),
                                "create table \"T\" (a int not null)",
                                "create unique index \"By a\" on \"T\" (a)",
                                "insert into \"T\" values (1), (2)"),
                        of(
                                new DuplicateForeignKeyRule(),
                                "create table p (id int primary key)",
                                "create table \"T\" (p int references p, constraint \"Other\" foreign key (p) references p)"),
                        of(new ZonelessTimeRule(), "create table \"T\" (\"At\" timestamp default now())"),
                        of(
                                new MoneyColumnRule(),
                                "create table \"T\" (\"M\" money)",
                                "insert into \"T\" values (12.34::numeric::money)"),
                        of(
                                new DisabledTriggerRule(),
                                "create table \"T\" (a int)",
                                "create function f() returns trigger language plpgsql as 'begin return new; end'",
                                "create trigger \"Of mine\" before insert on \"T\" for each row execute function f()",
                                "alter table \"T\" disable trigger \"Of mine\""),
                        of(
                                new DeadColumnRule(),
                                "create table \"T\" (a int, \"Dead 1\" int, \"Dead 2\" int)",
                                "insert into \"T\" select n from generate_series(1, 100) n"),
                        of(
                                new JsonColumnRule(),
                                "create table \"T\" (\"J\" json)",
                                "insert into \"T\" select '{\"a\": 1}' from generate_series(1, 100)"),
                        of(
                                new LengthLimitRule(),
                                "create table \"T\" (\"V\" varchar(60))",
                                "insert into \"T\" select repeat('x', least(n, 60)) from generate_series(1, 100) n"),
                        of(
                                new FixedCharRule(),
                                "create table \"T\" (\"C\" char(20))",
                                "insert into \"T\" select 'ab' || n % 7 from generate_series(1, 100) n"),
                        of(
                                new DefinerPublicRule(),
                                "create function \"Do it\"(n int) returns int security definer language sql as 'select n'"),
                        of(
                                new DefinerSearchPathRule(),
                                "create function \"Do it\"(n int) returns int security definer language sql as 'select n'"),
                        of(
                                new PolicyUnusedRule(),
                                "create table \"T\" (a int)",
                                "create policy \"P\" on \"T\" using (a = 1)"))
                .flatMap(situation ->
                        IntStream.of(0, 1).mapToObj(way -> Arguments.of(situation.rule(), situation.sql(), way)));
    }

    private record Situation(Rule rule, List<String> sql) {}

    private static Situation of(Rule rule, String... sql) {
        return new Situation(rule, List.of(sql));
    }

    @ParameterizedTest
    @MethodSource("situations")
    void each_way_ends_the_finding(Rule rule, List<String> sql, int way, Database db) {
        sql.forEach(db::execute);
        db.execute("analyze");
        var found = Looking.closely(rule, db);
        assertThat(found).isNotEmpty();

        for (var finding : found) {
            var written = written(finding);
            assertThat(written).hasSizeGreaterThan(1);
            written.get(way).sql().forEach(db::execute);
        }

        db.execute("analyze");
        assertThat(Looking.closely(rule, db)).allMatch(f -> f.severity() == Severity.INFO);
    }

    private static List<Choice> written(Finding finding) {
        return Objects.requireNonNull(finding.decision()).choices().stream()
                .filter(c -> !c.sql().isEmpty())
                .toList();
    }
}
