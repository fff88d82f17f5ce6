package io.howdah.engine.apply.table;

import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.catalog.Name;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names of a table's constraints: those that are given, and those that are made as the server makes them. */
final class ConstraintNames {

    private static final String TAKEN = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                            WHERE n.nspname = ? AND c.relname = ?)""";

    private final Planning planning;
    private final LiveTable table;
    private final List<LiveConstraint> there;

    /** @param there those of the table that count */
    ConstraintNames(Planning planning, LiveTable table, List<LiveConstraint> there) {
        this.planning = planning;
        this.table = table;
        this.there = there;
    }

    /** The given name; or that of the same constraint, where it is there; or a free one. */
    String of(@Nullable String given, LiveConstraint wanted, String ending) throws SQLException {
        if (given != null) {
            return given;
        }
        var base = usual(wanted, ending);
        var same = there.stream()
                .filter(k -> k.name().startsWith(base) && isSame(k, wanted))
                .findFirst();
        return same.isPresent() ? same.get().name() : free(base);
    }

    /** As the server does: of the table, the one column or all of a key, and the kind. */
    String usual(LiveConstraint wanted, String ending) {
        boolean allColumns = !wanted.type().equals("c");
        var columns =
                wanted.type().equals("p") || (!allColumns && wanted.columns().size() != 1)
                        ? ""
                        : "_" + String.join("_", wanted.columns());
        return Name.limited(table.name().name() + columns + "_" + ending);
    }

    private String free(String base) throws SQLException {
        var name = base;
        for (int i = 1; taken(name); i++) {
            name = Name.limited(base + i);
        }
        return name;
    }

    private boolean taken(String name) throws SQLException {
        return there.stream().anyMatch(k -> k.name().equals(name))
                || planning.isMade(table, name)
                || planning.session().holds(TAKEN, table.name().schema(), name);
    }

    /** Whether two constraints say the same, whatever they are called. */
    boolean isSame(LiveConstraint one, LiveConstraint other) {
        return one.type().equals(other.type()) && one.definition().equals(other.definition());
    }

    void taken(LiveConstraint present) {
        planning.problem("Table " + table.name() + " has another constraint called " + Name.quoted(present.name())
                + ": " + present.definition() + "; give another name");
    }
}
