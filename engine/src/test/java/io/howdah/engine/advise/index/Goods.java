package io.howdah.engine.advise.index;

import io.howdah.embedded.PostgresServer;
import io.howdah.engine.Servers;
import io.howdah.engine.advise.Advisory;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Plan;
import io.howdah.engine.catalog.PlanJson;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.change.CreateIndex;
import io.howdah.engine.read.CatalogReader;
import io.howdah.engine.twin.Question;
import io.howdah.engine.twin.Twin;
import io.howdah.engine.twin.TwinOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A real database with columns of many types on a PostgreSQL 18, and its twin; loaded once for all tests of kinds of index. */
final class Goods {

    private static @Nullable Goods loaded;

    private final PostgresServer server;
    private final Catalog catalog;
    private final Twin twin;

    private Goods() {
        server = PostgresServer.builder()
                .temporary()
                .setting("fsync", "off")
                .setting("autovacuum", "off")
                .start();
        execute(script());
        catalog = CatalogReader.read(Servers.sessions(url()));
        twin = Twin.build(catalog, TwinOptions.DEFAULT);
    }

    static synchronized Goods loaded() {
        if (loaded == null) {
            loaded = new Goods();
        }
        return loaded;
    }

    private static String script() {
        try (var in = Goods.class.getResourceAsStream("goods.sql")) {
            if (in == null) {
                throw new IllegalStateException("no goods.sql");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String url() {
        return "postgresql://%s:%s@%s:%d/postgres"
                .formatted(server.user(), server.password(), server.host(), server.port());
    }

    Advisory advise(String... statements) {
        var questions = new ArrayList<Question>();
        for (String sql : statements) {
            questions.add(question(sql, sql));
        }
        return advise(questions);
    }

    Advisory advise(List<Question> questions) {
        return IndexAdviser.advise(
                catalog,
                twin,
                questions,
                List.of(),
                IndexOptions.forDatabase(catalog).withWholeWorkload(true));
    }

    static Question question(String text, String withValues) {
        return new Question(new Statement(text, text, List.of(), 50, 0, null), withValues, 1, false);
    }

    /** What would be created, without the schema. */
    List<String> created(String... statements) {
        return created(advise(statements));
    }

    static List<String> created(Advisory advisory) {
        return advisory.advice().stream()
                .flatMap(a -> a.changes().stream())
                .filter(CreateIndex.class::isInstance)
                .map(c -> ((CreateIndex) c).definition().toString().replace("public.", ""))
                .toList();
    }

    /** What running a statement took. */
    record Run(double cost, double blocks, long indexBytes, Plan plan) {}

    /** The statement run for real, with these indexes and no others. */
    Run run(String sql, List<String> indexes) {
        try (var connection = session();
                var session = connection.createStatement()) {
            session.execute("begin");
            for (int i = 0; i < indexes.size(); i++) {
                session.execute("create index built_%d on %s".formatted(i, indexes.get(i)));
            }
            if (indexes.stream().anyMatch(i -> i.contains("(("))) {
                session.execute("analyze");
            }
            long bytes;
            try (var rows = session.executeQuery(
                    "select coalesce(sum(pg_relation_size(oid)), 0) from pg_class where relname like 'built\\_%'")) {
                rows.next();
                bytes = rows.getLong(1);
            }
            try (var rows = session.executeQuery("explain (analyze, buffers, format json, verbose) " + sql)) {
                rows.next();
                var json = rows.getString(1);
                return new Run(PlanJson.read(json).cost(), blocks(json), bytes, PlanJson.read(json));
            } finally {
                session.execute("rollback");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + "\nin: " + sql, e);
        }
    }

    /** Blocks hit and read by the whole plan: the first of each kind in the text are the topmost node's. */
    private static double blocks(String json) {
        double sum = 0;
        for (String kind : List.of("Shared Hit Blocks", "Shared Read Blocks")) {
            var found = Pattern.compile("\"" + kind + "\": (\\d+)").matcher(json);
            sum += found.find() ? Double.parseDouble(found.group(1)) : 0;
        }
        return sum;
    }

    private Connection session() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password());
    }

    private void execute(String sql) {
        try (var connection = session();
                var session = connection.createStatement()) {
            for (String statement : sql.split(";\n", -1)) {
                if (!statement.isBlank()) {
                    session.execute(statement);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + "\nin: " + sql, e);
        }
    }

    Map<String, String> refused() {
        var refused = new TreeMap<String, String>();
        twin.refused().forEach((definition, reason) -> refused.put(definition.toString(), reason));
        return refused;
    }
}
