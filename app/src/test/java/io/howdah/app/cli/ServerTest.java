package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a server, as its users would run them. */
@PostgresTest
class ServerTest {

    private static final Pattern ID = Pattern.compile("\\bmi-[0-9a-f]{5}\\b");

    @TempDir
    private Path folder;

    @BeforeEach
    void a_shop(Database db) {
        db.execute(
                "create table orders (id int primary key, customer int not null, placed timestamptz, note text)",
                "insert into orders select g, g % 5000, now() - g * interval '1 minute', repeat('x', 50)"
                        + " from generate_series(1, 60000) g",
                "create index by_placed on orders (placed)",
                "create index by_placed_again on orders (placed)",
                "analyze orders");
    }

    @Test
    void advises_from_files_and_changes_nothing(Database db) throws IOException {
        var reader =
                db.createRole("pg_monitor", "usage on schema \"Te st\"", "select on all tables in schema \"Te st\"");
        db.execute("alter role \"" + reader.name() + "\" set default_transaction_read_only = on");
        var before = everything(db);

        var ran = Ran.howdah("advise", db.url(reader), "--statements", statements(db));

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("CREATE INDEX CONCURRENTLY", "(customer, placed DESC)", "[estimated]", "undo: ");
        assertThat(ran.out()).doesNotContain("…\nread the").doesNotContain("\u001B[");
        assertThat(ran.err()).contains("build the planner's twin");
        assertThat(everything(db)).isEqualTo(before);
    }

    @Test
    void answers_in_json_that_keeps_its_promise(Database db) throws IOException {
        var ran = Ran.howdah("advise", db.url(), "--statements", statements(db), "--format", "json", "--quiet");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(Schemas.violations("advise.json", ran.out())).isEmpty();
        assertThat(ran.out()).contains("\"create_index\"").contains("\"drop_index\"");
    }

    @Test
    void fails_on_a_severity_when_asked_to(Database db) throws IOException {
        var statements = statements(db);

        assertThat(Ran.howdah("advise", db.url(), "--statements", statements, "-q", "--fail-on", "notice")
                        .code())
                .isEqualTo(1);
        assertThat(Ran.howdah("advise", db.url(), "--statements", statements, "-q", "--fail-on", "critical")
                        .code())
                .isZero();
    }

    @Test
    void applies_what_advise_wrote_and_takes_it_back(Database db) throws IOException {
        var advice = Ran.howdah("advise", db.url(), "--statements", statements(db), "--format", "json", "-q");
        Files.writeString(folder.resolve("advice.json"), advice.out());
        var before = db.column("select indexname from pg_indexes where schemaname = 'Te st' order by 1");

        var applied = Ran.howdah(folder, "apply", db.url(), "--from", "advice.json", "--yes", "--format", "json");
        var after = db.column("select indexname from pg_indexes where schemaname = 'Te st' order by 1");
        var undone = Ran.howdah("undo", db.url(), "--yes", "--format", "json");

        assertThat(applied.code()).as(applied.err()).isZero();
        assertThat(Schemas.violations("applications.json", applied.out())).isEmpty();
        assertThat(after).isNotEqualTo(before);
        assertThat(undone.code()).as(undone.err()).isZero();
        assertThat(Schemas.violations("applications.json", undone.out())).isEmpty();
        assertThat(db.column("select indexname from pg_indexes where schemaname = 'Te st' order by 1"))
                .isEqualTo(before);
        db.execute("drop schema howdah cascade");
    }

    @Test
    void applies_only_the_advice_that_is_named(Database db) throws IOException {
        var statements = statements(db);
        var matcher = ID.matcher(
                Ran.howdah("advise", db.url(), "--statements", statements, "-q").out());
        assertThat(matcher.find()).isTrue();

        var ran = Ran.atTerminal("y\n", "apply", db.url(), matcher.group(), "--statements", statements, "-q");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err()).contains("Apply it? [y/N]");
        assertThat(db.column("select indexname from pg_indexes where schemaname = 'Te st'"))
                .contains("by_placed", "by_placed_again")
                .hasSize(4);
        db.execute("drop schema howdah cascade");
    }

    @Test
    void changes_nothing_without_consent(Database db) throws IOException {
        var before = everything(db);

        var declined = Ran.atTerminal("n\n", "apply", db.url(), "--statements", statements(db), "-q");
        var silent = Ran.howdah("apply", db.url(), "--statements", statements(db), "-q");

        assertThat(declined.code()).isZero();
        assertThat(silent.code()).isEqualTo(2);
        assertThat(silent.err()).contains("give --yes");
        assertThat(everything(db)).isEqualTo(before);
    }

    @Test
    void prints_a_script_instead_of_applying(Database db) throws IOException {
        var before = everything(db);

        var ran = Ran.howdah("apply", db.url(), "--statements", statements(db), "--print-sql", "-q");

        assertThat(ran.out())
                .contains("-- Proposed by howdah", "CREATE INDEX CONCURRENTLY", "-- To take all of it back");
        assertThat(everything(db)).isEqualTo(before);
    }

    @Test
    void shows_plans_at_other_sizes(Database db) throws IOException {
        var arguments = new String[] {"what-if", db.url(), "--rows", "orders=3G", "--statements", statements(db), "-q"};

        var text = Ran.howdah(arguments);
        var json = Ran.howdah(append(arguments, "--format", "json"));

        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out()).contains("3,000,000,000 then", "Seq Scan");
        assertThat(Schemas.violations("what-if.json", json.out())).isEmpty();
    }

    @Test
    void names_the_table_that_is_not_there(Database db) {
        var ran = Ran.howdah("what-if", db.url(), "--rows", "parcels=3G", "-q");

        assertThat(ran.err()).contains("there is no table parcels");
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void inspects_risks_first_and_saves_the_catalog(Database db) {
        var file = folder.resolve("catalog.json");

        var text = Ran.howdah("inspect", db.url(), "--save", file.toString());
        var json = Ran.howdah("inspect", db.url(), "--format", "json", "-q");

        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out()).startsWith("Health of ").contains("Largest tables", "orders");
        assertThat(text.out().lines()).allMatch(line -> line.length() <= 100);
        assertThat(file).isNotEmptyFile();
        assertThat(Schemas.violations("inspect.json", json.out())).isEmpty();
    }

    @Test
    void names_the_file_with_a_mistake(Database db) throws IOException {
        Files.writeString(folder.resolve("orders.sql"), "select from where");

        var ran = Ran.howdah("advise", db.url(), "--statements", folder.toString(), "-q");

        assertThat(ran.err()).startsWith("howdah: " + folder.resolve("orders.sql") + ": syntax error");
        assertThat(ran.out()).isEmpty();
        assertThat(ran.code()).isEqualTo(2);
    }

    @Test
    void tells_who_cannot_connect_why(Database db) {
        var role = db.createRole();
        var wrong = db.url(new Role(role.name(), "guessed"));

        assertRefused(Ran.howdah("advise", wrong, "-q"), "password");
        assertRefused(
                Ran.howdah("advise", db.url(role).replaceFirst("[^/]*$", "nosuch"), "-q"), "\"nosuch\" does not exist");
    }

    @Test
    void tells_who_may_not_change_the_tables_what_is_missing(Database db) throws IOException {
        var reader =
                db.createRole("pg_monitor", "usage on schema \"Te st\"", "select on all tables in schema \"Te st\"");

        var ran = Ran.howdah("apply", db.url(reader), "--statements", statements(db), "--yes", "-q");

        assertRefused(ran, "owner");
    }

    private static void assertRefused(Ran ran, String why) {
        assertThat(ran.err()).startsWith("howdah: ").contains(why).doesNotContain("\tat ");
        assertThat(ran.out()).isEmpty();
        assertThat(ran.code()).isEqualTo(3);
    }

    /** A folder with two statements; the name of the schema needs quoting. */
    private String statements(Database db) throws IOException {
        var statements = Files.createDirectories(folder.resolve("statements"));
        var table = "\"" + db.schema() + "\".orders";
        Files.writeString(
                statements.resolve("of_customer.sql"),
                "-- weight: 100\nselect * from " + table + " where customer = 17 order by placed desc");
        Files.writeString(
                statements.resolve("recent.sql"), "select * from " + table + " order by placed desc limit 5;\n");
        return statements.toString();
    }

    /** The definitions of all that is in the database and how often it was written. */
    private static String everything(Database db) {
        return String.join("\n", db.column("""
                select t from (
                  select c.relname || ' ' || c.relkind || ' ' || c.relfilenode || ' ' || coalesce(c.relacl::text, '') as t
                    from pg_class c join pg_namespace n on n.oid = c.relnamespace
                   where n.nspname not like 'pg_temp%' and n.nspname not like 'pg_toast_temp%' and n.nspname <> 'pg_catalog'
                  union all select 'schema ' || nspname from pg_namespace where nspname not like 'pg_%temp_%'
                  union all select 'function ' || p.oid::regprocedure from pg_proc p where p.oid > 16384
                  union all select 'role ' || rolname from pg_roles
                  union all select 'setting ' || setdatabase || setrole || setconfig::text from pg_db_role_setting) x
                 order by t
                """));
    }

    private static String[] append(String[] first, String... more) {
        var all = java.util.Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }
}
