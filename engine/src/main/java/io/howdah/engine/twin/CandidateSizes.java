package io.howdah.engine.twin;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.GinCounters;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.KeySpectrum;
import io.howdah.engine.catalog.KeysWanted;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RowSamples;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tells how big hypothetical indexes would be once built, with one look at the rows for all of them. */
final class CandidateSizes {

    /** {@code min_parallel_table_scan_size}, 8 MB. */
    private static final long PARALLEL_PAGES = 1024;

    private final Catalog catalog;
    private final Sizes sizes;
    private final RowSamples samples;

    CandidateSizes(Catalog catalog, Sizes sizes, RowSamples samples) {
        this.catalog = catalog;
        this.sizes = sizes;
        this.samples = samples;
    }

    /**
     * An index whose size is asked for.
     *
     * @param qualified the definition with every name qualified
     * @param operatorClasses of its keys, qualified
     */
    record Wanted(
            CreatedIndex index,
            IndexDefinition definition,
            IndexDefinition qualified,
            List<String> operatorClasses,
            Entries entries) {

        QualifiedName table() {
            return index.table();
        }
    }

    /**
     * The answer.
     *
     * @param entries with what the rows tell of expressions
     * @param gin what a GIN index would count of itself; null for others
     * @param unseen whether rows were asked for and could not be looked at
     */
    record Estimated(
            CreatedIndex index,
            Entries entries,
            Size size,
            @Nullable GinCounters gin,
            boolean unseen) {}

    private record Model(CreatedIndex index, Entries entries, IndexSize size, boolean unseen) {}

    /** In the order of the question. */
    List<Estimated> of(Statement session, List<Wanted> wanted) throws SQLException {
        var oids = wanted.stream().map(w -> w.index().stored().oid()).toList();
        var attributes = IndexAttribute.of(session, oids);
        var unsafe = ownFunctions(session, oids);
        var expressions = samples.statistics(wanted.stream()
                .filter(w -> !unsafe.contains(w.index().stored().oid()))
                .flatMap(w -> expressions(w).values().stream())
                .collect(Collectors.toSet()));
        var models = wanted.stream()
                .map(w -> model(
                        w,
                        attributes.getOrDefault(w.index().stored().oid(), List.of()),
                        unsafe.contains(w.index().stored().oid()),
                        expressions))
                .toList();
        var spectra = samples.spectra(models.stream()
                .flatMap(m -> m.size().wanted(isEqualImage(m.index())).stream())
                .collect(Collectors.toSet()));
        return models.stream().map(m -> estimated(m, spectra)).toList();
    }

    /**
     * Indexes whose expressions call functions that users wrote: these are run on nobody's server. Those of extensions are as
     * trustworthy as the server.
     */
    private static Set<Long> ownFunctions(Statement session, Collection<Long> oids) throws SQLException {
        var found = new HashSet<Long>();
        var list = oids.stream().map(String::valueOf).collect(Collectors.joining(","));
        try (var rows = session.executeQuery("/* howdah */ SELECT DISTINCT d.objid FROM pg_catalog.pg_depend d"
                + " LEFT JOIN pg_catalog.pg_type t ON d.refclassid = 'pg_catalog.pg_type'::regclass AND t.oid = d.refobjid"
                + " WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = ANY ('{" + list + "}'::oid[])"
                + " AND (d.refclassid IN ('pg_catalog.pg_proc'::regclass, 'pg_catalog.pg_operator'::regclass)"
                + " OR t.typtype = 'd') AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e"
                + " WHERE e.classid = d.refclassid AND e.objid = d.refobjid AND e.deptype = 'e')")) {
            while (rows.next()) {
                found.add(rows.getLong(1));
            }
        }
        return found;
    }

    /** By position of the key. */
    private static Map<Integer, RowSamples.ExpressionWanted> expressions(Wanted wanted) {
        var keys = wanted.qualified().keys();
        return IntStream.range(0, keys.size())
                .filter(i -> keys.get(i).column() == null)
                .boxed()
                .collect(Collectors.toMap(
                        i -> i,
                        i -> new RowSamples.ExpressionWanted(
                                wanted.table(), keys.get(i).expression())));
    }

    private Model model(
            Wanted wanted,
            List<IndexAttribute> attributes,
            boolean unsafe,
            Map<RowSamples.ExpressionWanted, ColumnStatistics> sampled) {
        var statistics = new HashMap<Integer, ColumnStatistics>();
        expressions(wanted).forEach((position, expression) -> {
            var known = sampled.get(expression);
            if (known != null) {
                statistics.put(position, known);
            }
        });
        var table = catalog.relation(wanted.table())
                .orElseThrow(() -> Problem.internal("the catalog has no " + wanted.table(), null));
        var keys = wanted.qualified().keys().stream().map(IndexKey::expression).toList();
        var understood = new Understood(
                unsafe ? List.of() : keys,
                wanted.operatorClasses(),
                known(table, wanted),
                catalog.server().major());
        var entries = wanted.entries().with(statistics);
        boolean unseen = statistics.size() < expressions(wanted).size();
        var size = new IndexSize(table, wanted.definition(), entries, attributes, understood);
        return new Model(wanted.index(), entries, size, unseen);
    }

    private OptionalDouble known(Relation table, Wanted wanted) {
        var columns = wanted.definition().keys().stream()
                .map(IndexKey::column)
                .filter(Objects::nonNull)
                .map(String.class::cast)
                .toList();
        return columns.size() < wanted.definition().keys().size()
                ? OptionalDouble.empty()
                : KnownCombinations.of(catalog, table, columns);
    }

    private boolean isEqualImage(CreatedIndex index) {
        return index.stored().isBtree() && sizes.equalImage(index.stored());
    }

    private Estimated estimated(Model model, Map<KeysWanted, KeySpectrum> spectra) {
        var index = model.index();
        double rows = model.entries().rows();
        var name = index.stored().name();
        long tablePages = sizes.size(index.table()).map(Size::pages).orElse(0L);
        boolean unseen =
                model.unseen() || !spectra.keySet().containsAll(model.size().wanted(isEqualImage(index)));
        return switch (index.stored().method()) {
            case "btree" -> {
                var tree = model.size().btree(isEqualImage(index), spectra);
                var size = new Size(name, tree.pages(), tree.pages(), rows, 0, tree.height());
                yield new Estimated(index, model.entries(), size, null, unseen);
            }
            case "gin" -> {
                var gin = model.size().gin(tablePages, buildMemory(tablePages), spectra);
                var size = new Size(name, gin.totalPages(), gin.totalPages(), rows, 0, null);
                yield new Estimated(index, model.entries(), size, gin, unseen);
            }
            default -> {
                long pages = model.size().other(tablePages);
                var size = new Size(name, pages, pages, rows, 0, null);
                yield new Estimated(index, model.entries(), size, null, unseen);
            }
        };
    }

    /** {@code maintenance_work_mem} in bytes; from 18 on a GIN index of a table of more than 8 MB is built by several and sorted. */
    private double buildMemory(long tablePages) {
        boolean sorted = catalog.server().major() >= 18 && tablePages >= PARALLEL_PAGES;
        return sorted
                ? 0
                : 1024
                        * catalog.setting("maintenance_work_mem")
                                .map(s -> Double.valueOf(s.value()))
                                .orElse(65_536.0);
    }
}
