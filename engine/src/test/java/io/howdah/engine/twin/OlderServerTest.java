package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.catalog.PlanJson;
import io.howdah.engine.read.CatalogReader;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@PostgresTest
class OlderServerTest {

    @Test
    void plans_simple_statements_of_an_older_server_as_it_does(Database db) {
        db.execute(
                "create table \"Parcels\" (id bigint primary key, city text, sent timestamptz)",
                "insert into \"Parcels\" select i, 'city ' || i % 500, '2024-01-01'::timestamptz + i * interval '1 minute'"
                        + " from generate_series(1, 50000) i",
                "create index by_city on \"Parcels\" (city, sent desc)",
                "vacuum analyze \"Parcels\"");
        var sql = "select * from \"Parcels\" where city = 'city 77' order by sent desc limit 10";
        var original = PlanJson.read(db.value("explain (format json, verbose) " + sql));

        try (var twin = Twin.build(CatalogReader.read(Servers.sessions(db)), TwinOptions.DEFAULT)) {
            var answer =
                    twin.ask(Configuration.AS_IS, List.of(Orders.question(sql))).get(0);

            assertThat(twin.notCarried()).isEmpty();
            assertThat(twin.notes()).isEmpty();
            assertThat(Orders.shape(answer)).isEqualTo(original.shape().strip());
            assertThat(Orders.cost(answer) / original.cost()).isBetween(0.9, 1.1);
        }
    }
}
