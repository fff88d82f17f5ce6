package io.howdah.engine.apply.fault;

import io.howdah.engine.Servers;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.StatisticsDefinition;
import io.howdah.engine.change.AddColumn;
import io.howdah.engine.change.AddForeignKey;
import io.howdah.engine.change.ClusterTable;
import io.howdah.engine.change.CopyIntoPartitions;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.CreateStatistics;
import io.howdah.engine.change.DropIndex;
import io.howdah.engine.change.EncodeColumns;
import io.howdah.engine.change.PartitionLevel;
import io.howdah.engine.change.PartitionScheme;
import io.howdah.engine.change.PartitionTable;
import io.howdah.engine.change.ReindexIndex;
import io.howdah.engine.change.RewriteTable;
import io.howdah.engine.change.SetNotNull;
import io.howdah.engine.read.CatalogReader;
import io.howdah.testkit.Database;
import java.util.List;
import java.util.stream.Stream;

/** The kinds of change that the suite tries; another is added here in a few lines. */
final class Kinds {

    private static final String PARTITIONED = "relkind = 'p' from pg_class where oid = '\"Led ger\"'::regclass";

    private Kinds() {}

    static List<KindOfChange> all() {
        return Stream.concat(ofTheTable().stream(), SideKinds.all().stream()).toList();
    }

    private static List<KindOfChange> ofTheTable() {
        return List.of(
                createIndex(),
                dropIndex(),
                reindex(),
                statistics(),
                wider(),
                withReferences(),
                mapped(),
                compact(),
                clustered(),
                notNull(),
                foreignKey(),
                column(),
                partitions(),
                copiedByHash(),
                copiedByList(),
                copiedByRange(),
                encoded());
    }

    static KindOfChange named(String name) {
        return all().stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow();
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

    /** The application need not know. */
    private static KindOfChange wider() {
        return KindOfChange.of(
                "wider numbers",
                db -> List.of(RewriteTable.types(
                        LedgerTable.in(db), List.of(new RewriteTable.NewType("amount", "bigint", null, null)))),
                type("amount", "bigint"));
    }

    /** What the ledger refers to changes, and the ledger with it. */
    private static KindOfChange withReferences() {
        return KindOfChange.of(
                        "key with references",
                        db -> List.of(RewriteTable.types(
                                        new QualifiedName(db.schema(), "Are a"),
                                        List.of(new RewriteTable.NewType("id", "bigint", null, null)))
                                .wishing(RewriteTable.Wish.WITH_REFERENCES)),
                        type("area", "bigint")
                                + " and (select atttypid = 'int8'::regtype from pg_attribute"
                                + " where attrelid = '\"Are a\"'::regclass and attname = 'id')")
                .with(
                        "create table \"Are a\" (id serial primary key)",
                        "insert into \"Are a\" values (1)",
                        "alter table \"Led ger\" add area int default 1 references \"Are a\" on delete cascade");
    }

    /** What the application says until it is told is an error afterwards. */
    private static KindOfChange mapped() {
        var using =
                "case state when 'NEW' then 1 when 'PAID' then 2 when 'SENT' then 3 when 'BACK' then 4 end::smallint";
        var back = "case state when 1 then 'NEW' when 2 then 'PAID' when 3 then 'SENT' when 4 then 'BACK' end";
        return KindOfChange.of(
                        "text to smallint",
                        db -> List.of(RewriteTable.types(
                                LedgerTable.in(db),
                                List.of(
                                        new RewriteTable.NewType("state", "smallint", using, back),
                                        new RewriteTable.NewType("amount", "bigint", null, null)))),
                        type("state", "smallint"))
                .states(States.NUMBERED);
    }

    private static KindOfChange compact() {
        return KindOfChange.of("compact", db -> List.of(RewriteTable.compact(LedgerTable.in(db))), "true");
    }

    /** Writers change amounts, so that rows come before what is copied and go behind it. */
    private static KindOfChange clustered() {
        return KindOfChange.of(
                        "cluster",
                        db -> List.of(new ClusterTable(LedgerTable.in(db), "by amount")),
                        "indisclustered from pg_index where indexrelid = '\"by amount\"'::regclass")
                .with(
                        "alter table \"Led ger\" alter amount set not null",
                        "create index \"by amount\" on \"Led ger\" (amount)");
    }

    private static KindOfChange notNull() {
        return KindOfChange.of(
                        "not null",
                        db -> List.of(new SetNotNull(LedgerTable.in(db), "area")),
                        "attnotnull from pg_attribute where attrelid = '\"Led ger\"'::regclass and attname = 'area'")
                .with("alter table \"Led ger\" add area int default 1");
    }

    private static KindOfChange foreignKey() {
        return KindOfChange.of(
                        "foreign key",
                        db -> List.of(new AddForeignKey(
                                LedgerTable.in(db),
                                "to area",
                                List.of("area"),
                                new QualifiedName(db.schema(), "Are a"),
                                List.of("id"),
                                "",
                                true)),
                        "convalidated from pg_constraint where conname = 'to area'")
                .with(
                        "alter table \"Led ger\" add area int default 1",
                        "create table \"Are a\" (id int primary key)",
                        "insert into \"Are a\" values (1)");
    }

    private static KindOfChange column() {
        return KindOfChange.of(
                "add column",
                db -> List.of(new AddColumn(LedgerTable.in(db), "added", "int DEFAULT 7", "int", false, "7", false)),
                type("added", "integer"));
    }

    private static KindOfChange partitions() {
        return KindOfChange.of(
                "partition table",
                db -> List.of(new PartitionTable(
                        LedgerTable.in(db),
                        new PartitionScheme.ByNumber("id", 1_000_000),
                        PartitionTable.Keys.UNDECIDED,
                        false,
                        2)),
                PARTITIONED);
    }

    /** Writers change keys, so that rows go from partition to partition. */
    private static KindOfChange copiedByHash() {
        return KindOfChange.of(
                "copy into hashes",
                db -> copied(db, PartitionTable.Keys.UNDECIDED, new PartitionLevel.Hashed("id", 3)),
                PARTITIONED);
    }

    /** By the key, as the writers name it in ON CONFLICT. */
    private static KindOfChange copiedByList() {
        return KindOfChange.of(
                "copy into lists",
                db -> copied(
                        db,
                        PartitionTable.Keys.UNDECIDED,
                        new PartitionLevel.Values("id", List.of("1", "2", "7")),
                        new PartitionLevel.Hashed("id", 2)),
                PARTITIONED);
    }

    private static KindOfChange copiedByRange() {
        return KindOfChange.of(
                "copy into ranges",
                db -> copied(
                        db,
                        PartitionTable.Keys.UNDECIDED,
                        new PartitionLevel.Ranges(new PartitionScheme.ByNumber("id", 1_000_000))),
                PARTITIONED);
    }

    private static List<CopyIntoPartitions> copied(Database db, PartitionTable.Keys keys, PartitionLevel... levels) {
        return List.of(new CopyIntoPartitions(LedgerTable.in(db), List.of(levels), keys, false, 2));
    }

    /** The application goes on with the texts until these are dropped, and then with the codes. */
    private static KindOfChange encoded() {
        var codes = List.of(
                new EncodeColumns.Code("NEW", 1),
                new EncodeColumns.Code("PAID", 2),
                new EncodeColumns.Code("SENT", 3),
                new EncodeColumns.Code("BACK", 4));
        return KindOfChange.of(
                        "codes of texts",
                        db -> List.of(new EncodeColumns(
                                LedgerTable.in(db), List.of(EncodeColumns.Encoding.of("state", codes)))),
                        type("state_code", "smallint"))
                .states(States.CODED);
    }

    private static String type(String column, String type) {
        return "exists (select from pg_attribute where attrelid = '\"Led ger\"'::regclass and attname = '" + column
                + "' and format_type(atttypid, atttypmod) = '" + type + "')";
    }

    private static Index index(Database db, String name) {
        return CatalogReader.read(Servers.sessions(db)).indexes().stream()
                .filter(index -> index.name().equals(new QualifiedName(db.schema(), name)))
                .findFirst()
                .orElseThrow();
    }
}
