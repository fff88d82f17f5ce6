package io.howdah.engine.advise;

import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Relation.Kind;
import io.howdah.engine.catalog.RelationUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table made by hand, in a schema whose name needs quoting. */
public final class MadeTable {

    private final long oid;
    private final QualifiedName name;
    private final Map<String, String> options = new HashMap<>();
    private final List<Column> columns = new ArrayList<>();
    private final List<Index> indexes = new ArrayList<>();
    private Kind kind = Kind.TABLE;
    private long heapBytes = 1L << 20;
    private double visible;
    private long live;
    private long dead;
    private long inserted;
    private long updated;
    private long hot;
    private long deleted;
    private long modified;
    private long age;
    private boolean analysed;
    private Duration analysedBefore = Duration.ZERO;
    private boolean autoanalysed;
    private boolean temporary;
    private boolean unseen;
    private @Nullable QualifiedName parent;

    private MadeTable(long oid, String name) {
        this.oid = oid;
        this.name = new QualifiedName("Te st", name);
    }

    public static MadeTable named(String name) {
        return new MadeTable(Integer.toUnsignedLong(name.hashCode()), name);
    }

    public long oid() {
        return oid;
    }

    public MadeTable rows(long liveRows, long deadRows) {
        live = liveRows;
        dead = deadRows;
        return this;
    }

    public MadeTable written(long inserts, long updates, long hotUpdates, long deletes) {
        inserted = inserts;
        updated = updates;
        hot = hotUpdates;
        deleted = deletes;
        return this;
    }

    public MadeTable bytes(long size, double visibleShare) {
        heapBytes = size;
        visible = visibleShare;
        return this;
    }

    public MadeTable modified(long rows) {
        modified = rows;
        analysed = true;
        return this;
    }

    /** As many rows changed since autovacuum analysed it, a day after somebody did. */
    public MadeTable modifiedSinceBoth(long rows) {
        analysedBefore = Duration.ofDays(1);
        return modified(rows).modifiedSinceAutoanalyze(rows);
    }

    /** As many rows changed since autovacuum analysed it. */
    public MadeTable modifiedSinceAutoanalyze(long rows) {
        modified = rows;
        autoanalysed = true;
        return this;
    }

    /** As many rows changed, and nobody has analysed it. */
    public MadeTable modifiedUnanalysed(long rows) {
        modified = rows;
        return this;
    }

    public MadeTable temporary() {
        temporary = true;
        return this;
    }

    /** Its statistics are hidden from the role. */
    public MadeTable unseen() {
        unseen = true;
        return this;
    }

    public MadeTable age(long transactions) {
        age = transactions;
        return this;
    }

    public MadeTable option(String option, String value) {
        options.put(option, value);
        return this;
    }

    public MadeTable partitionOf(String table) {
        parent = new QualifiedName("Te st", table);
        return this;
    }

    public MadeTable partitioned() {
        return kind(Kind.PARTITIONED_TABLE);
    }

    public MadeTable kind(Kind other) {
        kind = other;
        return this;
    }

    /** A B-tree on a column. */
    public MadeTable index(String column, long size) {
        var index = new QualifiedName("Te st", name.name() + "_" + column);
        var definition = IndexDefinition.btree(
                name, List.of(new IndexKey(column, Name.quoted(column), null, null, false, false)));
        indexes.add(new Index(
                oid + 1 + indexes.size(),
                index,
                definition,
                "",
                false,
                false,
                null,
                false,
                false,
                true,
                size / 8192,
                live,
                size,
                null,
                0,
                0,
                0,
                null,
                Map.of()));
        return this;
    }

    /** A column of a type, with statistics of that width, or without where it is 0. */
    public MadeTable column(String column, String typeName, int width) {
        var statistics = width == 0
                ? null
                : new ColumnStatistics(false, 0, width, -1, null, null, null, null, null, null, null, null, null, null);
        columns.add(new Column(
                columns.size() + 1,
                column,
                typeName.substring(typeName.indexOf('.') + 1),
                typeName,
                "b",
                -1,
                "i",
                "x",
                false,
                null,
                null,
                null,
                null,
                null,
                statistics));
        return this;
    }

    public Relation made() {
        long pages = heapBytes / 8192;
        var use = new RelationUse(
                0,
                0,
                0,
                0,
                inserted,
                updated,
                hot,
                deleted,
                live,
                dead,
                modified,
                null,
                null,
                analysed ? Made.NOW.minus(analysedBefore) : null,
                autoanalysed ? Made.NOW : null,
                age,
                0);
        return new Relation(
                oid,
                name,
                kind,
                temporary,
                false,
                "ann",
                pages,
                live,
                Math.round(visible * pages),
                heapBytes,
                0,
                List.copyOf(columns),
                List.copyOf(indexes),
                List.of(),
                Map.copyOf(options),
                kind == Kind.TABLE ? use : null,
                parent,
                null,
                parent == null ? null : "FOR VALUES IN (1)",
                null,
                null,
                false,
                false,
                !unseen);
    }
}
