package io.howdah.app.ddl;

import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.AlterConstraint;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.DropColumn;
import io.howdah.engine.change.DropConstraint;
import io.howdah.engine.change.DropNotNull;
import io.howdah.engine.change.MarkClustered;
import io.howdah.engine.change.RenameColumn;
import io.howdah.engine.change.RenameTable;
import io.howdah.engine.change.RewriteTable;
import io.howdah.engine.change.SerialToIdentity;
import io.howdah.engine.change.SetDefault;
import io.howdah.engine.change.SetNotNull;
import io.howdah.engine.change.SetStatisticsTarget;
import io.howdah.engine.change.SetStorageParameters;
import io.howdah.engine.change.ValidateConstraint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** ALTER TABLE with its actions. */
final class AlterTableDdl {

    private final Source source;
    private final QualifiedName table;
    private final Names names;
    private final List<Change> changes = new ArrayList<>();
    private final List<RewriteTable.NewType> types = new ArrayList<>();

    AlterTableDdl(Source source, Ddl ddl) {
        this.source = source;
        source.take("if", "exists");
        if (source.take("only")) {
            throw source.wrong("ONLY is not understood; a change is made to a table with all that inherits from it");
        }
        this.table = ddl.table();
        this.names = ddl.names();
        source.take("*");
    }

    List<Change> read() {
        do {
            action();
        } while (source.take(","));
        if (!types.isEmpty() && !changes.isEmpty()) {
            throw source.wrong(
                    "new types are written into the whole table anew; give them in a statement of their own");
        }
        return types.isEmpty() ? changes : List.of(RewriteTable.types(table, types));
    }

    private void action() {
        if (source.take("add")) {
            changes.addAll(new AddDdl(source, table, names).read());
        } else if (source.take("drop", "constraint")) {
            boolean ifExists = source.take("if", "exists");
            changes.add(new DropConstraint(table, source.name(), ifExists));
            restrict();
        } else if (source.take("drop")) {
            source.take("column");
            boolean ifExists = source.take("if", "exists");
            changes.add(new DropColumn(table, source.name(), ifExists));
            restrict();
        } else if (source.take("validate", "constraint")) {
            changes.add(new ValidateConstraint(table, source.name()));
        } else if (source.take("alter", "constraint")) {
            changes.add(constraint());
        } else if (source.take("alter")) {
            source.take("column");
            column(source.name());
        } else if (source.is("rename")) {
            rename();
        } else if (source.take("set", "(")) {
            changes.add(new SetStorageParameters(table, parameters(), List.of()));
        } else if (source.take("cluster", "on")) {
            changes.add(new MarkClustered(table, source.name()));
        } else if (source.take("set", "without", "cluster")) {
            changes.add(new MarkClustered(table, null));
        } else if (source.is("reset", "(")) {
            source.take("reset");
            changes.add(new SetStorageParameters(table, Map.of(), dottedNames()));
        } else {
            throw source.wrong(
                    "this action of ALTER TABLE is not among those that Howdah carries out; most of the others need"
                            + " a lock for a moment only, and psql does them with lock_timeout set");
        }
    }

    private void restrict() {
        if (source.is("cascade")) {
            throw source.wrong(
                    "CASCADE would drop what undo could not bring back; drop what depends on it by name first");
        }
        source.take("restrict");
    }

    private Change constraint() {
        var name = source.name();
        if (source.isAny("enforced", "inherit", "no") || source.is("not", "enforced")) {
            throw source.wrong("of a constraint, Howdah alters when it is checked: DEFERRABLE and INITIALLY");
        }
        boolean not = source.take("not");
        boolean deferrable = source.take("deferrable") && !not;
        boolean deferred = source.take("initially", "deferred");
        if (!deferred) {
            source.take("initially", "immediate");
        }
        return new AlterConstraint(table, name, deferrable || deferred, deferred);
    }

    private void column(String column) {
        if (source.take("set", "default")) {
            changes.add(new SetDefault(table, column, source.upTo()));
        } else if (source.take("drop", "default")) {
            changes.add(new SetDefault(table, column, null));
        } else if (source.take("set", "not", "null")) {
            changes.add(new SetNotNull(table, column));
        } else if (source.take("drop", "not", "null")) {
            changes.add(new DropNotNull(table, column));
        } else if (source.take("set", "data", "type") || source.take("type")) {
            var type = source.upTo("using");
            types.add(new RewriteTable.NewType(column, type, source.take("using") ? source.upTo() : null, null));
        } else if (source.take("set", "statistics")) {
            changes.add(SetStatisticsTarget.on(names.catalog(), table, column, number()));
        } else if (source.take("add", "generated")) {
            boolean always = source.take("always");
            if (!always) {
                source.expect("by", "default");
            }
            source.expect("as", "identity");
            changes.add(new SerialToIdentity(table, column, always));
        } else {
            throw source.wrong(
                    "this is not among the changes of a column that Howdah carries out: TYPE, SET and DROP DEFAULT,"
                            + " SET and DROP NOT NULL, SET STATISTICS, ADD GENERATED … AS IDENTITY");
        }
    }

    private int number() {
        var token = source.next();
        try {
            return Integer.parseInt(token.text());
        } catch (NumberFormatException e) {
            throw source.wrong(token, "here a number from 1 to " + SetStatisticsTarget.MOST + " is expected");
        }
    }

    private void rename() {
        var start = source.next();
        if (source.take("to")) {
            changes.add(new RenameTable(table, source.name()));
            return;
        }
        if (source.is("constraint")) {
            throw source.wrong(
                    start,
                    "renaming a constraint takes a moment and breaks nothing; psql does it with lock_timeout set");
        }
        source.take("column");
        var column = source.name();
        source.expect("to");
        changes.add(new RenameColumn(table, column, source.name()));
    }

    /** After the bracket. */
    private Map<String, String> parameters() {
        var parameters = new LinkedHashMap<String, String>();
        do {
            var name = dottedName();
            parameters.put(name, source.take("=") ? value() : "true");
        } while (source.take(","));
        source.expect(")");
        return parameters;
    }

    private String value() {
        var sign = source.take("-") ? "-" : "";
        return sign + source.next().text();
    }

    private List<String> dottedNames() {
        source.expect("(");
        var found = new ArrayList<String>();
        do {
            found.add(dottedName());
        } while (source.take(","));
        source.expect(")");
        return found;
    }

    private String dottedName() {
        var name = source.name();
        return source.take(".") ? name + "." + source.name() : name;
    }
}
