package io.howdah.engine.apply.fault;

import io.howdah.engine.Servers;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.StatisticsDefinition;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.CreateStatistics;
import io.howdah.engine.change.DropIndex;
import io.howdah.engine.change.ReindexIndex;
import io.howdah.engine.read.CatalogReader;
import io.howdah.testkit.Database;
import java.util.List;

/** The kinds of change that the suite tries; another is added here in a few lines. */
final class Kinds {

    private Kinds() {}

    static List<KindOfChange> all() {
        return List.of(createIndex(), dropIndex(), reindex(), statistics());
    }

    private static KindOfChange createIndex() {
        return KindOfChange.of(
                "create index",
                db -> List.of(new CreateIndex(
                        "by amount",
                        IndexDefinition.btree(
                                LedgerTable.in(db), List.of(IndexKey.on("amount"), IndexKey.on("changed"))))),
                "exists (select from pg_indexes where indexname = 'by amount')");
    }

    private static KindOfChange dropIndex() {
        return KindOfChange.of(
                "drop index",
                db -> List.of(new DropIndex(index(db, "by state"))),
                "not exists (select from pg_indexes where indexname = 'by state')");
    }

    private static KindOfChange reindex() {
        return KindOfChange.of("rebuild index", db -> List.of(new ReindexIndex(index(db, "Led ger_pkey"))), "true");
    }

    private static KindOfChange statistics() {
        return KindOfChange.of(
                "create statistics",
                db -> List.of(CreateStatistics.of(new StatisticsDefinition(
                        LedgerTable.in(db), List.of("dependencies", "mcv"), List.of("amount", "state")))),
                "exists (select from pg_statistic_ext)");
    }

    private static Index index(Database db, String name) {
        return CatalogReader.read(Servers.sessions(db)).indexes().stream()
                .filter(index -> index.name().equals(new QualifiedName(db.schema(), name)))
                .findFirst()
                .orElseThrow();
    }
}
