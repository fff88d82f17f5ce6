package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.Barrier;
import io.howdah.engine.apply.run.LiveColumn;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Locks;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.apply.shadow.LivePart.Defined;
import io.howdah.engine.apply.shadow.LivePart.Index;
import io.howdah.engine.apply.shadow.ShadowSpec.CopiedColumn;
import io.howdah.engine.apply.shadow.ShadowSpec.KeyColumn;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.ClusterTable;
import io.howdah.engine.change.RewriteTable;
import io.howdah.engine.change.RewriteTable.NewType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a rewrite: an empty new table; a trigger that keeps it in step; the copy; its indexes and foreign keys; the
 * comparison; a barrier, so that no snapshot is in use to which the copied rows are invisible; the swap. When the change is
 * finished, the old table goes.
 */
public final class ShadowPlan {

    private static final Map<String, String> INTEGERS = Map.of("int2", "smallint", "int4", "integer", "int8", "bigint");

    private final Session session;
    private final List<String> problems;
    private final RewriteTable change;
    private final @Nullable Division division;
    private final @Nullable ClusterTable cluster;
    private final Company company;
    private final List<PlannedStep> steps = new ArrayList<>();

    private ShadowPlan(
            Session session,
            List<String> problems,
            RewriteTable change,
            @Nullable Division division,
            @Nullable ClusterTable cluster,
            Company company) {
        this.session = session;
        this.problems = problems;
        this.change = change;
        this.division = division;
        this.cluster = cluster;
        this.company = company;
    }

    /**
     * @param problems what stands against the rewrite is added here
     * @param company the other tables of the same change
     */
    static List<PlannedStep> of(
            Session session, List<String> problems, LiveTable table, RewriteTable change, Company company)
            throws SQLException {
        return new ShadowPlan(session, problems, change, null, null, company).of(table);
    }

    /** The same rows in a partitioned table. */
    public static List<PlannedStep> of(Session session, List<String> problems, LiveTable table, Division division)
            throws SQLException {
        return new ShadowPlan(session, problems, RewriteTable.compact(table.name()), division, null, Company.NONE)
                .of(table);
    }

    /** The same rows in the order of an index. */
    public static List<PlannedStep> of(Session session, List<String> problems, LiveTable table, ClusterTable cluster)
            throws SQLException {
        return new ShadowPlan(session, problems, RewriteTable.compact(table.name()), null, cluster, Company.NONE)
                .of(table);
    }

    /** Integer types have many names; what follows from their sizes is looked up by one. */
    static RewriteTable withIntegersByName(Session session, RewriteTable change) throws SQLException {
        var types = new ArrayList<NewType>();
        for (NewType type : change.types()) {
            var name = session.first(
                    "SELECT t.typname FROM pg_catalog.pg_type t WHERE t.oid = pg_catalog.to_regtype(?)"
                            + " AND t.oid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)",
                    row -> row.getString(1),
                    type.type());
            types.add(new NewType(
                    type.column(),
                    name.map(n -> INTEGERS.getOrDefault(n, n)).orElse(type.type()),
                    type.using(),
                    type.back()));
        }
        return change.types(types);
    }

    private List<PlannedStep> of(LiveTable table) throws SQLException {
        var traits = LiveTraits.of(session, table.oid());
        var obstacles = Obstacles.of(session, table, traits);
        var key = LiveKey.of(session, table.oid());
        if (key.isEmpty()) {
            obstacles.add("Table " + table.name()
                    + " has no primary key and no other unique index on columns that are never null,"
                    + " so its rows cannot be told apart; add one first");
        }
        var columns = LiveColumn.of(session, table.oid());
        key.ifPresent(k -> obstacles.addAll(wishes(table, columns, k)));
        var order = obstacles.isEmpty() ? order(table, columns, key.orElseThrow(), obstacles) : null;
        if (!obstacles.isEmpty()) {
            problems.addAll(obstacles);
            return List.of();
        }
        var facts = Facts.of(
                session, change, division, table, traits, spec(table, columns, key.orElseThrow(), order), company);
        plan(facts);
        var refusal = new Rehearsal(session).of(steps);
        refusal.ifPresent(r -> problems.add("Table " + table.name() + " cannot be rewritten so: " + r));
        if (refusal.isEmpty()) {
            obstacles.addAll(new WayBack(session, facts).problems());
        }
        problems.addAll(obstacles);
        return refusal.isPresent() || !obstacles.isEmpty() ? List.of() : List.copyOf(steps);
    }

    private List<String> wishes(LiveTable table, List<LiveColumn> columns, LiveKey key) {
        var found = new ArrayList<String>();
        Stream.concat(change.types().stream().map(NewType::column), change.dropped().stream())
                .filter(c -> columns.stream().noneMatch(have -> have.name().equals(c)))
                .forEach(c -> found.add("Table " + table.name() + " has no column " + c));
        for (String column : key.columns()) {
            if (change.dropped().contains(column)) {
                found.add("Column " + column + " is part of the key " + key.name() + " of table " + table.name()
                        + ", by which its rows are told apart, so it cannot be dropped");
            }
            if (change.types().stream().anyMatch(t -> t.column().equals(column) && t.using() != null)) {
                found.add("Column " + column + " is part of the key " + key.name() + " of table " + table.name()
                        + "; it can be cast to another type, but not go through an expression");
            }
        }
        return found;
    }

    private @Nullable CopyOrder order(LiveTable table, List<LiveColumn> columns, LiveKey key, List<String> obstacles)
            throws SQLException {
        return cluster == null
                ? null
                : ClusterIndex.order(session, table, cluster.index(), told(columns, key), obstacles)
                        .orElse(null);
    }

    private ShadowSpec spec(LiveTable table, List<LiveColumn> columns, LiveKey key, @Nullable CopyOrder order) {
        var copied = columns.stream()
                .filter(c -> !c.computed() && !change.dropped().contains(c.name()))
                .toList();
        return new ShadowSpec(
                table.oid(),
                table.name().schema(),
                table.name().name(),
                key.name(),
                told(columns, key),
                copied.stream().map(this::copied).toList(),
                copied.stream().map(this::kept).toList(),
                List.of(),
                changed(),
                division == null ? null : division.by(),
                company.together(),
                order);
    }

    /** Rows are told apart by what decides to which partition they belong too, so that only that one is looked at. */
    private List<KeyColumn> told(List<LiveColumn> columns, LiveKey key) {
        return Stream.concat(key.columns().stream(), division == null ? Stream.of() : division.columns().stream())
                .distinct()
                .map(k -> keyColumn(columns, k))
                .toList();
    }

    private List<String> changed() {
        var columns = Stream.concat(change.types().stream().map(NewType::column), change.dropped().stream());
        return Stream.concat(columns, division == null ? Stream.of() : division.keys().keySet().stream())
                .toList();
    }

    private KeyColumn keyColumn(List<LiveColumn> columns, String name) {
        var type = columns.stream()
                .filter(c -> c.name().equals(name))
                .map(LiveColumn::type)
                .findFirst()
                .orElseThrow();
        return new KeyColumn(name, type, newType(name).map(NewType::type).orElse(type));
    }

    private Optional<NewType> newType(String column) {
        return change.types().stream().filter(t -> t.column().equals(column)).findFirst();
    }

    private CopiedColumn copied(LiveColumn column) {
        var plain = Name.quoted(column.name());
        return new CopiedColumn(
                column.name(),
                newType(column.name())
                        .map(t ->
                                "CAST(" + (t.using() == null ? plain : "(" + t.using() + ")") + " AS " + t.type() + ")")
                        .orElse(plain));
    }

    private CopiedColumn kept(LiveColumn column) {
        var plain = Name.quoted(column.name());
        return new CopiedColumn(
                column.name(),
                newType(column.name())
                        .map(t -> "CAST(" + (t.back() == null ? plain : "(" + t.back() + ")") + " AS " + column.type()
                                + ")")
                        .orElse(plain));
    }

    private void plan(Facts facts) throws SQLException {
        var spec = facts.spec();
        var table = facts.table();
        var creation = new CreationSql(facts);
        add(facts, Kind.TRANSACTION, "make the empty new table of " + table.name(), creation.table(session));
        steps.set(steps.size() - 1, steps.getLast().undo(creation.undoTable()));
        var foreignKeys = new ForeignKeySteps(facts);
        if (spec.partitioned()) {
            steps.addAll(foreignKeys.outgoing());
        }
        steps.addAll(facts.beforeTheCopy());
        add(facts, Kind.TRANSACTION, "keep the new table of " + table.name() + " in step", creation.trigger());
        steps.set(steps.size() - 1, steps.getLast().undo(creation.undoTrigger()));
        add(facts, Kind.SHADOW_COPY, facts.copying(), List.of(ShadowCopy.described(spec)));
        steps.addAll(facts.afterTheCopy());
        facts.indexes().stream().filter(i -> !isMade(facts, i)).forEach(i -> index(facts, i));
        constraints(facts);
        if (!spec.partitioned()) {
            steps.addAll(foreignKeys.outgoing());
        }
        steps.addAll(foreignKeys.incoming());
        add(
                facts,
                Kind.LONG_STATEMENT,
                "gather statistics of the new table of " + table.name(),
                List.of("ANALYZE " + spec.shadow()));
        add(
                facts,
                Kind.SHADOW_COMPARISON,
                "compare every row of " + table.name() + " with its copy",
                List.of(ShadowComparison.described(spec)));
        add(facts, Kind.BARRIER, "wait for snapshots older than the copy of " + table.name(), Barrier.SQL);
        backward(facts, creation);
        steps.addAll(foreignKeys.lookedAtInUndo());
        var swap = new SwapSql(facts);
        add(facts, Kind.SHADOW_SWAP, "put the new table of " + table.name() + " in its place", swap.statements());
        var catalog = spec.withCatalog(CatalogLines.of(session, spec.inUse()));
        steps.set(steps.size() - 1, steps.getLast().undo(swap.undo()).detail(catalog.json()));
        steps.addAll(foreignKeys.lookedAtAfterwards());
        new FinishSql(facts).steps().forEach(steps::add);
    }

    private PlannedStep add(Facts facts, Kind kind, String summary, List<String> sql) {
        var step = PlannedStep.on(kind, facts.table(), summary, sql)
                .detail(facts.spec().json());
        steps.add(step);
        return step;
    }

    private boolean isMade(Facts facts, Index index) {
        return facts.spec().partitioned()
                || index.name().equals(facts.spec().keyIndex())
                || index.constraint().equals("x");
    }

    /** Built when the rows are there; writers go on meanwhile. */
    private void index(Facts facts, Index index) {
        var spec = facts.spec();
        var name = new QualifiedName(spec.schema(), CreationSql.newName(index.name()));
        var unique = index.unique() ? "UNIQUE " : "";
        var body = index.body().startsWith("UNIQUE ") ? index.body().substring(7) : index.body();
        var sql = "CREATE " + unique + "INDEX CONCURRENTLY " + Name.quoted(name.name()) + " ON " + spec.shadow() + " "
                + body;
        steps.add(PlannedStep.of(
                Kind.CREATE_INDEX,
                0,
                new QualifiedName(spec.schema(), spec.shadowName()),
                name,
                List.of(sql),
                List.of(),
                StepState.PLANNED));
    }

    /** What needs no look at the rows: constraints on indexes that are there, and what is said of indexes. */
    private void constraints(Facts facts) {
        var spec = facts.spec();
        var sql = new ArrayList<String>();
        for (Index index : facts.wholeIndexes()) {
            sql.addAll(IndexSayings.of(spec, index));
        }
        if (facts.traits().replicaIdentity().equals("f")) {
            sql.add("ALTER TABLE " + spec.shadow() + " REPLICA IDENTITY FULL");
        } else if (facts.traits().replicaIdentity().equals("n")) {
            sql.add("ALTER TABLE " + spec.shadow() + " REPLICA IDENTITY NOTHING");
        }
        for (Defined statistics : facts.statistics()) {
            sql.addAll(StatisticsNames.anew(spec, statistics));
        }
        if (!sql.isEmpty()) {
            sql.addFirst(Locks.ask(spec.only(spec.shadow()), "ACCESS EXCLUSIVE"));
            add(
                    facts,
                    Kind.TRANSACTION,
                    "give the new table of " + facts.table().name() + " its constraints",
                    sql);
        }
    }

    private void backward(Facts facts, CreationSql creation) {
        var spec = facts.spec();
        var function = new SyncFunction(spec).backward(facts.wayBackMayFail(), facts.referenced(), facts.narrower());
        var sql = new ArrayList<String>();
        sql.add(function);
        sql.addAll(creation.owned(spec.backward()));
        add(
                facts,
                Kind.TRANSACTION,
                "make ready to keep the old table of " + facts.table().name() + " in step",
                sql);
        steps.set(steps.size() - 1, steps.getLast().undo(List.of("DROP FUNCTION IF EXISTS " + spec.backward() + "()")));
    }
}
