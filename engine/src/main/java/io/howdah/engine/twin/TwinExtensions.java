package io.howdah.engine.twin;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Extension;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.sql.ExtensionSql;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * The extensions of a twin. Their scripts are run by the superuser and their functions are C, so only those are made that are
 * known to calculate, and before anybody else's code is on the twin. What reaches beyond the database may be named, and not called.
 */
final class TwinExtensions {

    private TwinExtensions() {}

    /** By the superuser. One may need another; who failed is told by the extension's name and the reason. */
    static void make(TwinSessions sessions, Catalog catalog, BiConsumer<String, String> failed) throws SQLException {
        var statements = new ArrayList<Ddl>();
        for (var extension : catalog.extensions()) {
            if (Extension.isKnown(extension.name())) {
                statements.add(ddl(extension));
            } else {
                failed.accept(extension.name(), Extension.NOT_KNOWN);
            }
        }
        Rounds.run(sessions, statements, (ddl, message) -> failed.accept(ddl.what(), message));
        if (!statements.isEmpty()) {
            sessions.superuser().execute(ExtensionSql.restricted(Extension.REACHING));
            share(sessions.superuser(), catalog);
        }
    }

    private static Ddl ddl(Extension extension) {
        var sql = "CREATE EXTENSION IF NOT EXISTS " + Name.quoted(extension.name())
                + (extension.schema().equals("pg_catalog") ? "" : " SCHEMA " + Name.quoted(extension.schema()));
        return Ddl.of(extension.name(), sql).bySuperuser(sql);
    }

    /** Their tables and views are planned with, whoever may read them on the original. */
    private static void share(Statement superuser, Catalog catalog) throws SQLException {
        var schemas =
                catalog.extensions().stream().map(Extension::schema).distinct().toList();
        superuser.execute("DO $$ DECLARE name text; BEGIN FOR name IN SELECT nspname FROM pg_catalog.pg_namespace WHERE"
                + " nspname !~ '^pg_' AND nspname <> 'information_schema' AND nspname IN (" + literals(schemas)
                + ") LOOP"
                + " EXECUTE pg_catalog.format('GRANT ALL ON ALL TABLES IN SCHEMA %I TO " + TwinServer.OWNER
                + "', name); END LOOP; END $$");
    }

    private static String literals(List<String> texts) {
        return texts.stream().map(Name::literal).collect(Collectors.joining(", "));
    }
}
