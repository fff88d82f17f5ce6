package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.read.CatalogReader;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class SearchPathTest {

    @Test
    void leads_to_schemas_that_hold_but_functions_or_types(Database db) {
        db.execute(
                "create schema \"Func tions\"",
                "create function \"Func tions\".one() returns int language sql as 'select 1'",
                "create schema \"Ty pes\"",
                "create type \"Ty pes\".mood as enum ('happy', 'sad')",
                "create schema \"No thing\"");
        var catalog = CatalogReader.read(Servers.sessions(db));

        assertThat(SearchPath.wide(catalog)).isEqualTo("\"Te st\", \"pg_catalog\", \"Func tions\", \"Ty pes\"");
        assertThat(SearchPath.narrow(catalog)).isEqualTo("\"Te st\", \"pg_catalog\"");
    }

    @Test
    void leads_past_schemas_whose_relations_others_have_before_them(Database db) {
        db.execute(
                "create table orders (id int)",
                "create schema shadowed",
                "create table shadowed.orders (id int)",
                "create function shadowed.one() returns int language sql as 'select 1'",
                "create schema told_apart",
                "create table told_apart.invoices (id int)");

        assertThat(SearchPath.wide(CatalogReader.read(Servers.sessions(db))))
                .isEqualTo("\"Te st\", \"pg_catalog\", \"told_apart\"");
    }
}
