package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.Servers;
import io.howdah.engine.catalog.PlanJson;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.read.CatalogReader;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Statements of several roles on tables with policies. */
@PostgresTest(major = 18)
class RowSecurityTest {

    private static final List<String> STATEMENTS = List.of(
            "SELECT * FROM letters WHERE sent > '2024-06-01'",
            "SELECT count(*) FROM letters",
            "SELECT * FROM letters WHERE id = 77",
            "SELECT * FROM letters WHERE body LIKE 'letter 1%'",
            "SELECT * FROM offices o JOIN letters l ON l.tenant = o.tenant WHERE o.name = 'office 3'",
            "SELECT * FROM public_letters WHERE tenant = 9",
            "SELECT * FROM own_letters WHERE id < 50",
            "UPDATE letters SET body = 'x' WHERE id = 5",
            "INSERT INTO letters (id, tenant, sent, body) VALUES (0, 4, now(), 'x')");

    /** The reader sees one tenant's letters that are not secret, the auditor all, the owner what he may as well. */
    private static void letters(Database db, String reader, String auditor, String auditors, String owner) {
        db.execute(
                "create table letters (id int primary key, tenant int not null, secret boolean, sent timestamptz, body text)",
                "create table offices (tenant int primary key, name text)",
                """
                insert into letters select i, i % 60, i % 5 = 0, '2024-01-01'::timestamptz + i * interval '1 hour', 'letter ' || i
                from generate_series(1, 8000) i""",
                "insert into offices select i, 'office ' || i from generate_series(0, 59) i",
                "create index by_tenant on letters (tenant, sent)",
                "create function the_tenant() returns int language sql stable as $$ select current_setting('app.tenant', true)::int $$",
                "create policy of_tenant on letters for all to public using (tenant = the_tenant()) with check (tenant < 100)",
                "create policy no_secrets on letters as restrictive for select to " + reader + " using (not secret)",
                "create policy audit on letters for select to " + auditors + " using (true)",
                "alter table letters enable row level security",
                "create view public_letters with (security_barrier) as select * from letters where not secret",
                "create view own_letters with (security_invoker) as select id, body from letters",
                "grant " + auditors + " to " + auditor,
                "alter role " + auditor + " set work_mem = '64kB'",
                "alter table letters owner to " + owner,
                "alter table letters force row level security",
                "grant usage, create on schema \"Te st\" to public",
                "grant all on all tables in schema \"Te st\" to public",
                "vacuum analyze");
    }

    @Test
    void plans_as_the_role_that_asks(Database db) throws SQLException {
        var reader = quoted(db.createRole().name());
        var auditor = quoted(db.createRole().name());
        var auditors = quoted(db.createRole().name());
        var owner = quoted(db.createRole().name());
        letters(db, reader, auditor, auditors, owner);

        try (var twin = Twin.build(CatalogReader.read(Servers.sessions(db)), TwinOptions.DEFAULT);
                var session = db.connection()) {
            var softly = new SoftAssertions();
            softly.assertThat(twin.notCarried()).isEmpty();
            softly.assertThat(twin.notes()).hasSize(1);
            var tenant = tenant(twin);
            for (var role : List.of(reader, auditor, owner)) {
                try (var statement = session.createStatement()) {
                    statement.execute("set role " + role + "; set app.tenant = '" + tenant + "'; set work_mem = "
                            + (role.equals(auditor) ? "'64kB'" : "default"));
                    for (var sql : STATEMENTS) {
                        var answer = Likeness.answer(twin, sql, role.substring(1, role.length() - 1));
                        try (var rows = statement.executeQuery("explain (format json, verbose) " + sql)) {
                            rows.next();
                            Likeness.check(softly, role + ": " + sql, PlanJson.read(rows.getString(1)), answer, 1e-3);
                        }
                    }
                    statement.execute("reset role");
                }
            }
            softly.assertAll();
        }
    }

    @Test
    void makes_questions_of_the_roles_that_ran_a_statement(Database db) {
        var reader = quoted(db.createRole().name());
        var auditor = quoted(db.createRole().name());
        letters(
                db,
                reader,
                auditor,
                quoted(db.createRole().name()),
                quoted(db.createRole().name()));

        try (var twin = Twin.build(CatalogReader.read(Servers.sessions(db)), TwinOptions.DEFAULT)) {
            var byReader = new Statement.Caller(reader.replace("\"", ""), 30);
            var byAuditor = new Statement.Caller(auditor.replace("\"", ""), 10);
            var bound = bind(twin, List.of(byReader, byAuditor));

            assertThat(bound.unplannable()).isEmpty();
            assertThat(share(bound, byReader)).isBetween(0.74, 0.76);
            assertThat(share(bound, byAuditor)).isBetween(0.24, 0.26);
            assertThat(bind(twin, List.of()).unplannable())
                    .extracting(Unplannable::reason)
                    .containsExactly(
                            "\"Te st\".letters has row-level security, and it is not known which role runs the statement");
        }
    }

    private static Bound bind(Twin twin, List<Statement.Caller> callers) {
        var statement = new Statement("1", "SELECT * FROM letters WHERE sent > $1", List.of(), 40, 0, null, callers);
        return new Binder(twin).bind(new Workload("test", null, Instant.EPOCH, List.of(statement), List.of()));
    }

    private static double share(Bound bound, Statement.Caller caller) {
        return bound.questions().stream()
                .filter(q -> caller.role().equals(q.role()))
                .mapToDouble(Question::share)
                .sum();
    }

    /** The value that the twin plans with. */
    private static String tenant(Twin twin) {
        var note = twin.notes().get(0);
        assertThat(note).startsWith("the parameter app.tenant is set by applications; the twin plans with '");
        return note.replaceAll(".* '|'$", "");
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
