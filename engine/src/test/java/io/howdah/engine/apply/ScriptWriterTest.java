package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.DropIndex;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@PostgresTest
class ScriptWriterTest {

    @Test
    void writes_a_script_that_runs_statement_by_statement_and_one_that_takes_it_back(Database db) {
        db.execute("create table orders (id int, \"Status\" text)", "create index old on orders (id, \"Status\")");
        var before = CatalogSnapshot.of(db);
        var table = new QualifiedName(db.schema(), "orders");
        var sections = List.of(new ScriptWriter.Section(
                "one",
                "It serves:\nSELECT 1",
                List.of(
                        new CreateIndex("fresh", IndexDefinition.btree(table, List.of(IndexKey.on("Status")))),
                        new DropIndex(ApplyLifeTest.index(db, "old", "orders")))));

        run(db, ScriptWriter.script("Howdah 1", "shop", sections));
        assertThat(db.column("select relname from pg_class where relname in ('old', 'fresh')"))
                .containsExactly("fresh");

        run(db, ScriptWriter.undo(sections));
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    @Test
    void says_why_in_comments_that_cannot_be_run(Database db) {
        var change = new CreateIndex(
                "fresh", IndexDefinition.btree(new QualifiedName(db.schema(), "orders"), List.of(IndexKey.on("id"))));
        var section = new ScriptWriter.Section("one", "first line\n\nDROP TABLE orders;", List.of(change));

        assertThat(ScriptWriter.script("Howdah 1", "shop", List.of(section)).lines())
                .contains("-- Proposed by Howdah 1 for shop.", "-- first line", "--", "-- DROP TABLE orders;")
                .contains("CREATE INDEX CONCURRENTLY fresh ON \"Te st\".orders (id);")
                .endsWith("-- DROP INDEX CONCURRENTLY IF EXISTS \"Te st\".fresh;");
    }

    private static void run(Database db, String script) {
        script.lines()
                .filter(line -> !line.startsWith("--"))
                .flatMap(line -> List.of(line.split(";")).stream())
                .filter(sql -> !sql.isBlank())
                .forEach(db::execute);
    }
}
