package io.howdah.engine.read;

import io.howdah.engine.catalog.AvailableExtension;
import io.howdah.engine.catalog.DatabaseRole;
import io.howdah.engine.catalog.Definition;
import io.howdah.engine.catalog.Definitions;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Tablespace;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads what a database holds beside relations and types. */
final class DefinitionsReader {

    /** Membership carries its own inheritance since 16; before, the member's attribute decides. */
    private static final String ROLES = """
            SELECT r.rolname, r.rolsuper, r.rolbypassrls,
                   ARRAY(SELECT g.rolname::text FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
                          WHERE m.member = r.oid ORDER BY 1) AS member_of,
                   ARRAY(SELECT g.rolname::text FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
                          WHERE m.member = r.oid AND {inherits} ORDER BY 1) AS inherits_from,
                   ARRAY(SELECT g.rolname::text FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
                          WHERE m.member = r.oid AND {sets} ORDER BY 1) AS becomes
              FROM pg_roles r
             WHERE r.rolname !~ '^pg_'
             ORDER BY r.rolname
            """;

    private static final String TABLESPACES = """
            SELECT s.spcname, s.spcoptions,
                   EXISTS (SELECT FROM pg_database d WHERE d.datname = current_database() AND d.dattablespace = s.oid)
                     AS database_default,
                   array_agg(n.nspname::text ORDER BY c.oid) FILTER (WHERE c.oid IS NOT NULL) AS schemas,
                   array_agg(c.relname::text ORDER BY c.oid) FILTER (WHERE c.oid IS NOT NULL) AS names
              FROM pg_tablespace s
              LEFT JOIN pg_class c ON c.reltablespace = s.oid AND c.relkind IN ('r', 'p', 'm', 'i', 'I')
              LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE s.spcname !~ '^pg_' AND (c.oid IS NULL OR {visible})
             GROUP BY s.oid, s.spcname, s.spcoptions
             ORDER BY s.spcname
            """.replace("{visible}", Visible.SCHEMA);

    /** A trusted extension needs no more than CREATE on the database (manual, CREATE EXTENSION). */
    private static final String CREATABLE =
            """
            SELECT a.name, p.schema,
                   r.rolsuper OR ((v.trusted OR NOT v.superuser)
                     AND has_database_privilege(current_database(), 'CREATE')) AS allowed
              FROM pg_available_extensions a
              JOIN pg_available_extension_versions v ON v.name = a.name AND v.version = a.default_version
              JOIN pg_roles r ON r.rolname = current_user
              CROSS JOIN (SELECT coalesce((SELECT n.nspname FROM pg_namespace n WHERE n.nspname = 'public'),
                                          current_schema()) AS schema) p
             WHERE a.installed_version IS NULL AND p.schema IS NOT NULL AND a.name IN ({names})
             ORDER BY a.name
            """.replace("{names}", "'" + String.join("', '", AvailableExtension.FOR_INDEXES) + "'");

    private DefinitionsReader() {}

    static Definitions read(Query query) throws SQLException {
        var routines = FunctionReader.read(query);
        return new Definitions(
                routines.functions(),
                others(query),
                roles(query),
                tablespaces(query),
                creatable(query),
                routines.procedures());
    }

    /** All kinds by one statement, since each costs a round trip. */
    private static List<Definition> others(Query query) throws SQLException {
        var kinds = List.of(Definition.Kind.values());
        var sql = IntStream.range(0, kinds.size())
                .mapToObj(kind -> "SELECT " + kind + " AS kind, row_number() OVER () AS place, d.* FROM ("
                        + DefinitionSql.of(kinds.get(kind), query) + ") d")
                .collect(Collectors.joining(" UNION ALL ", "SELECT * FROM (", ") a ORDER BY kind, place"));
        return query.list(
                sql,
                row -> new Definition(
                        kinds.get(row.integer("kind")),
                        row.text("name"),
                        row.nameOrNull("on_schema", "on_name"),
                        row.text("sql"),
                        row.textOrNull("extname")));
    }

    private static List<DatabaseRole> roles(Query query) throws SQLException {
        var inherits = query.since(16) ? "m.inherit_option" : "r.rolinherit";
        var sets = query.since(16) ? "m.set_option" : "true";
        return query.list(
                ROLES.replace("{inherits}", inherits).replace("{sets}", sets),
                row -> new DatabaseRole(
                        row.text("rolname"),
                        row.flag("rolsuper"),
                        row.flag("rolbypassrls"),
                        row.names("member_of"),
                        row.names("inherits_from"),
                        row.names("becomes")));
    }

    private static List<Tablespace> tablespaces(Query query) throws SQLException {
        return query.list(TABLESPACES, row -> {
            var schemas = row.names("schemas");
            var names = row.names("names");
            return new Tablespace(
                    row.text("spcname"),
                    Options.of(row.names("spcoptions")),
                    row.flag("database_default"),
                    IntStream.range(0, names.size())
                            .mapToObj(i -> new QualifiedName(schemas.get(i), names.get(i)))
                            .toList());
        });
    }

    private static List<AvailableExtension> creatable(Query query) throws SQLException {
        return query.list(
                CREATABLE, row -> new AvailableExtension(row.text("name"), row.text("schema"), row.flag("allowed")));
    }
}
