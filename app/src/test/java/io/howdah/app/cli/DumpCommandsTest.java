package io.howdah.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on files of pg_dump, without any server. */
class DumpCommandsTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void a_dump_of_a_shop() throws IOException {
        write("shop.sql", """
                \\restrict abc
                -- Dumped from database version 18.1
                SELECT pg_catalog.set_config('search_path', '', false);
                CREATE TABLE public.orders (
                    id integer NOT NULL,
                    customer integer NOT NULL,
                    note text
                );
                ALTER TABLE public.orders OWNER TO keeper;
                ALTER TABLE ONLY public.orders
                    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
                CREATE INDEX seldom ON public.orders USING btree (note);
                \\unrestrict abc
                """);
        write("numbers.sql", """
                SELECT * FROM pg_catalog.pg_restore_relation_stats(
                	'version', '180000'::integer,
                	'schemaname', 'public',
                	'relname', 'orders',
                	'relpages', '20000'::integer,
                	'reltuples', '1000000'::real,
                	'relallvisible', '20000'::integer,
                	'relallfrozen', '0'::integer
                );
                SELECT * FROM pg_catalog.pg_restore_attribute_stats(
                	'version', '180000'::integer,
                	'schemaname', 'public',
                	'relname', 'orders',
                	'attname', 'customer',
                	'inherited', 'f'::boolean,
                	'null_frac', '0'::real,
                	'avg_width', '4'::integer,
                	'n_distinct', '50000'::real,
                	'histogram_bounds', '{1,25000,50000}'::text,
                	'correlation', '0.01'::real
                );
                """);
        Files.createDirectories(folder.resolve("statements"));
        write("statements/of_customer.sql", "-- weight: 100\nselect * from orders where customer = 17");
    }

    @Test
    void advises_from_a_dump_and_says_nothing_of_scans_that_nobody_counted() {
        var ran = howdah("advise", "--statements", "statements");

        assertThat(ran.out()).as(ran.err()).contains("CREATE INDEX CONCURRENTLY", "(customer");
        assertThat(ran.out()).doesNotContain("never scanned");
        assertThat(ran.code()).isZero();
    }

    @Test
    void saves_a_twin_of_a_dump_that_answers_what_ifs() {
        var saved = howdah("twin", "save", "shop.json.gz", "--statements", "statements");
        var asked = Ran.howdah(folder, "what-if", "--twin", "shop.json.gz", "--index", "orders (customer)", "-q");

        assertThat(saved.code()).as(saved.err()).isZero();
        assertThat(asked.out()).as(asked.err()).contains("using <orders (customer)>");
    }

    @Test
    void tells_what_is_wrong_with_files() throws IOException {
        write("letter.sql", "Dear Sir;\nYours");
        write("custom.dump", "PGDMP\u0001\u000e");
        write("broken.sql", "CREATE TABLE a (x nonsense);\n");
        write("empty.sql", "");

        for (var wrong : new String[][] {
            {"missing.sql", "numbers.sql", "missing.sql does not exist"},
            {"letter.sql", "numbers.sql", "letter.sql is no dump of a schema"},
            {"empty.sql", "numbers.sql", "empty.sql is no dump of a schema"},
            {"custom.dump", "numbers.sql", "custom format; write it by pg_dump --format=plain"},
            {".", "numbers.sql", "is a folder"},
            {"broken.sql", "numbers.sql", "type \"nonsense\" does not exist"},
            {"shop.sql", "missing.sql", "missing.sql does not exist"},
            {"shop.sql", "shop.sql", "shop.sql holds no statistics"},
        }) {
            assertRefused(wrong[2], "advise", "--schema-file", wrong[0], "--statistics-file", wrong[1]);
        }
    }

    @Test
    void tells_what_is_wrong_with_options() {
        assertRefused("goes with --schema-file", "advise", "--statistics-file", "numbers.sql");
        assertRefused("not both", "advise", "shop", "--schema-file", "shop.sql");
        assertRefused("not both", "what-if", "--twin", "a.json", "--schema-file", "shop.sql", "--hide", "seldom");
        assertRefused("not both", "twin", "save", "a.json", "shop", "--schema-file", "shop.sql");
        assertRefused("not both", "twin", "open", "a.json", "--schema-file", "shop.sql");
        assertRefused("give a FILE", "twin", "open");
        assertRefused("give --statements DIR", "advise", "--schema-file", "shop.sql");
    }

    private void assertRefused(String why, String... arguments) {
        var ran = Ran.howdah(folder, arguments);

        assertThat(ran.err()).contains("howdah: ").contains(why).doesNotContain("\tat ");
        assertThat(ran.out()).isEmpty();
        assertThat(ran.code()).as(ran.err()).isEqualTo(2);
    }

    private Ran howdah(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--schema-file", "shop.sql", "--statistics-file", "numbers.sql", "-q"));
        return Ran.howdah(folder, all.toArray(String[]::new));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
