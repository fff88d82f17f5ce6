package io.howdah.engine.twin;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.GinCounters;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The sizes that the twin pretends, by relation, and their bringing into the catalog and the files of its server. */
final class Sizes {

    private final SparseFiles files;
    private final Map<QualifiedName, Stored> stored = new HashMap<>();
    private final Map<QualifiedName, Size> sizes = new HashMap<>();
    private final Map<QualifiedName, List<QualifiedName>> indexes = new HashMap<>();
    private final Map<QualifiedName, QualifiedName> tables = new HashMap<>();
    private final Map<QualifiedName, GinCounters> gin = new HashMap<>();

    Sizes(SparseFiles files) {
        this.files = files;
    }

    /** Takes the sizes of the original for all that is on the twin. */
    void take(Catalog catalog, Map<QualifiedName, Stored> onTwin) {
        stored.putAll(onTwin);
        for (Relation relation : catalog.relations()) {
            if (relation.kind() == Relation.Kind.VIEW) {
                continue;
            }
            put(new Size(
                    relation.name(),
                    relation.heapBytes() / SparseFiles.PAGE,
                    relation.pages(),
                    relation.tuples(),
                    relation.allVisiblePages(),
                    null));
            for (Index index : relation.indexes()) {
                put(sizeOf(index));
                tables.put(index.name(), relation.name());
                var counters = index.gin();
                if (counters != null) {
                    gin.put(index.name(), counters);
                }
                indexes.computeIfAbsent(relation.name(), t -> new ArrayList<>()).add(index.name());
            }
        }
    }

    private static Size sizeOf(Index index) {
        long pages = index.sizeBytes() / SparseFiles.PAGE;
        return new Size(index.name(), pages, index.pages(), index.tuples(), 0, height(index, pages));
    }

    private static int height(Index index, long pages) {
        var read = index.treeHeight();
        return read != null ? read : BtreeHeight.ofPages(pages);
    }

    /** Notes a size; {@link #write} brings it about. What is not on the twin is passed over. */
    void put(Size size) {
        if (stored.containsKey(size.name())) {
            sizes.put(size.name(), size);
        }
    }

    /** Notes an index that was not there before; the counters are those of a GIN index. */
    void put(QualifiedName table, Stored index, Size size, @Nullable GinCounters counters) {
        stored.put(index.name(), index);
        sizes.put(index.name(), size);
        if (counters != null) {
            gin.put(index.name(), counters);
        }
        tables.put(index.name(), table);
        indexes.computeIfAbsent(table, t -> new ArrayList<>()).add(index.name());
    }

    /** The indexes of a table, hypothetical ones among them. */
    List<QualifiedName> indexesOf(QualifiedName table) {
        return indexes.getOrDefault(table, List.of());
    }

    /** Whether equal keys of the B-tree always look the same. */
    boolean equalImage(Stored index) {
        return BtreeFile.equalImage(files.file(index.path()));
    }

    Optional<Size> size(QualifiedName name) {
        return Optional.ofNullable(sizes.get(name));
    }

    Optional<Stored> stored(QualifiedName name) {
        return Optional.ofNullable(stored.get(name));
    }

    Collection<Size> all() {
        return List.copyOf(sizes.values());
    }

    /** Statistics, then files. The trees' pages must not be in the server's buffers. */
    void write(Statement session, Collection<Size> changed) throws SQLException {
        writeStatistics(session, changed);
        Buffers.evict(session);
        changed.parallelStream().forEach(this::writeFile);
    }

    /** {@code pg_class} as VACUUM and ANALYZE would leave it. */
    private void writeStatistics(Statement session, Collection<Size> changed) throws SQLException {
        var oids = new StringJoiner(",");
        var pages = new StringJoiner(",");
        var tuples = new StringJoiner(",");
        var visible = new StringJoiner(",");
        for (var size : changed) {
            var relation = stored.get(size.name());
            if (relation != null) {
                oids.add(String.valueOf(relation.oid()));
                pages.add(String.valueOf((int) size.statisticsPages()));
                tuples.add(String.valueOf((float) size.tuples()));
                visible.add(String.valueOf((int) size.allVisible()));
            }
        }
        session.execute("UPDATE pg_catalog.pg_class c SET relpages = p, reltuples = t, relallvisible = v FROM unnest('{"
                + oids + "}'::oid[], '{" + pages + "}'::int4[], '{" + tuples + "}'::float4[], '{" + visible
                + "}'::int4[]) u(o, p, t, v) WHERE c.oid = u.o");
    }

    void writeFile(Size size) {
        var relation = stored.get(size.name());
        if (relation == null || !relation.hasStorage()) {
            return;
        }
        var height = size.height();
        if (relation.isBtree() && height != null) {
            BtreeFile.write(files.file(relation.path()), height);
        }
        writeMetaPage(relation, size);
        files.resize(relation.path(), size.pages() * SparseFiles.PAGE);
    }

    private void writeMetaPage(Stored index, Size size) {
        var counters = gin.get(index.name());
        if ("gin".equals(index.method()) && counters != null && counters.totalPages() > 0) {
            MetaPage.gin(files.file(index.path()), counters.times((double) size.pages() / counters.totalPages()));
        }
        var table = tables.get(index.name());
        var tableSize = table == null ? null : sizes.get(table);
        if ("brin".equals(index.method()) && "i".equals(index.kind()) && tableSize != null) {
            MetaPage.brin(files.file(index.path()), tableSize.pages());
        }
    }

    /** Makes tables look empty, so that an index on them is created in no time. */
    void hide(Collection<QualifiedName> tables) {
        tables.stream().map(stored::get).filter(Stored::hasStorage).forEach(table -> files.hide(table.path()));
    }

    void restore(Collection<QualifiedName> tables) {
        tables.stream().map(sizes::get).forEach(this::writeFile);
    }
}
