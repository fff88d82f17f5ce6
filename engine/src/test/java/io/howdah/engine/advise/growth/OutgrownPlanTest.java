package io.howdah.engine.advise.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.read.CatalogReader;
import io.howdah.engine.twin.Configuration;
import io.howdah.engine.twin.Question;
import io.howdah.engine.twin.Twin;
import io.howdah.engine.twin.TwinOptions;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@PostgresTest
class OutgrownPlanTest {

    @Test
    void names_scans_of_whole_tables_and_costs_that_outgrow_them(Database db) {
        db.execute(
                "create table orders (id int primary key, customer int, note text)",
                "insert into orders select n, n % 500, repeat('x', 60) from generate_series(1, 20000) n",
                "create index by_customer on orders (customer)",
                "vacuum analyze");
        var catalog = CatalogReader.read(Servers.sessions(db));
        var growth = Growth.toRows(catalog, Map.of(new QualifiedName("Te st", "orders"), 2e9));
        var questions = List.of(
                question("scan", "select count(*) from orders where note like '%y%'"),
                question("key", "select note from orders where id = 77"),
                question("sort", "select * from orders order by note"),
                question("first", "select note from orders limit 1"),
                question("none", "select 1"));

        List<OutgrownPlan> outgrown;
        try (var now = Twin.build(catalog, TwinOptions.DEFAULT);
                var then = Twin.build(GrownCatalog.of(catalog, growth), TwinOptions.DEFAULT)) {
            outgrown = OutgrownPlan.among(
                    now.ask(Configuration.AS_IS, questions), then.ask(Configuration.AS_IS, questions), growth);
        }

        assertThat(outgrown).extracting(o -> o.statement().id()).containsExactlyInAnyOrder("scan", "sort");
        assertThat(outgrown).allSatisfy(o -> assertThat(o.rows()).isBetween(99_000.0, 101_000.0));
        assertThat(outgrown)
                .filteredOn(o -> o.statement().id().equals("scan"))
                .singleElement()
                .satisfies(o -> assertThat(o.reason()).contains("reads all of", "orders"));
    }

    private static Question question(String id, String sql) {
        return new Question(new Statement(id, sql, List.of(), 1, 0, null), sql, 1, false);
    }
}
