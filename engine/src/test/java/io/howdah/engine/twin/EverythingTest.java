package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.read.CatalogReader;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A schema with one of everything. */
class EverythingTest {

    /** Planned alike by all versions. */
    private static final List<String> STATEMENTS = List.of(
            "SELECT * FROM shelf WHERE norm(title) = 'TITLE 7'",
            "SELECT * FROM shelf WHERE \"Lib\".slug(title) = 'title-7'",
            "SELECT * FROM shelf WHERE slug LIKE 'title-12%' AND size_of(kind) > 3",
            "SELECT * FROM shelf WHERE kind > 37 ORDER BY kind USING > LIMIT 5",
            "SELECT * FROM shelf WHERE kind = usual_kind()",
            "SELECT * FROM of_kind(4) WHERE price > 400",
            "SELECT id, doubled(shelf) FROM shelf WHERE id = 5",
            "SELECT * FROM shelf WHERE at OPERATOR(\"Lib\".===) ROW(1, 2)::\"Lib\".complex",
            "SELECT at::text FROM shelf WHERE id < 50",
            "SELECT kind, product(price) FROM shelf GROUP BY kind",
            "SELECT * FROM shelf WHERE tags @> 'k3=>v'",
            "SELECT * FROM shelf WHERE name = 'name 17'",
            "SELECT * FROM shelf WHERE loosely = 'LOOSE 12'",
            "SELECT * FROM shelf WHERE title >= 'Title 2998' ORDER BY title",
            "SELECT * FROM shelf WHERE place && int4range(100, 110) AND id = 100",
            "SELECT * FROM shelf WHERE colour = 'it''s blue' AND rebate > 5",
            "SELECT * FROM shelf WHERE to_tsvector('\"Lib\".notes', title) @@ to_tsquery('\"Lib\".notes', 'title')",
            "SELECT count(*) FROM shelf",
            "SELECT * FROM points WHERE re = 7",
            "SELECT * FROM animals WHERE name = 'bird 7'",
            "SELECT * FROM flyers",
            "SELECT * FROM birds WHERE id = 7",
            "SELECT * FROM sales WHERE at = '2024-05-05' AND region = 'EU'",
            "SELECT region, sum(amount) FROM sales WHERE at >= '2024-02-01' GROUP BY region",
            "SELECT * FROM sales WHERE region = 'US' AND at < '2023-02-01'",
            "SELECT * FROM sales_2024_eu WHERE id = 4",
            "INSERT INTO sales (at, region, amount) VALUES ('2024-01-01', 'EU', 1)",
            "SELECT * FROM scratch WHERE id = 3",
            "SELECT * FROM checked WHERE n > 60",
            "SELECT * FROM checked WHERE id > 6000",
            "SELECT * FROM dear WHERE title LIKE 'Title 1%'",
            "SELECT * FROM titles WHERE norm(title) = 'TITLE 470'",
            "INSERT INTO titles VALUES (1, 'x')",
            "SELECT * FROM per_kind WHERE kind = 3");

    abstract static class OnAServer {

        @Test
        void plans_every_statement_as_the_original_does(Database db) {
            db.execute(script());
            db.execute("vacuum analyze");
            more(db);
            var statements = new ArrayList<>(STATEMENTS);
            statements.addAll(moreStatements());
            try (var twin = Twin.build(CatalogReader.read(Servers.sessions(db)), TwinOptions.DEFAULT)) {
                var softly = new SoftAssertions();
                softly.assertThat(twin.notCarried()).isEmpty();
                softly.assertThat(twin.notes()).isEmpty();
                Likeness.check(softly, db, twin, statements, 1e-3);
                softly.assertAll();
                refusesWhatReachesOut(twin);
            }
        }

        private static void refusesWhatReachesOut(Twin twin) {
            assertThat(Orders.shape(Likeness.answer(twin, "SELECT * FROM shelf WHERE price = dearest()", null)))
                    .isEqualTo(
                            "the planner needs the value of a function that reads shelf, which is empty on the twin");
            assertThat(Orders.shape(Likeness.answer(twin, "SELECT * FROM shelf WHERE title = hostile()", null)))
                    .endsWith("COPY to or from an external program");
            assertThat(Orders.shape(Likeness.answer(twin, "SELECT * FROM shelf WHERE title = climbing()", null)))
                    .isEqualTo("cannot set parameter \"role\" within security-definer function");
        }

        void more(Database db) {}

        List<String> moreStatements() {
            return List.of();
        }
    }

    @Nested
    @PostgresTest(major = 14)
    class On14 extends OnAServer {}

    @Nested
    @PostgresTest(major = 18)
    class On18 extends OnAServer {

        @Override
        void more(Database db) {
            db.execute(
                    "create table newest (id int primary key, n int, twice int generated always as (n * 2) virtual, m int)",
                    "insert into newest (id, n, m) select i, i, i from generate_series(1, 1000) i",
                    "alter table newest add constraint m_there not null m not valid",
                    "alter table newest add constraint unheeded check (n < 100) not enforced",
                    "create view mine with (security_invoker) as select id, twice from newest where n > 10",
                    "create function atomic(k int) returns int language sql stable begin atomic select k + 1; end",
                    "create function pair(a int, out b int, out c int) language sql immutable as 'select $1, $1'",
                    "create function rows_of(k int) returns table (x int) language plpgsql rows 33 as 'begin end'",
                    "analyze newest");
        }

        @Override
        List<String> moreStatements() {
            return List.of(
                    "SELECT * FROM shelf WHERE warm @> 17.25::float8",
                    "UPDATE summed SET total = 1 WHERE kind = 3",
                    "SELECT * FROM newest WHERE twice = 8",
                    "SELECT * FROM newest WHERE m IS NULL",
                    "SELECT * FROM newest WHERE n > 5000",
                    "SELECT * FROM mine WHERE id = 5",
                    "SELECT * FROM newest WHERE n = atomic(4)",
                    "SELECT * FROM newest, pair(n)",
                    "SELECT * FROM rows_of(3) r JOIN newest ON r.x = id");
        }
    }

    private static String script() {
        try (var in = EverythingTest.class.getResourceAsStream("everything.sql")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
