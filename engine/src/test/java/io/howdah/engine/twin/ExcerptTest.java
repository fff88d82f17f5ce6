package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.read.CatalogReader;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest(major = 18)
class ExcerptTest {

    @BeforeEach
    void a_shop_among_others(Database db) {
        db.execute(
                "create table countries (id serial primary key, code text)",
                "create table \"Buyers\" (id serial primary key, country int references countries, name text)",
                "create table orders (id int, buyer int references \"Buyers\", placed date) partition by range (placed)",
                "create table orders_1 partition of orders for values from ('2026-01-01') to ('2026-07-01')",
                "create table orders_2 partition of orders for values from ('2026-07-01') to ('2027-01-01')",
                "create statistics of_orders on id, buyer from orders_1",
                "create statistics of_countries on id, code from countries",
                "create table grants (who text, buyer int)",
                "create table unrelated (id serial primary key)",
                "alter table \"Buyers\" enable row level security",
                "create policy granted on \"Buyers\" using (exists (select from grants g where g.buyer = \"Buyers\".id and g.who = current_user))",
                "create view recent as select id, buyer from orders where placed > '2026-06-01'",
                "create function first_country() returns text stable language sql as 'select code from countries order by id limit 1'",
                "insert into countries select g, 'c' || g from generate_series(1, 200) g",
                "insert into \"Buyers\" select g, g % 200 + 1, 'n' || g from generate_series(1, 5000) g",
                "insert into orders select g, g % 5000 + 1, date '2026-01-01' + g % 300 from generate_series(1, 20000) g",
                "create index on orders (buyer)",
                "vacuum analyze");
    }

    @Test
    void holds_what_the_statements_name_and_what_belongs_to_it(Database db) {
        assertThat(names(excerpt(db, "select * from orders_2")))
                .as("a partition with its table, and that with all")
                .containsExactlyInAnyOrder("orders", "orders_1", "orders_2");
        assertThat(names(excerpt(db, "select * from recent")))
                .as("a view with what it reads")
                .containsExactlyInAnyOrder("recent", "orders", "orders_1", "orders_2");
        assertThat(names(excerpt(db, "select * from \"Buyers\"")))
                .as("a policy with what it reads")
                .containsExactlyInAnyOrder("Buyers", "grants");
        assertThat(names(excerpt(db, "select * from buyers, Unrelated, \"Countries\"")))
                .as("names as the server folds them")
                .containsExactlyInAnyOrder("unrelated");
        assertThat(names(excerpt(db, "select first_country()")))
                .as("a function with what it reads")
                .containsExactlyInAnyOrder("countries");
        assertThat(names(excerpt(db, "select 1"))).isEmpty();
    }

    @Test
    void leaves_out_what_belongs_to_others(Database db) {
        var excerpt = excerpt(db, "select * from \"Buyers\"");

        assertThat(foreignKeys(excerpt)).isZero();
        assertThat(foreignKeys(excerpt(db, "select * from \"Buyers\" b join countries c on c.id = b.country")))
                .isEqualTo(1);
        assertThat(excerpt.sequences()).extracting(s -> s.name().name()).containsExactly("Buyers_id_seq");
        assertThat(excerpt.extendedStatistics()).isEmpty();
        assertThat(excerpt(db, "select * from orders").extendedStatistics())
                .extracting(s -> s.name().name())
                .containsExactly("of_orders");
        assertThat(excerpt.definitions().others()).isNotEmpty();
        assertThat(excerpt(db, "select * from orders").definitions().others()).isEmpty();
    }

    @Test
    void follows_bodies_in_standard_sql_and_rows_that_functions_give(Database db) {
        db.execute(
                "create function number_of_countries() returns bigint language sql stable"
                        + " begin atomic select count(*) from countries; end",
                "create function somebody() returns \"Buyers\" language plpgsql stable as 'begin return null; end'");

        assertThat(names(excerpt(db, "select number_of_countries()")))
                .as("a body of which only the definition is known")
                .containsExactlyInAnyOrder("countries");
        assertThat(names(excerpt(db, "select * from somebody()")))
                .as("a result of the type of a table's rows, with that table's policy")
                .containsExactlyInAnyOrder("Buyers", "grants");
    }

    @Test
    void holds_all_parents_of_a_child_and_all_children_of_a_parent(Database db) {
        db.execute(
                "create table \"Mothers\" (m int)",
                "create table fathers (f int)",
                "create table children (c int) inherits (\"Mothers\", fathers)",
                "create table sons (s int) inherits (fathers)");

        assertThat(names(excerpt(db, "select * from children")))
                .containsExactlyInAnyOrder("Mothers", "fathers", "children", "sons");
        assertThat(names(excerpt(db, "select * from \"Mothers\"")))
                .as("a parent with its child, and that with its other parent")
                .containsExactlyInAnyOrder("Mothers", "fathers", "children", "sons");
    }

    @Test
    void follows_functions_that_defaults_checks_and_indexes_call(Database db) {
        db.execute(
                "create function is_country(c text) returns boolean language sql stable as"
                        + " 'select exists (select from \"Te st\".countries where code = c)'",
                "create function number_of(c text) returns int language sql immutable as"
                        + " 'select id from \"Te st\".countries where code = c'",
                "create table invoices (id int, origin text default first_country())",
                "create table parcels (id int, origin text check (is_country(origin)))",
                "create table stamps (id int, origin text)",
                "create index on stamps (number_of(origin))");

        assertThat(names(excerpt(db, "select * from invoices"))).containsExactlyInAnyOrder("invoices", "countries");
        assertThat(names(excerpt(db, "select * from parcels"))).containsExactlyInAnyOrder("parcels", "countries");
        assertThat(names(excerpt(db, "select * from stamps"))).containsExactlyInAnyOrder("stamps", "countries");
    }

    @Test
    void keeps_the_sequences_that_a_default_names_though_no_column_owns_them(Database db) {
        db.execute(
                "create sequence \"Ticket numbers\"",
                "create sequence late_numbers",
                "create sequence idle_numbers",
                "create table tickets (id bigint default nextval('\"Ticket numbers\"'),"
                        + " late bigint default nextval('late_numbers'::text))");

        assertThat(excerpt(db, "select * from tickets").sequences())
                .extracting(s -> s.name().name())
                .containsExactlyInAnyOrder("Ticket numbers", "late_numbers");
    }

    @Test
    void is_enough_to_plan_them(Database db) {
        var statements = List.of(
                "SELECT * FROM recent WHERE buyer = 17",
                "SELECT * FROM \"Buyers\" b JOIN orders o ON o.buyer = b.id WHERE b.name = 'n7'",
                "SELECT * FROM orders o JOIN \"Buyers\" b ON o.buyer = b.id JOIN countries c ON c.id = b.country WHERE c.code = 'c7'");
        try (var twin = Twin.build(excerpt(db, statements.toArray(String[]::new)), TwinOptions.DEFAULT)) {
            var softly = new SoftAssertions();
            softly.assertThat(twin.notCarried()).isEmpty();
            softly.assertThat(twin.notes()).isEmpty();
            Likeness.check(softly, db, twin, statements, 1e-3);
            softly.assertAll();
        }
    }

    private static Catalog excerpt(Database db, String... statements) {
        return Excerpt.of(
                CatalogReader.read(Servers.sessions(db)),
                Stream.of(statements)
                        .map(sql -> new Statement("1", sql, List.of(), 1, 1, null))
                        .toList());
    }

    private static List<String> names(Catalog catalog) {
        return catalog.relations().stream().map(r -> r.name().name()).toList();
    }

    private static long foreignKeys(Catalog catalog) {
        return catalog.relations().stream()
                .flatMap(r -> r.constraints().stream())
                .filter(c -> c.kind() == Constraint.Kind.FOREIGN_KEY)
                .count();
    }
}
