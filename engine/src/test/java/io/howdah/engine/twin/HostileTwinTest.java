package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.embedded.PostgresServer;
import io.howdah.engine.Problem;
import io.howdah.engine.Servers;
import io.howdah.engine.catalog.CatalogJson;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.IndexKey;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.SavedTwin;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import io.howdah.engine.read.CatalogReader;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Twins that strangers made: whatever their files hold, nothing is run outside of the twin. */
@Tag("slow")
class HostileTwinTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A function of the server that nobody may call but a superuser would do, to be run wherever code is run. */
    private static final String HARM = "PERFORM 'harm'";

    private static final int PLACES_AT_A_TIME = 8;

    private static final List<String> STATEMENTS = List.of(
            "SELECT * FROM victims WHERE sly(1) = 1",
            "SELECT * FROM victims WHERE id = sly_inlined(3)",
            "SELECT * FROM victims WHERE n = 3 AND name = 'name 3'",
            "SELECT * FROM victims WHERE span && sly_span(3, 5)",
            "SELECT * FROM victims WHERE id === 4 AND n === 5",
            "SELECT * FROM victims WHERE pair::int = 1 AND name = sly_text('x')",
            "SELECT * FROM victims WHERE n < '7'::sly_number ORDER BY n USING <",
            "SELECT * FROM victims, sly_rows()",
            "SELECT sly_product(n) FROM victims GROUP BY name",
            "SELECT * FROM seen WHERE x = 1",
            "INSERT INTO seen VALUES (1, 2, 3)",
            "UPDATE summed SET c = 1 WHERE n = 3",
            "INSERT INTO victims (id) VALUES (3)",
            "SELECT * FROM parts WHERE at = date '2024-01-01' + sly(0)",
            "SELECT * FROM kept WHERE x = 1",
            "SELECT * FROM letters WHERE body = 'letter 3'");

    abstract static class OnAServer {

        private Path folder = Path.of("");
        private Path canary = Path.of("");
        private final List<String> broken = new ArrayList<>();

        @BeforeEach
        void a_folder_that_every_account_may_write_to() throws IOException {
            folder = Files.createTempDirectory("howdah-hostile");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
            canary = folder.resolve("canary");
        }

        @AfterEach
        void no_folder() throws IOException {
            try (var files = Files.list(folder)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }

        @Test
        void code_of_the_database_is_run_by_nobody_who_may_do_harm(Database db) throws IOException {
            assertHarmless(changed(base(db), HARM, harm()));
        }

        /** What a file says of a function decides over how it is made; what is made is its text. */
        @Test
        void code_that_is_said_to_be_harmless_does_no_harm(Database db) throws IOException {
            var tree = tree(changed(base(db), HARM, harm()));
            for (var function : tree.at("/catalog/definitions/functions")) {
                ((ObjectNode) function).put("language", "sql").put("body", "SELECT 1");
            }
            assertHarmless(tree.toString());
        }

        private void assertHarmless(String json) throws IOException {
            try (var twin = Twin.build(read(json).catalog(), TwinOptions.DEFAULT)) {
                assertThat(twin.notCarried()).as("%s", twin.notes()).isEmpty();
                use(twin);
            }
            assertThat(canary).as("run as %s", content()).doesNotExist();
        }

        @Test
        void no_text_of_a_file_can_bring_a_statement_of_its_own(Database db) throws IOException {
            var tree = tree(base(db));
            var succeeded = new ArrayList<String>();
            try (var server = PostgresServer.builder()
                    .temporary()
                    .initdbOption("--no-data-checksums")
                    .setting("autovacuum", "off")
                    .setting("max_locks_per_transaction", "1024")
                    .start()) {
                for (var places : parts(places(tree))) {
                    for (var breakout : List.of("", "'", "\"")) {
                        attempt(tree, places, breakout, server);
                        if (Files.exists(canary)) {
                            succeeded.add("one of " + places + " after " + breakout + " as "
                                    + content().strip());
                            Files.delete(canary);
                        }
                    }
                }
            }
            assertThat(succeeded).isEmpty();
            assertThat(broken).isEmpty();
        }

        @Test
        void what_was_not_run_is_named(Database db) throws IOException {
            var tree = tree(base(db));
            for (var relation : tree.at("/catalog/relations")) {
                var view = relation.at("/viewDefinition");
                if (view.isString()) {
                    var added = relation.at("/name/name").asString().equals("seen") ? "; COMMIT" : "; " + copy();
                    ((ObjectNode) relation).put("viewDefinition", view.asString() + added);
                }
            }
            try (var twin = Twin.build(read(tree.toString()).catalog(), TwinOptions.DEFAULT)) {
                assertThat(twin.notCarried())
                        .containsEntry(
                                new QualifiedName(db.schema(), "seen"),
                                "the view could not be created on the twin: its text holds the statement COMMIT, which"
                                        + " is no part of it");
                assertThat(twin.notCarried().get(new QualifiedName(db.schema(), "summed")))
                        .startsWith("the view could not be created on the twin: ")
                        .contains("COPY to or from an external program");
            }
            assertThat(canary).doesNotExist();
        }

        private void attempt(ObjectNode tree, List<String> places, String breakout, PostgresServer server)
                throws IOException {
            var copy = tree.deepCopy();
            places.forEach(place -> change(copy, place, breakout + "; COMMIT; " + copy() + "; --"));
            try {
                var saved = read(copy.toString());
                try (var twin = Twin.build(saved.catalog(), TwinOptions.DEFAULT.server(server))) {
                    twin.ask(Configuration.AS_IS, List.of(Orders.question("SELECT * FROM victims WHERE id = 3")));
                    new Binder(twin).bind(saved.workload());
                }
            } catch (Problem e) {
                if (e.kind() != Problem.Kind.INPUT) {
                    broken.add(places + " after " + breakout + ": " + e.text());
                }
            }
        }

        private String copy() {
            return "COPY (SELECT current_user || ' for ' || session_user) TO PROGRAM 'cat >> " + canary + "'";
        }

        private String harm() {
            return """
                    BEGIN PERFORM set_config('role', 'none', false); EXCEPTION WHEN OTHERS THEN NULL; END;
                    BEGIN RESET SESSION AUTHORIZATION; EXCEPTION WHEN OTHERS THEN NULL; END;
                    BEGIN EXECUTE $x$ %s $x$; EXCEPTION WHEN OTHERS THEN NULL; END;
                    BEGIN PERFORM lo_export(lo_from_bytea(0, 'x'), '%s'); EXCEPTION WHEN OTHERS THEN NULL; END""".formatted(copy(), canary);
        }

        private String content() throws IOException {
            return Files.exists(canary) ? Files.readString(canary) : "";
        }

        private static String changed(String json, String from, String to) {
            var escaped = JSON.writeValueAsString(to);
            assertThat(json).contains(from);
            return json.replace(from, escaped.substring(1, escaped.length() - 1));
        }

        private String base(Database db) {
            db.execute(script());
            db.execute("analyze");
            var role = db.createRole().name();
            db.execute("alter role \"" + role + "\" set work_mem = '64kB'");
            var catalog = CatalogReader.read(Servers.sessions(db));
            var statements = STATEMENTS.stream()
                    .map(sql -> new Statement(
                            sql,
                            sql,
                            List.of(new Statement.Sample(sql, List.of(), 1)),
                            1,
                            0,
                            null,
                            List.of(new Statement.Caller(role, 1))))
                    .toList();
            var workload = new Workload("test", null, Instant.EPOCH, statements, List.of());
            var file = folder.resolve("base.json");
            CatalogJson.write(new SavedTwin(catalog, workload, false), file);
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Nested
    @PostgresTest(major = 15)
    class On15 extends OnAServer {}

    @Nested
    @PostgresTest(major = 18)
    class On18 extends OnAServer {}

    /** All that commands do with a twin. */
    private static void use(Twin twin) {
        var questions = STATEMENTS.stream().map(Orders::question).toList();
        twin.ask(Configuration.AS_IS, questions);
        var victims = twin.catalog().relations().stream()
                .map(r -> r.name())
                .filter(n -> n.name().equals("victims"))
                .findFirst()
                .orElseThrow();
        var candidates = twin.add(List.of(
                on(victims, "sly_text(name)"),
                on(victims, "(sly(id) + n)"),
                on(victims, "(span)"),
                on(victims, "pair")));
        twin.ask(Configuration.with(Set.copyOf(candidates)), questions);
        twin.ask(Configuration.AS_IS.hiding(Set.of(new QualifiedName(victims.schema(), "by_sly"))), questions);
        twin.resize(Map.of(victims, 1e7));
        twin.ask(Configuration.AS_IS, questions);
        var statements = STATEMENTS.stream()
                .map(sql -> new Statement(sql, sql.replace("3", "$1"), List.of(), 1, 0, null))
                .toList();
        new Binder(twin).bind(new Workload("test", null, Instant.EPOCH, statements, List.of()));
        for (var structure : List.of(
                new Structure.Retyped(victims, "name", "sly_number"), new Structure.Retyped(victims, "n", "text"))) {
            try {
                twin.ask(Configuration.AS_IS.building(Set.of(structure)), questions);
            } catch (Problem e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    private static IndexDefinition on(QualifiedName table, String expression) {
        return IndexDefinition.btree(table, List.of(new IndexKey(null, expression, null, null, false, false)));
    }

    private static ObjectNode tree(String json) {
        return (ObjectNode) JSON.readTree(json);
    }

    private static SavedTwin read(String json) {
        try {
            var file = Files.createTempFile("hostile", ".json");
            try {
                Files.writeString(file, json);
                return CatalogJson.readTwin(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A pointer to the first text of each kind: places in lists and keys of maps make no difference. */
    private static List<String> places(JsonNode tree) {
        var places = new LinkedHashMap<String, String>();
        collect(tree, "", "", places);
        return List.copyOf(places.values());
    }

    /** A few at a time, far from each other, so that what one spoils is not what another needs. */
    private static List<List<String>> parts(List<String> places) {
        int parts = Math.max(1, places.size() / PLACES_AT_A_TIME);
        return IntStream.range(0, parts)
                .mapToObj(part -> IntStream.range(0, places.size())
                        .filter(i -> i % parts == part)
                        .mapToObj(places::get)
                        .toList())
                .toList();
    }

    private static void collect(JsonNode node, String pointer, String kind, Map<String, String> into) {
        if (node.isString()) {
            into.putIfAbsent(kind + start(node.asString()), pointer);
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), pointer + "/" + i, kind + "/*", into);
            }
        } else if (node.isObject()) {
            node.properties()
                    .forEach(p -> collect(p.getValue(), pointer + "/" + p.getKey(), kind + "/" + p.getKey(), into));
        }
    }

    /** Statements of different kinds stand in the same place of files. */
    private static String start(String text) {
        return text.startsWith("CREATE ")
                ? text.replaceAll("^(CREATE(?: OR REPLACE)? \\w+).*", " $1").strip()
                : "";
    }

    private static void change(ObjectNode tree, String pointer, String added) {
        int end = pointer.lastIndexOf('/');
        var parent = tree.at(pointer.substring(0, end));
        var last = pointer.substring(end + 1);
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(last), array.get(Integer.parseInt(last)).asString() + added);
        } else {
            var object = (ObjectNode) parent;
            object.put(last, Objects.requireNonNull(object.get(last)).asString() + added);
        }
    }

    private static String script() {
        try (var in = HostileTwinTest.class.getResourceAsStream("hostile.sql")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
