package io.howdah.app.ddl;

import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.AddCheck;
import io.howdah.engine.change.AddColumn;
import io.howdah.engine.change.AddForeignKey;
import io.howdah.engine.change.AddKey;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.SetNotNull;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows ADD in ALTER TABLE: a column with its constraints, each of which is a change of its own, or a constraint. */
final class AddDdl {

    private static final String[] COLUMN_CONSTRAINTS = {
        "constraint",
        "not",
        "null",
        "check",
        "default",
        "unique",
        "primary",
        "references",
        "generated",
        "collate",
        "storage",
        "compression",
        "deferrable",
        "initially"
    };

    private final Source source;
    private final QualifiedName table;
    private final Names names;

    AddDdl(Source source, QualifiedName table, Names names) {
        this.source = source;
        this.table = table;
        this.names = names;
    }

    List<Change> read() {
        if (source.take("constraint")) {
            return List.of(constraint(source.name()));
        }
        boolean constraint = source.is("check", "(")
                || source.is("foreign", "key")
                || source.is("unique", "(")
                || source.is("unique", "nulls")
                || source.is("unique", "using")
                || source.is("primary", "key")
                || source.is("exclude");
        if (constraint) {
            return List.of(constraint(null));
        }
        source.take("column");
        boolean ifNotExists = source.take("if", "not", "exists");
        return column(source.name(), ifNotExists);
    }

    private Change constraint(@Nullable String name) {
        if (source.take("check")) {
            return check(name);
        }
        if (source.take("foreign", "key")) {
            var columns = source.names();
            return references(name, columns);
        }
        if (source.take("primary", "key")) {
            return key(name, true);
        }
        if (source.take("unique")) {
            return key(name, false);
        }
        if (source.take("not", "null")) {
            return new SetNotNull(table, source.name());
        }
        throw source.wrong(
                "Howdah adds CHECK, FOREIGN KEY, UNIQUE, PRIMARY KEY and NOT NULL; an EXCLUDE constraint cannot be"
                        + " added without a lock for as long as its index takes");
    }

    private Change check(@Nullable String name) {
        var expression = source.inBrackets();
        boolean noInherit = source.take("no", "inherit");
        boolean validated = !source.take("not", "valid");
        return new AddCheck(table, name, expression, noInherit, validated);
    }

    /** From REFERENCES on. */
    private Change references(@Nullable String name, List<String> columns) {
        source.expect("references");
        var token = source.peek();
        var quoted = source.quotedName();
        var referenced = names.relation(quoted)
                .orElseThrow(
                        () -> source.wrong(token, "there is no " + quoted + " in the search path " + names.path()));
        var to = source.is("(") ? source.names() : List.<String>of();
        var clauses = new ForeignKeyClauses(source).read();
        boolean validated = !source.take("not", "valid");
        return new AddForeignKey(table, name, columns, referenced, to, clauses, validated);
    }

    private Change key(@Nullable String name, boolean primary) {
        boolean nullsNotDistinct = source.take("nulls", "not", "distinct");
        if (source.is("using")) {
            throw source.wrong(
                    "give the columns; Howdah builds the index concurrently and makes the constraint of it, and so"
                            + " can take both back");
        }
        var columns = source.names();
        var include = source.take("include") ? source.names() : List.<String>of();
        return new AddKey(table, name, primary, columns, include, nullsNotDistinct, deferrable());
    }

    private String deferrable() {
        boolean deferrable = source.take("deferrable");
        boolean deferred = source.take("initially", "deferred");
        if (!deferred) {
            source.take("initially", "immediate");
        }
        return (deferrable || deferred ? "DEFERRABLE" : "") + (deferred ? " INITIALLY DEFERRED" : "");
    }

    private List<Change> column(String column, boolean ifNotExists) {
        var changes = new ArrayList<Change>();
        var type = source.upTo(COLUMN_CONSTRAINTS);
        var definition = new StringBuilder(type);
        boolean notNull = false;
        String defaultValue = null;
        while (!source.atStatementEnd() && !source.is(",")) {
            var name = source.take("constraint") ? source.name() : null;
            if (source.take("not", "null")) {
                notNull = true;
            } else if (source.take("default")) {
                defaultValue = source.upTo(COLUMN_CONSTRAINTS);
                definition.append(" DEFAULT ").append(defaultValue);
            } else if (source.take("collate")) {
                definition.append(" COLLATE ").append(source.quotedName());
            } else if (source.take("storage")) {
                definition.append(" STORAGE ").append(source.name());
            } else if (source.take("compression")) {
                definition.append(" COMPRESSION ").append(source.name());
            } else if (source.take("generated")) {
                definition
                        .append(" GENERATED ")
                        .append(source.upTo("constraint", "not", "check", "unique", "primary", "references"));
            } else if (!source.take("null")) {
                changes.add(ofColumn(name, column));
            }
        }
        definition.append(notNull ? " NOT NULL" : "");
        changes.addFirst(new AddColumn(table, column, definition.toString(), type, notNull, defaultValue, ifNotExists));
        return changes;
    }

    /** A constraint that is written with its column. */
    private Change ofColumn(@Nullable String name, String column) {
        if (source.take("check")) {
            return check(name);
        }
        if (source.is("references")) {
            return references(name, List.of(column));
        }
        if (source.take("unique")) {
            boolean nullsNotDistinct = source.take("nulls", "not", "distinct");
            return new AddKey(table, name, false, List.of(column), List.of(), nullsNotDistinct, deferrable());
        }
        if (source.take("primary", "key")) {
            return new AddKey(table, name, true, List.of(column), List.of(), false, deferrable());
        }
        throw source.wrong("this is not understood in the definition of a column");
    }
}
