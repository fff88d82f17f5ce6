package io.howdah.engine.advise.index;

import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which access methods and operator classes answer a search (manual, tables 65.1 to 65.4 and F.35). Where a type is not
 * known, as of an extension or of an expression, every method is tried that could have a default operator class for it; the
 * server refuses those that have none.
 */
final class SearchKinds {

    private static final Set<String> PATHS = Set.of("@>", "@?", "@@");
    private static final Set<String> KEYS = Set.of("?", "?|", "?&", "@>", "@?", "@@");
    private static final Set<String> SETS = Set.of("@>", "<@", "&&", "@@", "?", "?|", "?&", "@?");
    private static final Set<String> POINTS =
            Set.of("pg_catalog.point", "pg_catalog.box", "pg_catalog.polygon", "pg_catalog.circle");
    private static final Set<String> ADDRESSES = Set.of("pg_catalog.inet", "pg_catalog.cidr");
    private static final Set<String> TEXTS =
            Set.of("pg_catalog.text", "pg_catalog.varchar", "pg_catalog.bpchar", "pg_catalog.name");

    private final Extensions extensions;

    SearchKinds(Extensions extensions) {
        this.extensions = extensions;
    }

    /** An access method with the key as it must stand there. */
    record Kind(String method, IndexKey key) {}

    boolean has(String extension) {
        return extensions.has(extension);
    }

    /** @param column what is searched; null where it is an expression */
    List<Kind> of(Search search, @Nullable Column column) {
        if (search.operator().equals("=")) {
            return kinds(search, "hash", null);
        }
        var type = column == null ? "" : column.typeName();
        if ((search.isText() && (column == null || TEXTS.contains(type))) || isTextDistance(search, type)) {
            return trigrams(search);
        }
        if (type.equals("pg_catalog.jsonb")) {
            return KEYS.contains(search.operator()) ? json(search) : List.of();
        }
        if (type.equals("pg_catalog.tsvector")
                || (column != null && column.type().endsWith("[]"))) {
            return SETS.contains(search.operator()) ? kinds(search, "gin", null) : List.of();
        }
        if (ADDRESSES.contains(type)) {
            return concat(kinds(search, "gist", "inet_ops"), kinds(search, "spgist", null));
        }
        if (POINTS.contains(type) || (column != null && Set.of("r", "m").contains(column.typeKind()))) {
            return shapes(search, type);
        }
        return search.operator().equals("^@") ? List.of() : unknown(search);
    }

    private static boolean isTextDistance(Search search, String type) {
        return search.isNearest() && TEXTS.contains(type);
    }

    private static List<Kind> kinds(Search search, String method, @Nullable String operatorClass) {
        var key = search.key();
        return List.of(new Kind(
                method, new IndexKey(key.column(), key.expression(), operatorClass, key.collation(), false, false)));
    }

    /** The smaller and faster {@code jsonb_path_ops} knows paths with values, and not keys by themselves (manual, 8.14.4). */
    private static List<Kind> json(Search search) {
        var all = kinds(search, "gin", null);
        return PATHS.contains(search.operator()) ? concat(all, kinds(search, "gin", "jsonb_path_ops")) : all;
    }

    /** No SP-GiST on ranges: built on values in order, its tree gets as deep as there are values. */
    private static List<Kind> shapes(Search search, String type) {
        var gist = kinds(search, "gist", null);
        if (!POINTS.contains(type)) {
            return gist;
        }
        var both = concat(gist, kinds(search, "spgist", null));
        return type.equals("pg_catalog.point") ? concat(both, kinds(search, "spgist", "kd_point_ops")) : both;
    }

    /**
     * GIN for patterns and likeness; GiST for the order by distance, which GIN does not give. GiST finds patterns too, but by
     * signatures that say "perhaps" for most pages, which its cost estimate leaves out ({@code gistcostestimate}), so that it
     * would be chosen where it loses. Of patterns with a fixed beginning a B-tree finds the texts faster.
     */
    private List<Kind> trigrams(Search search) {
        if (search.anchored()) {
            return List.of();
        }
        var method = search.isNearest() ? "gist" : "gin";
        return operatorClass(method + "_trgm_ops")
                .map(name -> kinds(search, method, name))
                .orElse(List.of());
    }

    private Optional<String> operatorClass(String name) {
        return extensions.schema(Extensions.TRIGRAMS).map(schema -> Name.quoted(schema) + "." + name);
    }

    private List<Kind> unknown(Search search) {
        var found = new ArrayList<Kind>();
        if (SETS.contains(search.operator())) {
            found.addAll(kinds(search, "gin", null));
        }
        if (search.key().column() == null && PATHS.contains(search.operator())) {
            found.addAll(kinds(search, "gin", "jsonb_path_ops"));
        }
        if (!search.operator().equals("@@") && !search.operator().startsWith("?")) {
            found.addAll(kinds(search, "gist", null));
            found.addAll(kinds(search, "spgist", null));
        }
        return found;
    }

    private static List<Kind> concat(List<Kind> first, List<Kind> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
