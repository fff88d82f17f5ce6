package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What-ifs and the commands of the twin against a server, as its users would run them. */
@PostgresTest
class TwinCommandsTest {

    private static final Pattern URI = Pattern.compile("\"uri\" : \"postgresql://(\\w+):([^@]+)@([^\"]+)\"");

    @TempDir
    private Path folder;

    @BeforeEach
    void a_shop(Database db) {
        db.execute(
                "create table orders (id int primary key, customer int not null, placed timestamptz, note text)",
                "insert into orders select g, g % 5000, now() - g * interval '6 minutes', repeat('x', 50)"
                        + " from generate_series(1, 20000) g",
                "create index by_placed on orders (placed)",
                "analyze orders");
    }

    @Test
    void asks_every_kind_of_what_if_of_a_server(Database db) throws IOException {
        var arguments = new String[] {
            "what-if",
            db.url(),
            "--statements",
            statements(db),
            "-q",
            "--rows",
            "orders=3G",
            "--index",
            "orders (customer, placed desc) include (note)",
            "--drop-index",
            "by_placed",
            "--set",
            "random_page_cost=1.1",
            "--partition",
            "\"Te st\".orders by range (placed) monthly",
            "--type",
            "orders.customer bigint",
            "--dependency",
            "orders (id => customer)",
            "--distinct",
            "orders (customer, note)",
            "--postgres",
            "18"
        };

        var text = Ran.howdah(arguments);
        var json = Ran.howdah(Stream.concat(Stream.of(arguments), Stream.of("--format", "json"))
                .toArray(String[]::new));

        assertThat(text.code()).as(text.err()).isZero();
        assertThat(text.out())
                .contains("3,000,000,000 then", "with an index on", "without \"Te st\".by_placed")
                .contains("random_page_cost = 1.1", "partitioned by range (placed) monthly", "as bigint")
                .contains("customer follows from id for 1 of the rows", "5000 different customer, note")
                .contains("the unique index", "using <")
                .contains("planned as PostgreSQL 18 does");
        assertThat(Schemas.violations("what-if.json", json.out())).isEmpty();
        assertThat(json.out()).contains("\"planned_as\" : 18");
    }

    @Test
    void binds_the_value_that_an_added_partial_index_needs_where_no_call_was_watched(Database db) throws IOException {
        db.execute(
                "create table tasks (id int primary key, status text not null, due int not null)",
                "insert into tasks select g, case when g % 100 = 0 then 'open' else 'done' end, g"
                        + " from generate_series(1, 30000) g",
                "analyze tasks");
        Files.writeString(folder.resolve("tasks.sql"), "select id, due from tasks where status = $1 and due < $2");

        var open = Ran.howdah(
                "what-if",
                db.url(),
                "--statements",
                folder.toString(),
                "-q",
                "--index",
                "tasks (due) where status = 'open'");
        var other = Ran.howdah(
                "what-if",
                db.url(),
                "--statements",
                folder.toString(),
                "-q",
                "--index",
                "tasks (due) where due > 29000");

        assertThat(open.out())
                .contains("no call of 1 statement was watched: planned with status = 'open'")
                .contains("using <");
        assertThat(other.out()).contains("the most common values, for which the condition", "it may look unused");
    }

    @Test
    void says_what_is_wrong_with_a_wish(Database db) throws IOException {
        var statements = statements(db);
        for (var wrong : new String[][] {
            {"--index", "parcels (id)", "there is no table parcels"},
            {"--index", "orders customer", "is not of the form"},
            {"--index", "orders (nothing)", "column \"nothing\" does not exist"},
            {"--hide", "by_nothing", "there is no index by_nothing"},
            {"--set", "work_men=4MB", "'work_men' is not a setting that the planner goes by"},
            {"--set", "work_mem=much", "invalid value for parameter \"work_mem\": \"much\""},
            {"--partition", "orders monthly", "is not of the form"},
            {"--partition", "orders by range (placed) hourly", "is not of the form"},
            {"--partition", "orders by range (id) every 1", "more than 1000 partitions"},
            {"--type", "orders bigint", "is not of the form"},
            {"--dependency", "orders (id) 0.5", "is not of the form"},
            {"--distinct", "orders (id) 5", "two to eight different columns"},
            {"--distinct", "orders (id, nothing) 5", "there is no column nothing"},
            {"--type", "orders.nothing bigint", "there is no column nothing"},
            {"--type", "orders.customer bigger", "there is no type 'bigger'"},
            {"--postgres", "9", "there is no PostgreSQL 9 on this machine"},
            {"--postgres", "newest", "'newest' is not a whole number"},
        }) {
            var ran = Ran.howdah("what-if", db.url(), "--statements", statements, "-q", wrong[0], wrong[1]);

            assertThat(ran.err())
                    .as(wrong[1])
                    .startsWith("howdah: ")
                    .contains(wrong[2])
                    .doesNotContain("\tat ");
            assertThat(ran.code()).as(wrong[1]).isEqualTo(2);
            assertThat(ran.out()).isEmpty();
        }
    }

    @Test
    void saves_a_twin_that_answers_without_the_server(Database db) throws IOException {
        var saved = save(db, "shop.json.gz");
        db.execute("drop table orders");

        var advice = Ran.howdah(folder, "advise", "--twin", "shop.json.gz", "-q");
        var asked =
                Ran.howdah(folder, "twin", "what-if", "--twin", "shop.json.gz", "--index", "orders (customer)", "-q");

        assertThat(saved.code()).as(saved.err()).isZero();
        assertThat(Ran.howdah(folder, "advise", "--twin", "shop.json.gz", "-q", "--at", "orders=3G")
                        .out())
                .contains("The advice below is for the size to come", "20.0 k  3.00 G");
        assertThat(advice.out()).as(advice.err()).contains("CREATE INDEX CONCURRENTLY", "(customer");
        assertThat(asked.out()).as(asked.err()).contains("using <\"Te st\".orders (customer)>");
    }

    @Test
    void opens_a_twin_for_other_clients_until_it_is_interrupted(Database db) throws Exception {
        save(db, "shop.json");
        var out = new java.io.ByteArrayOutputStream();
        var console = new Console(
                new java.io.PrintStream(out, true),
                new java.io.PrintStream(java.io.OutputStream.nullOutputStream()),
                java.io.InputStream.nullInputStream(),
                false,
                false,
                false,
                Console.USUAL_WIDTH,
                java.util.Map.of("HOME", "/nonexistent"),
                folder);
        var opened = new Thread(() -> CommandLineFace.run(console, "twin", "open", "shop.json", "--format", "json"));
        opened.start();
        try {
            var uri = URI.matcher("");
            for (int i = 0;
                    i < 600 && !uri.reset(out.toString(StandardCharsets.UTF_8)).find();
                    i++) {
                Thread.sleep(50);
            }
            assertThat(plan(uri.group(3), uri.group(1), uri.group(2))).contains("by_placed");
        } finally {
            opened.interrupt();
            opened.join(20_000);
        }
        assertThat(opened.isAlive()).isFalse();
    }

    private static String plan(String place, String user, String password) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:postgresql://" + place, user, password);
                var session = connection.createStatement();
                var rows = session.executeQuery("explain select * from \"Te st\".orders order by placed limit 5")) {
            var text = new StringBuilder();
            while (rows.next()) {
                text.append(rows.getString(1)).append('\n');
            }
            return text.toString();
        }
    }

    @Test
    void checks_that_plans_are_the_servers_own(Database db) throws IOException {
        var statements = statements(db);

        var text = Ran.howdah("twin", "check", db.url(), "--statements", statements, "-q", "--fail-on", "100");
        var json = Ran.howdah("twin", "check", db.url(), "--statements", statements, "-q", "--format", "json");

        assertThat(text.out()).as(text.err()).contains("node for node: 100 % (2 of 2 statements)");
        assertThat(text.code()).isZero();
        assertThat(Schemas.violations("twin-check.json", json.out())).isEmpty();
    }

    @Test
    void fails_where_nothing_could_be_compared(Database db) throws IOException {
        Files.writeString(folder.resolve("gone.sql"), "select * from gone");

        var ran = Ran.howdah("twin", "check", db.url(), "--statements", folder.toString(), "-q", "--fail-on", "1");

        assertThat(ran.code()).as(ran.out()).isEqualTo(1);
        assertThat(ran.out()).contains("no statement was there to compare", "relation \"gone\" does not exist");
    }

    @Test
    void names_the_statement_that_a_saved_twin_no_longer_plans_alike_and_why(Database db) throws IOException {
        save(db, "shop.json");
        db.execute("create index by_customer on orders (customer)");

        var ran = Ran.howdah(folder, "twin", "check", db.url(), "--saved", "shop.json", "-q", "--fail-on", "100");

        assertThat(ran.out())
                .contains("(1 of 2 statements)", "where customer = ?", "server  Bitmap Heap Scan", "twin    Seq Scan")
                .contains("has other indexes than when the twin was read");
        assertThat(ran.code()).isEqualTo(1);
    }

    @Test
    void refuses_files_that_are_no_twins() throws IOException {
        Files.writeString(folder.resolve("letter.txt"), "Dear Sir");
        Files.writeString(folder.resolve("new.json"), "{\"howdah\": \"twin\", \"format\": 99}");
        Files.writeString(folder.resolve("other.json"), "{\"howdah\": \"workload\", \"format\": 1}");
        Files.write(folder.resolve("cut.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});

        for (var wrong : new String[][] {
            {"letter.txt", "is not a twin that Howdah saved"},
            {"new.json", "was written by a newer version of Howdah, in format 99"},
            {"other.json", "is not a twin that Howdah saved"},
            {"cut.gz", "cut.gz"},
            {".", "is a folder"}
        }) {
            var ran = Ran.howdah(folder, "twin", "open", wrong[0]);

            assertThat(ran.err()).startsWith("howdah: ").contains(wrong[1]).doesNotContain("\tat ");
            assertThat(ran.code()).isEqualTo(2);
        }
    }

    private Ran save(Database db, String file) throws IOException {
        return Ran.howdah(folder, "twin", "save", file, db.url(), "--statements", statements(db), "-q");
    }

    /** A folder with two statements; the name of the schema needs quoting. */
    private String statements(Database db) throws IOException {
        var statements = Files.createDirectories(folder.resolve("statements"));
        Files.writeString(
                statements.resolve("of_customer.sql"),
                "-- weight: 100\nselect * from orders where customer = 17 order by placed desc");
        Files.writeString(
                statements.resolve("recent.sql"),
                "select * from \"" + db.schema() + "\".orders order by placed desc limit 5;\n");
        return statements.toString();
    }
}
