package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.Role;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tenants, from the first look to rows that are kept apart. */
@PostgresTest
class SecureCommandTest {

    private Role app = new Role("", "");

    @BeforeEach
    void a_shop_with_tenants(Database db) {
        db.execute(
                "create table users (id int primary key, tenant_id int not null, email text unique)",
                "create table orders (id int primary key, tenant_id int, user_id int references users)",
                "create index on orders (lower(id::text))",
                "insert into users select g, g % 3, 'e' || g from generate_series(1, 300) g",
                "insert into orders select g, g % 3, g from generate_series(1, 300) g");
        app = db.createRole(
                "usage on schema \"Te st\"",
                "select, insert, update, delete on all tables in schema \"Te st\"",
                "truncate on users");
    }

    @AfterEach
    void no_journal(Database db) {
        db.execute("drop table if exists orders, users cascade", "drop schema if exists howdah cascade");
    }

    @Test
    void reports_what_stands_in_the_way(Database db) {
        var ran = Ran.howdah("secure", "report", db.url());

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out().replaceAll("\\s+", " "))
                .contains(
                        "Tenants are neither kept apart nor observed on any table.",
                        "Foreign key orders_user_id_fkey of \"Te st\".orders can point to a row of another tenant in \"Te st\".users",
                        "Unique index users_email_key of \"Te st\".users tells one tenant that another has a value",
                        "Index orders_lower_idx of \"Te st\".orders serves some conditions no more",
                        "may TRUNCATE \"Te st\".users",
                        "Column tenant_id of \"Te st\".orders may be null")
                .doesNotContain("Index users_pkey", "Index users_email_key of \"Te st\".users serves");
    }

    @Test
    void observes_and_then_enforces(Database db) throws SQLException {
        var observed = Ran.howdah("secure", "observe", db.url(), "--yes");
        assertThat(observed.code()).as(observed.err()).isZero();
        assertThat(observed.out()).contains("howdah secure report", "howdah undo … 1 takes this back");
        assertThat(seen(db, "")).isEqualTo(300);
        db.query("select pg_sleep(1.2)");
        assertThat(Ran.howdah("secure", "report", db.url()).out().replaceAll("\\s+", " "))
                .contains("observed \"Te st\".users by tenant_id: 1 occasion at which somebody would have met");

        var enforced = Ran.howdah("secure", "enforce", db.url(), "--role", app.name(), "--yes");
        assertThat(enforced.code()).as(enforced.err()).isZero();
        assertThat(seen(db, "")).isZero();
        assertThat(seen(db, "1")).isEqualTo(100);

        var report = Ran.howdah("secure", "report", db.url(), "--format", "json");
        assertThat(Schemas.violations("secure.json", report.out())).isEmpty();
        assertThat(report.out().split("\"stage\" : \"enforce\"", -1))
                .as(report.out())
                .hasSize(3);

        assertThat(Ran.howdah("undo", db.url(), "--all", "--yes").code()).isZero();
        assertThat(seen(db, "")).isEqualTo(300);
    }

    private long seen(Database db, String tenant) throws SQLException {
        try (var session = db.connect(app);
                var statement = session.createStatement()) {
            statement.execute("set app.tenant = '" + tenant + "'");
            try (var rows = statement.executeQuery("select count(*) from \"Te st\".users")) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    @Test
    void asks_first_and_prints_its_plan(Database db) {
        var declined = Ran.atTerminal("n\n", "secure", "enforce", db.url(), "--table", "users");
        assertThat(declined.code()).isZero();
        assertThat(declined.err())
                .contains(
                        "create index users_tenant_id_idx",
                        "keep tenants apart on",
                        "sees no rows",
                        "Nothing was changed");
        assertThat(db.number("select count(*) from pg_policy")).isZero();

        var planned = Ran.howdah("secure", "enforce", db.url(), "--print-plan", "--format", "json");
        assertThat(Schemas.violations("plan.json", planned.out())).isEmpty();
        assertThat(planned.out()).contains("AS RESTRICTIVE", "FORCE ROW LEVEL SECURITY");
    }

    @Test
    void says_what_is_missing(Database db) {
        assertThat(Ran.howdah("secure", "enforce", db.url(), "--column", "nothing")
                        .err())
                .contains("no table has a column nothing");
        assertThat(Ran.howdah("secure", "enforce", db.url(), "--table", "nothing")
                        .err())
                .contains("there is no table nothing");
    }
}
