package io.howdah.engine.twin;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.AvailableExtension;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Extension;
import io.howdah.engine.catalog.Index;
import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The planner twin: an embedded PostgreSQL with the schema, the statistics and the sizes of a database, but no rows.
 *
 * <p>It plans as the original does because the planner asks four things, and finds the same answers here: the definitions in
 * the catalogs, the statistics in {@code pg_statistic}, the number of blocks of each relation's file (extended sparsely), and
 * the height of each B-tree (written into its pages). Several threads may ask at the same time; changes of the twin wait for
 * them and they for those.
 */
public final class Twin implements WhatIf {

    private final TwinServer server;
    private final Catalog catalog;
    private final Sizes sizes;
    private final Askers askers;
    private final String widePath;
    private final Planners planners;
    private final Candidates candidates;
    private final NotCarried notCarried;
    private final IndexTree tree;
    private final List<String> notes;
    private final Variants variants;
    private final Set<QualifiedName> indexes;
    private final Set<Map<String, String>> accepted = ConcurrentHashMap.newKeySet();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private Twin(TwinServer server, Built built, TwinOptions options) {
        int sessions = options.sessions();
        var samples = options.samples();
        this.server = server;
        this.catalog = built.catalog();
        this.sizes = built.sizes();
        this.askers = new Askers(catalog, server.superuser());
        this.widePath = SearchPath.wide(catalog);
        this.planners = new Planners(server, sessions, widePath, askers);
        this.candidates = new Candidates(catalog, sizes, planners, samples);
        this.notCarried = built.notCarried();
        this.notes = built.notes();
        this.tree = built.tree();
        this.indexes = catalog.indexes().stream().map(Index::name).collect(Collectors.toUnmodifiableSet());
        this.variants = new Variants(
                structures -> build(catalog, new TwinOptions(server.server(), sessions, null, samples), structures));
    }

    private record Built(Catalog catalog, Sizes sizes, IndexTree tree, NotCarried notCarried, List<String> notes) {}

    /** Builds the twin of the database that the catalog describes. */
    public static Twin build(Catalog catalog, TwinOptions options) {
        TwinLimits.check(catalog);
        return build(catalog, options, Set.of());
    }

    private static Twin build(Catalog catalog, TwinOptions options, Set<Structure> structures) {
        var remodelled = new Remodelled(catalog, structures);
        var server = TwinServer.open(options, catalog);
        try {
            var files = new SparseFiles(server.dataDirectory());
            files.check();
            return new Twin(server, fill(server, remodelled, files), options);
        } catch (SQLException e) {
            server.close();
            throw Errors.broken(e);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static Built fill(TwinServer server, Remodelled remodelled, SparseFiles files) throws SQLException {
        var tablespaces = new TablespaceWriter(remodelled.catalog(), server.database());
        var builder = new SchemaBuilder(remodelled.catalog(), tablespaces, server.superuser());
        try (var sessions = TwinSessions.open(server)) {
            var superuser = sessions.superuser();
            for (var creation : tablespaces.creations()) {
                superuser.execute("SET allow_in_place_tablespaces = on");
                superuser.execute(creation);
            }
            prepare(sessions, server.major());
            builder.build(sessions);
            var catalog = retyped(remodelled, sessions.owner());
            var notes = new ArrayList<>(remodelled.notes());
            notes.addAll(server.notes());
            notes.addAll(builder.notes());
            superuser.execute("BEGIN");
            notes.addAll(set(superuser, catalog, server, tablespaces));
            notes.addAll(
                    restoreStatistics(superuser, catalog, builder.notCarried().reasons()));
            superuser.execute("COMMIT");
            notes.addAll(ExtendedStatisticsWriter.write(
                    sessions, catalog, builder.notCarried().reasons().keySet()));
            var tree = new IndexTree();
            tree.read(superuser);
            return new Built(catalog, sizes(superuser, catalog, files), tree, builder.notCarried(), List.copyOf(notes));
        }
    }

    /** What is the tool's own on a twin is in schemas of its own. */
    private static void prepare(TwinSessions sessions, int major) throws SQLException {
        var superuser = sessions.superuser();
        superuser.execute("CREATE SCHEMA howdah_twin; GRANT USAGE ON SCHEMA howdah_twin TO " + TwinServer.OWNER
                + "; CREATE SCHEMA " + ExtendedStatisticsWriter.SCHEMA + " AUTHORIZATION " + TwinServer.OWNER);
        VisibleIndexes.prepare(superuser);
        Buffers.prepare(superuser, major);
    }

    private static Catalog retyped(Remodelled remodelled, Statement owner) throws SQLException {
        owner.execute("BEGIN");
        var catalog = remodelled.retype(owner.getConnection(), owner);
        owner.execute("COMMIT");
        return catalog;
    }

    /** The settings with which the sessions that plan begin. */
    private static List<String> set(
            Statement superuser, Catalog catalog, TwinServer server, TablespaceWriter tablespaces) throws SQLException {
        var parameters = new SessionParameters(catalog);
        var settings = new ArrayList<>(PlannerSettings.of(catalog, server.database(), tablespaces.defaults()));
        settings.addAll(parameters.statements(server.database()));
        var notes = new ArrayList<>(parameters.notes());
        Batch.WITHIN.run(
                superuser,
                settings,
                Ddl::sql,
                (ddl, message) -> notes.add(ddl.what() + " is not on the twin: " + message));
        return notes;
    }

    private static List<String> restoreStatistics(
            Statement session, Catalog catalog, Map<QualifiedName, String> notCarried) throws SQLException {
        var calls = catalog.relations().stream()
                .filter(r -> !notCarried.containsKey(r.name()))
                .flatMap(r -> StatisticsWriter.attributes(r).stream())
                .toList();
        return StatisticsRestorer.restore(session, calls).stream()
                .map(what -> "statistics of " + what + " were not taken over")
                .toList();
    }

    private static Sizes sizes(Statement session, Catalog catalog, SparseFiles files) throws SQLException {
        var sizes = new Sizes(files);
        sizes.take(catalog, Stored.all(session));
        sizes.write(session, sizes.all());
        return sizes;
    }

    /** Relations that the twin does not have, with the reason; statements that read them are not planned. */
    public Map<QualifiedName, String> notCarried() {
        return notCarried.reasons();
    }

    /** The server's message, or the reason why the twin does not have the relation that it misses. */
    String explained(String message) {
        return notCarried.explain(message);
    }

    /** What else is missing on the twin, for people to read. */
    public List<String> notes() {
        return notes;
    }

    /** What was otherwise than wished for when tables were built so, for people to read. */
    public List<String> notes(Set<Structure> structures) {
        return structures.isEmpty()
                ? List.of()
                : variants.of(structures).notes().stream()
                        .filter(note -> !notes.contains(note))
                        .toList();
    }

    /** Definitions that {@link #add} left out, with what the server said. */
    public Map<IndexDefinition, String> refused() {
        return candidates.refused();
    }

    @Override
    public List<Candidate> add(List<IndexDefinition> definitions) {
        lock.writeLock().lock();
        try (var sessions = TwinSessions.open(server)) {
            return candidates.add(sessions, definitions);
        } catch (SQLException e) {
            throw Errors.broken(e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public boolean extend(AvailableExtension extension) {
        if (!Extension.isKnown(extension.name())) {
            return false;
        }
        lock.writeLock().lock();
        try (var connection = server.asSuperuser();
                var session = connection.createStatement()) {
            session.execute("CREATE EXTENSION IF NOT EXISTS " + Name.quoted(extension.name()) + " SCHEMA "
                    + Name.quoted(extension.schema()));
            return true;
        } catch (SQLException e) {
            return false;
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public List<Answer> ask(Configuration configuration, List<Question> questions) {
        if (!configuration.structures().isEmpty()) {
            return variants.ask(configuration, questions);
        }
        accept(configuration.settings());
        lock.readLock().lock();
        try {
            var hidden = configuration.hidden().stream().flatMap(this::oid).toList();
            var state =
                    new Conditions(candidates.oids(configuration.added()), tree.with(hidden), configuration.settings());
            var answers = planners.ask(state, questions);
            return answers.stream()
                    .map(candidates::renamed)
                    .map(notCarried::explain)
                    .toList();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Settings are tried once: what the server refuses is the asker's mistake. */
    private void accept(Map<String, String> settings) {
        if (settings.isEmpty() || accepted.contains(settings)) {
            return;
        }
        settings.keySet().forEach(PlannerSettings::mustDecide);
        try {
            planners.with(session -> session.tryOut(settings));
        } catch (SQLException e) {
            throw new Problem(Problem.Kind.INPUT, Errors.message(e), e);
        }
        accepted.add(settings);
    }

    /** Of an index that is not on the twin because its table is not, or because it is invalid, there is nothing to hide. */
    private Stream<Long> oid(QualifiedName index) {
        if (!indexes.contains(index)) {
            throw Problem.input("there is no index " + index + " that could be hidden");
        }
        return sizes.stored(index).map(Stored::oid).stream();
    }

    @Override
    public IndexDefinition qualified(Candidate candidate) {
        return candidates.qualified(candidate);
    }

    @Override
    public void resize(Map<QualifiedName, Double> rows) {
        lock.writeLock().lock();
        try (var connection = server.asSuperuser();
                var session = connection.createStatement()) {
            new Resizer(catalog, sizes).resize(session, rows);
            planners.replace();
            variants.resize(rows);
        } catch (SQLException e) {
            throw Errors.broken(e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** The version of PostgreSQL that it plans as. */
    public int major() {
        return server.major();
    }

    /** How clients such as psql connect to it, as a URI with the password: as its owner, who may do nothing outside of it. */
    public String uri() {
        return server.uri();
    }

    /** The database that it is the twin of. */
    public Catalog catalog() {
        return catalog;
    }

    /** Where unqualified names of statements are looked up, as the value of SET. */
    public static String searchPath(Catalog catalog) {
        return SearchPath.wide(catalog);
    }

    Askers askers() {
        return askers;
    }

    /** The search path with every schema. */
    String widePath() {
        return widePath;
    }

    /** How many sessions plan at the same time. */
    int sessions() {
        return planners.count();
    }

    /** A session of its owner, for what only the server can tell, such as the types of parameters. */
    Connection session() {
        return server.asOwner();
    }

    /** A session of the server's superuser, who looks behind things. */
    Connection superuserSession() {
        return server.asSuperuser();
    }

    @Override
    public void close() {
        variants.close();
        planners.close();
        server.close();
    }
}
