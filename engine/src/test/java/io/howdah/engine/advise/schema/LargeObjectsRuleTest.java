package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Catalog;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class LargeObjectsRuleTest {

    private static final Map<String, Double> SMALL = Map.of("large-objects.bytes", 1.0);

    private final LargeObjectsRule rule = new LargeObjectsRule();

    @BeforeEach
    void an_object(Database db) {
        db.execute("select lo_from_bytea(0, 'some bytes')");
    }

    @AfterEach
    void none(Database db) {
        db.execute("select lo_unlink(oid) from pg_largeobject_metadata");
    }

    @Test
    void takes_no_trigger_that_unlinks_nothing_for_one_that_does(Database db) {
        db.execute(
                "create domain lo as oid",
                "create table \"Files\" (id int, content lo)",
                "create function clean() returns trigger language plpgsql as "
                        + "'begin perform lo_unlink(old.content); return old; end'",
                "create function notes() returns trigger language plpgsql as 'begin return old; end'",
                "create trigger notes before delete on \"Files\" for each row execute function notes()");

        assertThat(Looking.graded(Looking.with(rule, changed(Looking.catalog(db)), SMALL)))
                .containsExactly("NOTICE \"Files\".content");
    }

    @Test
    void sees_objects_that_no_column_refers_to(Database db) {
        db.execute("create table sizes (relid oid, bytes bigint)");

        assertThat(Looking.graded(Looking.with(rule, Looking.catalog(db), SMALL)))
                .containsExactly("NOTICE large objects");
        assertThat(Looking.with(rule, db)).as("at the standard size").isEmpty();
    }

    @Test
    void is_silent_where_there_are_none(Database db) {
        db.execute("create table \"Files\" (id int, content oid)");
        var catalog = changed(Looking.catalog(db));
        var counters = new HashMap<>(catalog.state().counters());
        counters.put("large_object_bytes", 0.0);

        assertThat(Looking.with(rule, catalog.withState(catalog.state().withCounters(counters)), SMALL))
                .isEmpty();
    }

    @Test
    void sees_tables_whose_rows_go_without_their_objects(Database db) {
        db.execute("create table \"Files\" (id int, \"Content\" oid)");

        assertThat(Looking.graded(Looking.with(rule, changed(Looking.catalog(db)), SMALL)))
                .containsExactly("NOTICE \"Files\".\"Content\"");
        assertThat(Looking.with(rule, Looking.catalog(db), SMALL))
                .as("of which no row ever went")
                .isEmpty();
    }

    @Test
    void is_silent_where_a_trigger_unlinks_them(Database db) {
        db.execute(
                "create table \"Files\" (id int, content oid)",
                "create function clean() returns trigger language plpgsql as "
                        + "'begin perform lo_unlink(old.content); return old; end'",
                "create trigger clean before delete on \"Files\" for each row execute function clean()");
        assertThat(Looking.with(rule, changed(Looking.catalog(db)), SMALL)).isEmpty();

        db.execute("alter table \"Files\" disable trigger clean");
        assertThat(Looking.with(rule, changed(Looking.catalog(db)), SMALL)).hasSize(1);
    }

    @Test
    void the_trigger_of_its_decision_unlinks_them_and_ends_it(Database db) {
        db.execute(
                "create table \"Files\" (id int, \"Content\" oid)",
                "insert into \"Files\" select 1, oid from pg_largeobject_metadata");
        var found = Looking.with(rule, changed(Looking.catalog(db)), SMALL);

        var decision = Objects.requireNonNull(found.getFirst().decision());
        decision.choices().getFirst().sql().forEach(db::execute);
        db.execute("delete from \"Files\"");

        assertThat(db.number("select count(*) from pg_largeobject_metadata")).isZero();
        assertThat(Looking.with(rule, changed(Looking.catalog(db)), SMALL)).isEmpty();
    }

    private static Catalog changed(Catalog catalog) {
        return catalog.withRelations(catalog.relations().stream()
                .map(r -> r.withUse(Looking.use(0, 0, 5, 5, 0)))
                .toList());
    }
}
