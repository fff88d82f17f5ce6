package io.howdah.engine.apply.table;

import static java.util.stream.Collectors.joining;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.CreateMaterializedView;
import io.howdah.engine.change.RefreshMaterializedView;
import java.sql.SQLException;
import java.util.List;

/** Makes materialized views and fills them: at first when nobody reads them yet, later while they are read. */
final class ViewPlan {

    private static final String UNIQUE = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_index WHERE indrelid = CAST(? AS oid) AND indisunique AND indisvalid
                            AND indpred IS NULL AND indexprs IS NULL)""";

    private final Planning planning;

    ViewPlan(Planning planning) {
        this.planning = planning;
    }

    void create(CreateMaterializedView change) throws SQLException {
        var name = change.name();
        var there = LiveTable.named(planning.session(), name);
        if (there.isPresent() && !there.get().kind().equals("m")) {
            planning.problem("The name " + name + " belongs to something that is not a materialized view");
            return;
        }
        var sql = Ddl.inUsersPath(
                planning.session(),
                List.of("CREATE MATERIALIZED VIEW " + name.quoted() + columns(change) + " AS " + change.query()
                        + " WITH NO DATA"));
        planning.add(step(
                Kind.TRANSACTION,
                name,
                change.summary() + ", empty",
                sql,
                List.of("DROP MATERIALIZED VIEW IF EXISTS " + name.quoted()),
                there.isPresent()));
        boolean full = there.isPresent()
                && planning.session()
                        .holds(
                                "SELECT relispopulated FROM pg_catalog.pg_class WHERE oid = CAST(? AS oid)",
                                there.get().oid());
        if (change.filled()) {
            planning.add(step(
                    Kind.LONG_STATEMENT,
                    name,
                    "fill materialized view " + name,
                    List.of("REFRESH MATERIALIZED VIEW " + name.quoted()),
                    List.of(),
                    full));
        }
    }

    private static String columns(CreateMaterializedView change) {
        return change.columns().isEmpty()
                ? ""
                : change.columns().stream().map(Name::quoted).collect(joining(", ", " (", ")"));
    }

    void refresh(RefreshMaterializedView change) throws SQLException {
        var found = LiveTable.named(planning.session(), change.name())
                .filter(t -> t.kind().equals("m"));
        if (found.isEmpty()) {
            planning.problem("There is no materialized view " + change.name());
            return;
        }
        var problem = found.get().problem(planning.session());
        if (problem.isPresent()) {
            planning.problem(problem.get());
        } else if (!planning.session().holds(UNIQUE, found.get().oid())) {
            planning.problem(
                    "Materialized view " + change.name() + " has no unique index on columns, without which PostgreSQL"
                            + " refreshes it only under a lock that stops readers; add one: howdah change 'CREATE UNIQUE INDEX ON "
                            + change.name().quoted() + " (…)'");
        } else if (!planning.session()
                .holds(
                        "SELECT relispopulated FROM pg_catalog.pg_class WHERE oid = CAST(? AS oid)",
                        found.get().oid())) {
            planning.add(step(
                    Kind.LONG_STATEMENT,
                    change.name(),
                    "fill materialized view " + change.name(),
                    List.of("REFRESH MATERIALIZED VIEW " + change.name().quoted()),
                    List.of(),
                    false));
        } else {
            planning.add(PlannedStep.on(
                    Kind.LONG_STATEMENT,
                    found.get(),
                    change.summary(),
                    List.of("REFRESH MATERIALIZED VIEW CONCURRENTLY "
                            + change.name().quoted())));
        }
    }

    private static PlannedStep step(
            Kind kind, QualifiedName name, String summary, List<String> sql, List<String> undo, boolean already) {
        var state = already ? StepState.ALREADY : StepState.PLANNED;
        return new PlannedStep(kind, 0, null, name, summary, sql, undo, null, false, state);
    }
}
