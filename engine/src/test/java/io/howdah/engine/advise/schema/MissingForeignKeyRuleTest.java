package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Catalog;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class MissingForeignKeyRuleTest {

    private final MissingForeignKeyRule rule = new MissingForeignKeyRule();

    @Test
    void asks_for_a_key_on_the_other_side_and_heeds_no_other_constraint(Database db) {
        db.execute(
                "create table heads (id bigint primary key, code text)",
                "create table parts (id bigint primary key, code text, h bigint unique check (h > 0))",
                "create table logs (h bigint) partition by list (h)");
        var catalog = Looking.catalog(db);

        assertThat(seen(catalog, "select * from \"Te st\".parts p join \"Te st\".heads h on h.code = p.code"))
                .isEmpty();
        assertThat(seen(catalog, "select * from \"Te st\".parts p join \"Te st\".heads h on h.id = p.h"))
                .containsExactly("parts.h");
        assertThat(seen(catalog, "select * from \"Te st\".logs l join \"Te st\".heads h on h.id = l.h"))
                .containsExactly("logs.h");
    }

    @Test
    void sees_joins_to_a_key_that_nothing_binds(Database db) {
        db.execute(
                "create table \"Heads\" (id bigint primary key)",
                "create table parts (id bigint primary key, h bigint, bound bigint references \"Heads\", narrow int)",
                "create view seen as select h from parts");
        var catalog = Looking.catalog(db);

        assertThat(seen(catalog, "select * from \"Te st\".parts p join \"Te st\".\"Heads\" h on h.id = p.h"))
                .containsExactly("parts.h");
        assertThat(seen(catalog, "select * from \"Te st\".parts p join \"Te st\".\"Heads\" h on h.id = p.bound"))
                .isEmpty();
        assertThat(seen(catalog, "select * from \"Te st\".parts p join \"Te st\".\"Heads\" h on h.id = p.narrow"))
                .isEmpty();
        assertThat(seen(catalog, "select * from \"Te st\".parts p join \"Te st\".\"Heads\" h on h.id = p.id"))
                .isEmpty();
        assertThat(seen(catalog, "select * from \"Te st\".parts p join \"Te st\".parts q on q.id = p.h"))
                .isEmpty();
        assertThat(seen(catalog, "select * from \"Te st\".seen s join \"Te st\".\"Heads\" h on h.id = s.h"))
                .isEmpty();
    }

    @Test
    void adds_the_key_and_validates_it(Database db) {
        db.execute(
                "create table heads (id bigint primary key)",
                "create table \"Parts\" (id bigint primary key, h bigint)");
        var found = Looking.with(
                rule,
                Looking.catalog(db),
                Looking.workload("select * from \"Te st\".\"Parts\" p join \"Te st\".heads h on h.id = p.h"),
                Map.of());

        Objects.requireNonNull(found.getFirst().decision())
                .choices()
                .getFirst()
                .sql()
                .forEach(db::execute);

        assertThat(db.column("select conname || ' ' || convalidated from pg_constraint where contype = 'f'"))
                .containsExactly("Parts_h_fkey true");
    }

    private List<String> seen(Catalog catalog, String sql) {
        return Looking.subjects(Looking.with(rule, catalog, Looking.workload(sql), Map.of()));
    }
}
