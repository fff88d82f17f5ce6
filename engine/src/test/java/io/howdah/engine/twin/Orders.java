package io.howdah.engine.twin;

import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Server;
import io.howdah.engine.catalog.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A catalog written by hand: a table of a million orders of 10,000 customers in a schema whose name needs quotes. */
final class Orders {

    static final QualifiedName TABLE = new QualifiedName("My Shop", "orders");
    static final QualifiedName PRIMARY_KEY = new QualifiedName("My Shop", "orders_pkey");

    private Orders() {}

    static Catalog catalog() {
        return catalog(table(true));
    }

    static Catalog catalog(Relation... relations) {
        return new Catalog(
                new Server(180006, "18.6", null, false),
                "shop",
                0,
                Instant.EPOCH,
                List.of(relations),
                List.of(),
                List.of(),
                List.of(),
                Activity.NONE,
                List.of());
    }

    static Relation table(boolean statisticsVisible) {
        return new Relation(
                1,
                TABLE,
                Relation.Kind.TABLE,
                false,
                false,
                "owner",
                10_000,
                1_000_000,
                10_000,
                10_000 * 8192L,
                0,
                List.of(
                        column(1, "id", "bigint", 8, statistics(-1, 8)),
                        column(2, "customer_id", "bigint", 8, statistics(10_000, 8)),
                        column(3, "Note", "text", -1, statistics(-0.5, 40))),
                List.of(primaryKey()),
                List.of(new Constraint(
                        "orders_pkey",
                        Constraint.Kind.PRIMARY_KEY,
                        List.of("id"),
                        null,
                        List.of(),
                        true,
                        "PRIMARY KEY (id)",
                        PRIMARY_KEY)),
                Map.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                false,
                false,
                statisticsVisible);
    }

    private static Column column(int number, String name, String type, int length, ColumnStatistics statistics) {
        return new Column(
                number,
                name,
                type,
                "pg_catalog." + type,
                "b",
                length,
                length > 0 ? "d" : "i",
                length > 0 ? "p" : "x",
                number == 1,
                null,
                null,
                null,
                null,
                null,
                statistics);
    }

    private static ColumnStatistics statistics(double distinct, int width) {
        return new ColumnStatistics(
                false, 0, width, distinct, null, null, null, 0.0, null, null, null, null, null, null);
    }

    private static Index primaryKey() {
        return new Index(
                2,
                PRIMARY_KEY,
                new IndexDefinition(TABLE, "btree", true, false, List.of(IndexKey.on("id")), List.of(), null, Map.of()),
                "CREATE UNIQUE INDEX orders_pkey ON \"My Shop\".orders USING btree (id)",
                true,
                true,
                "orders_pkey",
                false,
                false,
                true,
                2745,
                1_000_000,
                2745 * 8192L,
                2,
                0,
                0,
                0,
                null,
                Map.of());
    }

    static Question question(String sql) {
        return question(sql, false);
    }

    static Question question(String sql, boolean generic) {
        return new Question(new Statement(sql, sql, List.of(), 1, 0, null), sql, 1, generic);
    }

    static String shape(Answer answer) {
        return switch (answer) {
            case Answer.Planned planned -> planned.plan().shape().strip();
            case Answer.Failed failed -> failed.reason();
        };
    }

    static double cost(Answer answer) {
        return switch (answer) {
            case Answer.Planned planned -> planned.plan().cost();
            case Answer.Failed failed -> throw new AssertionError(failed.reason());
        };
    }
}
