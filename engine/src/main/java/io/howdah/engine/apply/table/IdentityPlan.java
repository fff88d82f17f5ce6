package io.howdah.engine.apply.table;

import io.howdah.engine.apply.run.LiveColumn;
import io.howdah.engine.apply.run.LiveTable;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.SerialToIdentity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Puts an identity in the place of a serial's default. The identity's sequence goes on where the serial's is; that one is kept until the
 * change is finished, and goes on where the identity's is if the change is taken back.
 */
final class IdentityPlan {

    private record Serial(
            QualifiedName name, long increment, long start, long min, long max, long cache, boolean cycle) {

        private static Serial read(ResultSet row) throws SQLException {
            return new Serial(
                    new QualifiedName(row.getString("nspname"), row.getString("relname")),
                    row.getLong("seqincrement"),
                    row.getLong("seqstart"),
                    row.getLong("seqmin"),
                    row.getLong("seqmax"),
                    row.getLong("seqcache"),
                    row.getBoolean("seqcycle"));
        }

        private String options() {
            return "INCREMENT BY %d MINVALUE %d MAXVALUE %d START WITH %d CACHE %d %s"
                    .formatted(increment, min, max, start, cache, cycle ? "CYCLE" : "NO CYCLE");
        }
    }

    private static final String SERIAL = """
            SELECT n.nspname, c.relname, s.seqincrement, s.seqstart, s.seqmin, s.seqmax, s.seqcache, s.seqcycle
              FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_class c ON c.oid = d.objid AND c.relkind = 'S'
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid
             WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'a'
               AND d.refobjid = CAST(? AS oid) AND d.refobjsubid = ?""";

    private final Planning planning;

    IdentityPlan(Planning planning) {
        this.planning = planning;
    }

    void make(LiveTable table, SerialToIdentity change) throws SQLException {
        var found = planning.column(table, change.column());
        if (found.isEmpty()) {
            return;
        }
        var column = found.get();
        if (!column.identity().isEmpty()) {
            planning.add(Planning.together(table, change.summary(), List.of()).state(StepState.ALREADY));
            return;
        }
        var serial = serial(table, column);
        var against = against(table, column, serial);
        if (!against.isEmpty()) {
            planning.problem("Column " + Name.quoted(change.column()) + " of " + table.name() + " " + against);
            return;
        }
        plan(table, change, Objects.requireNonNull(column.defaultValue()), serial.orElseThrow());
    }

    private Optional<Serial> serial(LiveTable table, LiveColumn column) throws SQLException {
        return planning.session().first(SERIAL, Serial::read, table.oid(), column.number());
    }

    private static String against(LiveTable table, LiveColumn column, Optional<Serial> serial) {
        if (table.partitioned() || column.inherited()) {
            return "cannot be made an identity online: the table has partitions or is one";
        }
        if (serial.isEmpty()
                || column.defaultValue() == null
                || !column.defaultValue().startsWith("nextval(")) {
            return "has no sequence of its own as its default, whose numbers an identity could go on with";
        }
        return column.notNull() ? "" : "must be NOT NULL before it can be an identity; set it NOT NULL first";
    }

    private void plan(LiveTable table, SerialToIdentity change, String earlier, Serial serial) throws SQLException {
        var name = table.name();
        var identity = new QualifiedName(name.schema(), free(name, change.column()));
        var sql = new ArrayList<String>();
        sql.add(Ddl.ask(name));
        sql.add(Ddl.alterColumn(name, change.column(), "DROP DEFAULT"));
        sql.add("ALTER SEQUENCE " + serial.name().quoted() + " OWNED BY NONE");
        sql.add(Ddl.alterColumn(
                name,
                change.column(),
                "ADD GENERATED " + (change.always() ? "ALWAYS" : "BY DEFAULT") + " AS IDENTITY (SEQUENCE NAME "
                        + identity.quoted() + " " + serial.options() + ")"));
        sql.add(goOn(identity, serial.name()));
        var undo = new ArrayList<String>();
        undo.add(Ddl.ask(name));
        undo.add(goOn(serial.name(), identity));
        undo.add(Ddl.alterColumn(name, change.column(), "DROP IDENTITY"));
        undo.add(Ddl.alterColumn(name, change.column(), "SET DEFAULT " + earlier));
        undo.add("ALTER SEQUENCE " + serial.name().quoted() + " OWNED BY " + name.quoted() + "."
                + Name.quoted(change.column()));
        planning.add(Planning.together(table, change.summary(), sql).undo(undo));
        planning.add(Planning.together(
                        table,
                        "drop the serial's sequence " + serial.name(),
                        List.of("DROP SEQUENCE IF EXISTS " + serial.name().quoted()))
                .finishing());
    }

    private static String goOn(QualifiedName sequence, QualifiedName at) {
        return "SELECT pg_catalog.setval(" + Name.literal(sequence.quoted())
                + "::regclass, last_value, is_called) FROM " + at.quoted();
    }

    private String free(QualifiedName table, String column) throws SQLException {
        var base = table.name() + "_" + column + "_identity";
        var name = Name.limited(base);
        for (int i = 1;
                planning.session()
                        .holds(
                                "SELECT pg_catalog.to_regclass(?) IS NOT NULL",
                                new QualifiedName(table.schema(), name).quoted());
                i++) {
            name = Name.limited(base + i);
        }
        return name;
    }
}
