package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.run.LiveColumn;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.change.RewriteTable;
import io.howdah.engine.change.RewriteTable.NewType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tables that are written anew when integers become wider together with all that refers to them.
 *
 * <p>Those that refer come before those that are referred to: at no time can a key be greater than what refers to it can hold.
 */
final class Group {

    /**
     * A table with its new types.
     *
     * @param why its columns change, in words; empty for the table of the change
     */
    record Member(LiveTable table, RewriteTable change, String why) {}

    private final Session session;
    private final List<String> problems;
    private final LiveTable root;
    private final RewriteTable change;

    /** By table: those that refer to it. */
    private final Map<Long, Set<Long>> referring = new LinkedHashMap<>();

    private final Map<Long, LinkedHashMap<String, NewType>> types = new LinkedHashMap<>();
    private final Map<Long, LinkedHashSet<String>> reasons = new LinkedHashMap<>();
    private final Map<Long, LiveTable> tables = new LinkedHashMap<>();

    private Group(Session session, List<String> problems, LiveTable root, RewriteTable change) {
        this.session = session;
        this.problems = problems;
        this.root = root;
        this.change = change;
    }

    /** @param problems what stands against it is added here */
    static Group of(Session session, List<String> problems, LiveTable root, RewriteTable change) throws SQLException {
        var group = new Group(session, problems, root, change);
        group.tables.put(root.oid(), root);
        for (NewType type : change.types()) {
            group.add(type);
        }
        return group;
    }

    private void add(NewType type) throws SQLException {
        var column = LiveColumn.of(session, root.oid(), type.column());
        if (column.isEmpty()) {
            problems.add("Table " + root.name() + " has no column " + type.column());
            return;
        }
        if (type.using() != null || !Narrower.integers(column.get().type(), type.type())) {
            problems.add("Column " + type.column() + " of table " + root.name() + " is "
                    + column.get().type()
                    + "; with all that refers to it (--with-references), integers become wider and nothing else does");
            return;
        }
        if (Narrower.of(type.column(), column.get().type(), type.type()).isPresent()) {
            widen(root.oid(), type);
        }
        for (Reference reference : Reference.to(session, root.oid(), type.column())) {
            add(reference, type.type());
        }
    }

    private void add(Reference reference, String type) throws SQLException {
        if (reference.oid() != reference.otherOid()) {
            referring
                    .computeIfAbsent(reference.otherOid(), o -> new LinkedHashSet<>())
                    .add(reference.oid());
        }
        if (reference.domain()) {
            problems.add("Column " + reference + ", is of domain " + reference.type()
                    + ", which is not changed; change that column by itself first");
        }
        if (reference.isNarrowerThan(type) && isChangeable(reference)) {
            widen(reference.oid(), new NewType(reference.column(), type, null, null));
            reasons.computeIfAbsent(reference.oid(), o -> new LinkedHashSet<>())
                    .add("Column " + reference.column() + " becomes " + type + ", since it refers to "
                            + reference.otherPlace());
        }
    }

    /** The widest of what is asked for stays. */
    private void widen(long table, NewType type) {
        types.computeIfAbsent(table, o -> new LinkedHashMap<>())
                .merge(type.column(), type, (one, other) -> Narrower.integers(one.type(), other.type()) ? other : one);
    }

    private boolean isChangeable(Reference reference) throws SQLException {
        if (!tables.containsKey(reference.oid())) {
            var found = LiveTable.named(session, reference.table()).orElseThrow();
            var problem = found.problem(session);
            problem.filter(p -> !problems.contains(p)).ifPresent(problems::add);
            if (problem.isPresent()) {
                return false;
            }
            tables.put(reference.oid(), found);
        }
        return true;
    }

    /** Those that are written anew. */
    List<Long> oids() {
        return List.copyOf(types.keySet());
    }

    List<Member> inOrder() {
        var order = new LinkedHashSet<Long>();
        visit(root.oid(), new LinkedHashSet<>(), order);
        var members = new ArrayList<Member>();
        for (long oid : order) {
            var own = types.get(oid);
            var table = tables.get(oid);
            if (own != null && table != null) {
                members.add(member(table, List.copyOf(own.values())));
            }
        }
        return List.copyOf(members);
    }

    private void visit(long table, Set<Long> seen, Set<Long> order) {
        if (seen.add(table)) {
            referring.getOrDefault(table, Set.of()).forEach(t -> visit(t, seen, order));
            order.add(table);
        }
    }

    private Member member(LiveTable table, List<NewType> own) {
        var why = reasons.getOrDefault(table.oid(), new LinkedHashSet<>()).stream()
                .collect(Collectors.joining("; "));
        return new Member(table, change.of(table.name(), own), why);
    }
}
