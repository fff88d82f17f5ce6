package io.howdah.engine.apply.batch;

import io.howdah.engine.apply.batch.Backfills.Assignment;
import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.Locks;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.EncodeColumns;
import io.howdah.engine.change.EncodeColumns.Accepted;
import io.howdah.engine.change.EncodeColumns.Code;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes steps of giving text columns codes, having looked at everything that could stand against it. */
public final class EncodingPlans {

    private static final String ACCESS_EXCLUSIVE = "ACCESS EXCLUSIVE";

    private static final String PART_OF_OTHERS = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE CAST(? AS oid) IN (inhrelid, inhparent))""";

    private static final String PUBLICATIONS = """
            SELECT string_agg(quote_ident(pubname), ', ' ORDER BY pubname) FROM pg_catalog.pg_publication_tables
             WHERE schemaname = ? AND tablename = ?""";

    /** Triggers of the same moment are called by the order of their names; ours is to see what the others have made of the row. */
    private static final String NAME_OF_LAST_TRIGGER = """
            SELECT max(tgname COLLATE "C") FROM pg_catalog.pg_trigger
             WHERE tgrelid = CAST(? AS oid) AND NOT tgisinternal AND tgtype & 3 = 3 AND tgtype & 20 <> 0""";

    private static final String FUNCTION_IS_THERE = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
                            WHERE n.nspname = ? AND p.proname = ? AND p.pronargs = 0)""";

    private final Session session;
    private final LiveTable table;
    private final List<String> problems;

    private EncodingPlans(Session session, LiveTable table, List<String> problems) {
        this.session = session;
        this.table = table;
        this.problems = problems;
    }

    /** @param problems what stands against it is added here */
    public static List<PlannedStep> of(Session session, LiveTable table, EncodeColumns change, List<String> problems)
            throws SQLException {
        return new EncodingPlans(session, table, problems).of(change);
    }

    private List<PlannedStep> of(EncodeColumns change) throws SQLException {
        if (!lookAtTable(change)) {
            return List.of();
        }
        var columns = new TextColumns(session, table, problems);
        var codings = columns.codings(change.columns());
        if (codings.size() < change.columns().size()) {
            return List.of();
        }
        var checks = new CodeChecks(session, table, codings, problems).equivalents(change);
        var trigger = trigger(codings);
        var steps = new ArrayList<PlannedStep>();
        steps.add(new UnknownValues(session, table, codings, problems).step());
        new LookupTables(session, table, problems).step(codings).ifPresent(steps::add);
        steps.add(expand(codings, columns, checks, trigger));
        fill(codings, change).ifPresent(steps::add);
        steps.addAll(prove(codings, checks));
        steps.addAll(new CodeIndexes(session, table, codings, problems).steps(change));
        steps.add(analyze(codings));
        steps.add(new TextRemoval(session, table, codings, problems).step(trigger));
        return List.copyOf(steps);
    }

    private boolean lookAtTable(EncodeColumns change) throws SQLException {
        int before = problems.size();
        if (!table.kind().equals("r") || session.holds(PART_OF_OTHERS, table.oid())) {
            problems.add("Table " + table.name()
                    + " has partitions or children, or is one; its text columns cannot be given" + " codes yet");
        }
        var name = table.name();
        session.first(PUBLICATIONS, row -> Optional.ofNullable(row.getString(1)), name.schema(), name.name())
                .flatMap(publications -> publications)
                .filter(publications -> !change.accepted().contains(Accepted.SUBSCRIBERS_ARE_READY))
                .ifPresent(publications -> problems.add("Table " + name + " is published by " + publications
                        + ", and a subscriber that lacks the new columns stops; add them there first, as nullable SMALLINT,"
                        + " then say that subscribers are ready"));
        return problems.size() == before;
    }

    /** Columns, trigger and checks come together: no row is ever written without its code from then on. */
    private PlannedStep expand(
            List<Coding> codings, TextColumns columns, List<CodeChecks.Check> checks, CodeTrigger trigger)
            throws SQLException {
        var sql = new ArrayList<String>();
        sql.add(askForTable());
        sql.add("ALTER TABLE " + table.name().quoted() + " "
                + Stream.concat(
                                codings.stream()
                                        .flatMap(c -> Stream.of(
                                                "ADD COLUMN " + c.code() + " smallint", "ADD " + codesAreKnown(c))),
                                checks.stream().map(CodeChecks.Check::addition))
                        .collect(Collectors.joining(", ")));
        for (Coding coding : codings) {
            sql.addAll(columns.grants(coding.encoding()));
            sql.add("COMMENT ON COLUMN " + table.name().quoted() + "." + coding.code() + " IS "
                    + Name.literal(meaning(coding)));
        }
        sql.addAll(trigger.create());
        return PlannedStep.on(
                        Kind.TRANSACTION,
                        table,
                        "add columns " + Coding.codes(codings) + " and the trigger that keeps them and "
                                + Coding.texts(codings) + " in agreement",
                        sql)
                .undo(contract(codings, trigger));
    }

    private List<String> contract(List<Coding> codings, CodeTrigger trigger) {
        var undo = new ArrayList<String>();
        undo.add(askForTable());
        codings.stream()
                .map(c -> c.encoding().lookup())
                .filter(lookup -> lookup != null && lookup.enforced())
                .forEach(lookup -> undo.add(Locks.ask("ONLY " + lookup.table().quoted(), ACCESS_EXCLUSIVE)));
        undo.add(trigger.dropTrigger());
        undo.add("ALTER TABLE " + table.name().quoted() + " "
                + codings.stream().map(c -> "DROP COLUMN IF EXISTS " + c.code()).collect(Collectors.joining(", ")));
        undo.add(trigger.dropFunction());
        return undo;
    }

    private CodeTrigger trigger(List<Coding> codings) throws SQLException {
        var name = Name.limited(table.name().name() + "_codes");
        var last = session.first(NAME_OF_LAST_TRIGGER, row -> Optional.ofNullable(row.getString(1)), table.oid())
                .flatMap(found -> found)
                .orElse("");
        var function = new QualifiedName(table.name().schema(), name);
        if (session.holds(FUNCTION_IS_THERE, function.schema(), function.name())) {
            problems.add("There is a function " + function + " already, which is to be the name of the trigger's");
        }
        var after = Stream.of(name, "z_" + name, "~" + name)
                .filter(n -> n.compareTo(last) > 0)
                .findFirst();
        if (after.isEmpty()) {
            problems.add("Trigger " + Name.quoted(last) + " of table " + table.name()
                    + " is called after all others, and might change texts after their codes were found; rename it");
        }
        return new CodeTrigger(table.name(), function, Name.limited(after.orElse(name)), codings);
    }

    private String codesAreKnown(Coding coding) {
        var lookup = coding.encoding().lookup();
        var constraint = "CONSTRAINT " + Name.quoted(known(coding));
        return lookup != null && lookup.enforced()
                ? constraint + " FOREIGN KEY (" + coding.code() + ") REFERENCES "
                        + lookup.table().quoted() + " (code) NOT VALID"
                : constraint + " CHECK (" + coding.code() + " IN (" + coding.allCodes() + ")) NOT VALID";
    }

    private static String meaning(Coding coding) {
        return "Codes of " + coding.encoding().column() + ": "
                + coding.encoding().codes().stream().map(EncodingPlans::meaning).collect(Collectors.joining(", "));
    }

    private static String meaning(Code code) {
        return code.code() + " " + code.value();
    }

    private Optional<PlannedStep> fill(List<Coding> codings, EncodeColumns change) throws SQLException {
        var set = codings.stream()
                .map(c -> new Assignment(c.encoding().code(), c.codeOf("")))
                .toList();
        var notDone = codings.stream().map(c -> "(" + c.notDone() + ")").collect(Collectors.joining(" OR "));
        return new Backfills(session, problems)
                .plan(
                        table,
                        "fill " + Coding.codes(codings),
                        set,
                        notDone,
                        change.accepted().contains(Accepted.TRIGGERS_WORK));
    }

    /** That every row has its code, and the right one, is seen by the server itself. */
    private List<PlannedStep> prove(List<Coding> codings, List<CodeChecks.Check> checks) {
        var steps = new ArrayList<PlannedStep>();
        var present = codings.stream().filter(Coding::notNull).toList();
        if (!present.isEmpty()) {
            steps.add(alter(
                    "demand " + Coding.codes(present) + " of new rows",
                    present.stream()
                            .map(c -> "ADD CONSTRAINT " + Name.quoted(present(c)) + " CHECK (" + c.code()
                                    + " IS NOT NULL) NOT VALID")));
        }
        var validate = Stream.of(
                        codings.stream().map(this::known),
                        checks.stream().filter(CodeChecks.Check::validated).map(CodeChecks.Check::name),
                        present.stream().map(this::present))
                .flatMap(names -> names)
                .map(c -> "ALTER TABLE " + table.name().quoted() + " VALIDATE CONSTRAINT " + Name.quoted(c))
                .toList();
        steps.add(PlannedStep.on(Kind.LONG_STATEMENT, table, "see that all rows have codes", validate));
        if (!present.isEmpty()) {
            steps.add(alter(
                    "set " + Coding.codes(present) + " NOT NULL",
                    Stream.concat(
                            present.stream().map(c -> "ALTER COLUMN " + c.code() + " SET NOT NULL"),
                            present.stream().map(c -> "DROP CONSTRAINT " + Name.quoted(present(c))))));
        }
        steps.add(PlannedStep.on(
                Kind.LONG_STATEMENT,
                table,
                "see that " + Coding.codes(codings) + " and " + Coding.texts(codings) + " agree in every row",
                codings.stream().map(this::agrees).toList()));
        return steps;
    }

    private String agrees(Coding coding) {
        return UnknownValues.look(
                "SELECT nullif(count(*), 0) FROM ONLY " + table.name().quoted() + " WHERE " + coding.disagrees(),
                "found || ' rows have a " + coding.encoding().code().replace("'", "''") + " that is not that of their "
                        + coding.encoding().column().replace("'", "''") + "'");
    }

    /** The undo of all is that the columns are dropped, which takes their constraints with them. */
    private PlannedStep alter(String summary, Stream<String> actions) {
        // SET NOT NULL is to find the constraint that spares it looking at the rows, so it comes before that is dropped
        var sql = actions.map(action -> "ALTER TABLE " + table.name().quoted() + " " + action);
        return PlannedStep.on(
                Kind.TRANSACTION,
                table,
                summary,
                Stream.concat(Stream.of(askForTable()), sql).toList());
    }

    private PlannedStep analyze(List<Coding> codings) {
        return PlannedStep.on(
                Kind.LONG_STATEMENT,
                table,
                "gather statistics of " + Coding.codes(codings),
                List.of("ANALYZE " + table.name().quoted() + " ("
                        + codings.stream().map(Coding::code).collect(Collectors.joining(", ")) + ")"));
    }

    private String askForTable() {
        return Locks.ask("ONLY " + table.name().quoted(), ACCESS_EXCLUSIVE);
    }

    private String known(Coding coding) {
        return Name.limited(table.name().name() + "_" + coding.encoding().code() + "_known");
    }

    private String present(Coding coding) {
        return Name.limited(table.name().name() + "_" + coding.encoding().code() + "_present");
    }
}
