package io.howdah.engine.advise.schema;

import io.howdah.engine.catalog.Constraint;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The SQL that turns text columns into codes or enums, in one rewrite of the table. */
final class EnumSql {

    private final Relation table;
    private final List<ClosedSet> sets;

    EnumSql(Relation table, List<ClosedSet> sets) {
        this.table = table;
        this.sets = sets;
    }

    List<String> toCodes() {
        var clauses = new ArrayList<>(drops());
        for (var set : sets) {
            var column = Name.quoted(set.column().name());
            var cases = set.values().stream()
                    .map(v -> "WHEN " + Name.literal(v) + " THEN " + set.code(v))
                    .collect(Collectors.joining(" "));
            clauses.add("ALTER COLUMN %s TYPE smallint USING CASE %s %s ELSE %s::text::smallint END"
                    .formatted(column, column, cases, column));
            standard(set).ifPresent(v -> clauses.add("ALTER COLUMN " + column + " SET DEFAULT " + set.code(v)));
            clauses.add("ADD CONSTRAINT %s CHECK (%s BETWEEN 0 AND %d)"
                    .formatted(checkName(set), column, set.values().size() - 1));
        }
        return around(clauses, new Recoding(byColumn(), Map.of()));
    }

    List<String> toEnums() {
        var clauses = new ArrayList<>(drops());
        var types = new LinkedHashMap<String, String>();
        var sql = new ArrayList<String>();
        for (var set : sets) {
            var column = Name.quoted(set.column().name());
            var type = new QualifiedName(
                            table.name().schema(),
                            table.name().name() + "_" + set.column().name())
                    .quoted();
            types.put(set.column().name(), type);
            sql.add("CREATE TYPE " + type + " AS ENUM ("
                    + set.values().stream().map(Name::literal).collect(Collectors.joining(", ")) + ")");
            clauses.add("ALTER COLUMN %s TYPE %s USING %s::text::%s".formatted(column, type, column, type));
            standard(set)
                    .ifPresent(v ->
                            clauses.add("ALTER COLUMN " + column + " SET DEFAULT " + Name.literal(v) + "::" + type));
        }
        sql.addAll(around(clauses, new Recoding(byColumn(), types)));
        return List.copyOf(sql);
    }

    /** Indexes that have to be made again and that this cannot write. */
    List<Index> byHand() {
        var recoding = new Recoding(byColumn(), Map.of());
        return concerned(recoding)
                .filter(i -> recoding.of(i.definition()).isEmpty())
                .toList();
    }

    private Stream<Index> concerned(Recoding recoding) {
        return table.indexes().stream().filter(i -> recoding.concerns(i.definition()));
    }

    private List<String> around(List<String> clauses, Recoding recoding) {
        var sql = new ArrayList<String>();
        var made = new ArrayList<String>();
        concerned(recoding).forEach(index -> {
            sql.add("DROP INDEX " + index.name().quoted());
            recoding.of(index.definition())
                    .ifPresent(d -> made.add(d.createSql(index.name().name(), false)));
        });
        sql.add("ALTER TABLE " + table.name().quoted() + " " + String.join(", ", clauses));
        sql.addAll(made);
        return List.copyOf(sql);
    }

    private List<String> drops() {
        var clauses = new ArrayList<String>();
        for (var set : sets) {
            var check = set.check();
            if (check != null) {
                clauses.add("DROP CONSTRAINT " + Name.quoted(check.name()));
            }
            if (set.column().defaultExpression() != null) {
                clauses.add("ALTER COLUMN " + Name.quoted(set.column().name()) + " DROP DEFAULT");
            }
        }
        return clauses;
    }

    private static String checkName(ClosedSet set) {
        Constraint check = set.check();
        return Name.quoted(check == null ? set.column().name() + "_code" : check.name());
    }

    /** The default, where it is one of the values. */
    private static Optional<String> standard(ClosedSet set) {
        var expression = set.column().defaultExpression();
        return Tokens.of(Objects.requireNonNullElse(expression, "")).stream()
                .filter(t -> t.kind() == Token.Kind.STRING)
                .map(Token::text)
                .filter(set.values()::contains)
                .findFirst();
    }

    private Map<String, ClosedSet> byColumn() {
        return sets.stream().collect(Collectors.toMap(s -> s.column().name(), s -> s));
    }
}
