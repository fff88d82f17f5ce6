package io.howdah.engine.apply;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.change.DropIndex;
import io.howdah.engine.change.Step;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at everything that could go wrong before anything is done, and tells all of it at once. */
final class Preconditions {

    private static final String READ_ONLY = """
            SELECT EXISTS (
              SELECT FROM pg_catalog.pg_db_role_setting s, unnest(s.setconfig) c
               WHERE s.setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()))
                 AND s.setrole IN (0, (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = session_user))
                 AND c ~* '^default_transaction_read_only=(on|true|yes|1)$')""";

    private static final String MAY_WRITE_JOURNAL = """
            SELECT bool_and(pg_catalog.has_table_privilege(c.oid, 'SELECT') AND pg_catalog.has_table_privilege(c.oid, 'INSERT')
                            AND pg_catalog.has_table_privilege(c.oid, 'UPDATE'))
              FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = 'howdah' AND c.relkind = 'r' AND c.relname IN ('application', 'step')
               AND pg_catalog.has_schema_privilege('howdah', 'USAGE')""";

    private final Session session;
    private final List<String> problems = new ArrayList<>();
    private final List<Journal.Plan> plans = new ArrayList<>();
    private final Set<QualifiedName> madeHere = new HashSet<>();
    private final Set<QualifiedName> droppedHere = new HashSet<>();

    private Preconditions(Session session) {
        this.session = session;
    }

    /** That the server can be changed at all, and by us; said at once, as nothing else matters without it. */
    static void ofServer(Session session) throws SQLException {
        if (session.holds("SELECT pg_catalog.pg_is_in_recovery()")) {
            throw Problem.refused(
                    "The server is a standby and cannot be changed; give the address of the primary", null);
        }
        if (session.holds(READ_ONLY)) {
            throw Problem.refused(
                    "The database or the role is set to default_transaction_read_only, so somebody wants it unchanged;"
                            + " take that setting back first (ALTER DATABASE or ALTER ROLE … RESET)",
                    null);
        }
        if (JournalSchema.exists(session) && !JournalSchema.isJournal(session)) {
            throw Problem.refused(
                    "The database has a schema named howdah that is not Howdah's journal; rename it first", null);
        }
    }

    /** The steps of the changes; or a problem that names whatever stands against any of them. */
    static List<Journal.Plan> of(Session session, List<? extends Change> changes) throws SQLException {
        var all = new Preconditions(session);
        all.journal();
        for (Change change : changes) {
            switch (change) {
                case CreateIndex create -> all.create(create);
                case DropIndex drop -> all.drop(drop);
            }
        }
        if (!all.problems.isEmpty()) {
            throw Problem.refused("Nothing was changed, because:\n  " + String.join("\n  ", all.problems), null);
        }
        return List.copyOf(all.plans);
    }

    private void journal() throws SQLException {
        if (JournalSchema.exists(session)) {
            if (!session.holds(MAY_WRITE_JOURNAL)) {
                problems.add("The journal in schema howdah belongs to another role; connect as that role, or let it"
                        + " grant USAGE on the schema and SELECT, INSERT, UPDATE on its tables");
            }
            return;
        }
        if (!session.holds("SELECT pg_catalog.has_database_privilege(current_database(), 'CREATE')")) {
            problems.add("The role may not create the schema howdah, where the journal is kept; let the owner of the"
                    + " database run: GRANT CREATE ON DATABASE … TO …");
        }
    }

    private void create(CreateIndex change) throws SQLException {
        var table = changeable(change.table());
        if (table.isEmpty()) {
            return;
        }
        if (!madeHere.add(change.indexName())) {
            problems.add("Two indexes are to be called " + change.indexName());
            return;
        }
        try {
            var body = Draft.body(session, change);
            stateOf(change, body)
                    .ifPresent(state -> plans.add(plan(change, table.get().oid(), state)));
        } catch (SQLException e) {
            if (Refusals.connectionLost(e)) {
                throw e;
            }
            problems.add(
                    "Index " + change.name() + " on " + change.table() + " cannot be made: " + Refusals.message(e));
        }
    }

    /** Whether the index is there already; empty, with a problem noted, where its name means something else. */
    private Optional<StepState> stateOf(CreateIndex change, String body) throws SQLException {
        var name = change.indexName();
        if (droppedHere.contains(name)) {
            return Optional.of(StepState.PLANNED);
        }
        var present = LiveIndex.named(session, name);
        if (present.isEmpty()) {
            if (taken(name)) {
                problems.add("The name " + name + " belongs to something that is not an index");
                return Optional.empty();
            }
            return Optional.of(StepState.PLANNED);
        }
        var index = present.get();
        if (!index.table().equals(change.table()) || !index.body().equals(body)) {
            problems.add("There is another index called " + name + ": " + index.definition());
            return Optional.empty();
        }
        if (!index.valid()) {
            problems.add("There is an invalid index called " + name
                    + ", which somebody is building or failed to build; if nobody is, run: DROP INDEX CONCURRENTLY "
                    + name.quoted());
            return Optional.empty();
        }
        return Optional.of(StepState.ALREADY);
    }

    private boolean taken(QualifiedName name) throws SQLException {
        return session.holds(
                "SELECT EXISTS (SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
                        + " ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ?)",
                name.schema(),
                name.name());
    }

    private void drop(DropIndex change) throws SQLException {
        var name = change.index().name();
        var table = changeable(change.table());
        if (table.isEmpty()) {
            return;
        }
        droppedHere.add(name);
        var present = LiveIndex.named(session, name);
        if (present.isEmpty()) {
            plans.add(plan(change, table.get().oid(), StepState.ALREADY));
            return;
        }
        var index = present.get();
        if (index.neededBy() != null) {
            problems.add("Index " + name + " cannot be dropped: it is needed by " + index.neededBy());
            return;
        }
        if (!index.table().equals(change.table()) || differs(change, index)) {
            problems.add("Index " + name + " is no longer what it was when it was looked at; it is now: "
                    + index.definition());
            return;
        }
        plans.add(plan(change, table.get().oid(), StepState.PLANNED));
    }

    /** Compared where the catalog's text names the table in full as ours does; a text under a search path cannot be. */
    private static boolean differs(DropIndex change, LiveIndex index) {
        var known = change.index().definitionSql();
        return known.contains(" ON " + index.table().quoted() + " ") && !known.equals(index.definition());
    }

    private record Table(long oid, String kind, boolean owned, boolean mayCreate) {}

    /** The table, if indexes on it can be made and dropped online by us; else a problem is noted. */
    private Optional<Table> changeable(QualifiedName name) throws SQLException {
        var found = session.first(
                """
                SELECT c.oid::bigint, c.relkind::text, pg_catalog.pg_has_role(c.relowner, 'USAGE'),
                       pg_catalog.has_schema_privilege(n.oid, 'CREATE')
                  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                 WHERE n.nspname = ? AND c.relname = ?""",
                row -> new Table(row.getLong(1), row.getString(2), row.getBoolean(3), row.getBoolean(4)),
                name.schema(),
                name.name());
        var problem = found.map(table -> against(name, table)).orElse("There is no table " + name);
        if (problem.isEmpty()) {
            return found;
        }
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
        return Optional.empty();
    }

    private static String against(QualifiedName name, Table table) {
        if (table.kind().equals("p")) {
            return "Table " + name + " is partitioned, and PostgreSQL builds and drops indexes online only on each"
                    + " partition by itself; name the partitions";
        }
        if (!table.kind().equals("r") && !table.kind().equals("m")) {
            return name + " is not a table";
        }
        if (!table.owned()) {
            return "Table " + name + " belongs to another role, and only its owner may change its indexes; connect as"
                    + " that role or as a member of it";
        }
        if (!table.mayCreate()) {
            return "The role may not create anything in schema " + name.schema()
                    + "; let its owner run: GRANT CREATE ON" + " SCHEMA … TO …";
        }
        return "";
    }

    private static Journal.Plan plan(CreateIndex change, long table, StepState state) {
        return new Journal.Plan(
                AppliedStep.Kind.CREATE_INDEX,
                table,
                change.table(),
                change.indexName(),
                sql(change.steps()),
                sql(change.undo()),
                null,
                state);
    }

    private static Journal.Plan plan(DropIndex change, long table, StepState state) {
        return new Journal.Plan(
                AppliedStep.Kind.DROP_INDEX,
                table,
                change.table(),
                change.index().name(),
                sql(change.steps()),
                sql(change.undo()),
                null,
                state);
    }

    private static List<String> sql(List<Step> steps) {
        return steps.stream().map(Step::sql).toList();
    }
}
