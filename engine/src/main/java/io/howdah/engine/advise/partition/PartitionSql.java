package io.howdah.engine.advise.partition;

import static java.util.stream.Collectors.joining;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.twin.Structure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The SQL that divides a table of which nobody writes meanwhile. */
final class PartitionSql {

    private static final int NAME_LENGTH = 63;

    private final Catalog catalog;
    private final Division division;
    private final Relation table;
    private final QualifiedName whole;

    PartitionSql(Catalog catalog, Division division) {
        this.catalog = catalog;
        this.division = division;
        this.table = division.table();
        this.whole = named("whole");
    }

    private QualifiedName named(String suffix) {
        var base = table.name().name();
        int room = NAME_LENGTH - 1 - suffix.length();
        return new QualifiedName(
                table.name().schema(), (base.length() > room ? base.substring(0, room) : base) + "_" + suffix);
    }

    List<String> sql() {
        var sql = new ArrayList<String>();
        var name = table.name().quoted();
        sql.add("ALTER TABLE " + name + " RENAME TO " + Name.quoted(whole.name()));
        sql.add("CREATE TABLE " + name + " (LIKE " + whole.quoted()
                + " INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING IDENTITY INCLUDING STORAGE INCLUDING COMMENTS)"
                + " PARTITION BY "
                + (division.structure().by() instanceof Structure.Partitioning.ByList ? "LIST" : "RANGE")
                + " (" + Name.quoted(division.key().name()) + ")");
        division.bounds()
                .forEach((suffix, bounds) ->
                        sql.add("CREATE TABLE " + named(suffix).quoted() + " PARTITION OF " + name + " " + bounds));
        var columns = table.columns().stream()
                .filter(c -> c.generated() == null)
                .map(c -> Name.quoted(c.name()))
                .collect(joining(", "));
        sql.add("INSERT INTO " + name + " (" + columns + ") OVERRIDING SYSTEM VALUE SELECT " + columns + " FROM "
                + whole.quoted());
        sql.addAll(sequences());
        sql.add("DROP TABLE " + whole.quoted());
        sql.addAll(keys());
        sql.addAll(indexes());
        sql.add("ANALYZE " + name);
        return List.copyOf(sql);
    }

    private List<String> sequences() {
        var sql = new ArrayList<String>();
        for (var column : table.columns()) {
            var text = table.name().quoted();
            if (column.identity() != null) {
                sql.add("SELECT setval(pg_get_serial_sequence(%s, %s), max(%s)) FROM %s"
                        .formatted(Name.literal(text), Name.literal(column.name()), Name.quoted(column.name()), text));
            } else {
                catalog.sequences().stream()
                        .filter(s -> table.name().equals(s.ownerTable())
                                && column.name().equals(s.ownerColumn()))
                        .forEach(s -> sql.add("ALTER SEQUENCE " + s.name().quoted() + " OWNED BY " + text + "."
                                + Name.quoted(column.name())));
            }
        }
        return sql;
    }

    private List<String> keys() {
        return table.constraints().stream()
                .filter(c -> c.kind() == Constraint.Kind.PRIMARY_KEY
                        || c.kind() == Constraint.Kind.UNIQUE
                        || c.kind() == Constraint.Kind.FOREIGN_KEY)
                .map(c -> "ALTER TABLE " + table.name().quoted() + " ADD CONSTRAINT " + Name.quoted(c.name()) + " "
                        + definition(c))
                .toList();
    }

    private String definition(Constraint constraint) {
        boolean widened = constraint.kind() == Constraint.Kind.PRIMARY_KEY
                && !constraint.columns().contains(division.key().name());
        return widened
                ? Stream.concat(
                                constraint.columns().stream(),
                                Stream.of(division.key().name()))
                        .map(Name::quoted)
                        .collect(joining(", ", "PRIMARY KEY (", ")"))
                : constraint.definition();
    }

    private List<String> indexes() {
        return table.indexes().stream()
                .filter(i -> i.constraint() == null && i.valid())
                .map(i -> i.definition().createSql(i.name().name(), false))
                .toList();
    }
}
