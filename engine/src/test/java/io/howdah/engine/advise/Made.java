package io.howdah.engine.advise;

import io.howdah.engine.advise.Machine.Disk;
import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Extension;
import io.howdah.engine.catalog.Pooler;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.Seen;
import io.howdah.engine.catalog.Server;
import io.howdah.engine.catalog.ServerState;
import io.howdah.engine.catalog.Setting;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A scene made by hand, for what no server can be brought to within a test. */
public final class Made {

    public static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    public static final long GB = 1L << 30;
    public static final long MB = 1L << 20;

    private final List<Setting> settings = new ArrayList<>();
    private final List<Relation> relations = new ArrayList<>();
    private final List<Extension> extensions = new ArrayList<>();
    private final List<Activity.Session> sessions = new ArrayList<>();
    private final List<Activity.Slot> slots = new ArrayList<>();
    private final List<Activity.PreparedTransaction> prepared = new ArrayList<>();
    private final List<Activity.Replica> replicas = new ArrayList<>();
    private final List<Statement> statements = new ArrayList<>();
    private final Map<String, Double> counters = new HashMap<>();
    private final Map<String, Double> utility = new HashMap<>();
    private final Map<String, Double> activity = new HashMap<>();
    private final Map<Long, ServerState.Upkeep> tables = new HashMap<>();
    private UnaryOperator<ServerState> state = s -> s;
    private @Nullable Machine machine;
    private @Nullable Pooler pooler;
    private Instant since = NOW.minusSeconds(86_400);
    private long bytes = 10 * GB;
    private int version = 180006;
    private @Nullable Instant started;
    private @Nullable Instant reset;
    private boolean recovering;

    private Made() {}

    public static Made server() {
        return new Made();
    }

    public Made version(int number) {
        version = number;
        return this;
    }

    public Made recovering() {
        recovering = true;
        return this;
    }

    /** For how long the server has run. */
    public Made running(Duration time) {
        started = NOW.minus(time);
        return this;
    }

    /** How long ago the database's counters were reset. */
    public Made reset(Duration ago) {
        reset = NOW.minus(ago);
        return this;
    }

    public Made databaseBytes(long size) {
        bytes = size;
        return this;
    }

    /** In bytes, milliseconds or as it is. */
    public Made setting(String name, Object value) {
        return setting(new Setting(name, String.valueOf(value), null, "configuration file", "sighup", null, false));
    }

    public Made setting(Setting setting) {
        settings.add(setting);
        return this;
    }

    /** A counter of {@link ServerState}. */
    public Made counter(String name, double value) {
        counters.put(name, value);
        return this;
    }

    /** A counter of {@link Activity}. */
    public Made activity(String name, double value) {
        activity.put(name, value);
        return this;
    }

    public Made table(Relation table) {
        relations.add(table);
        return this;
    }

    public Made upkeep(long oid, ServerState.Upkeep upkeep) {
        tables.put(oid, upkeep);
        return this;
    }

    public Made extension(String name) {
        extensions.add(new Extension(name, "1.0", "public"));
        return this;
    }

    public Made session(
            String state, @Nullable String waitType, @Nullable String wait, double seconds, @Nullable Long xmin) {
        sessions.add(new Activity.Session(
                100 + sessions.size(),
                "ann",
                "shop",
                "app",
                state,
                waitType,
                wait,
                seconds,
                seconds,
                xmin,
                "select 1",
                List.of()));
        return this;
    }

    /** One that waits for a lock of others, by their process numbers. */
    public Made waiting(double seconds, Integer... blockers) {
        sessions.add(new Activity.Session(
                100 + sessions.size(),
                "ann",
                "shop",
                "app",
                "active",
                "Lock",
                "transactionid",
                seconds,
                seconds,
                null,
                "select 1",
                List.of(blockers)));
        return this;
    }

    /** As many of one user on one database. */
    public Made sessions(String user, String database, int count, String state) {
        for (int i = 0; i < count; i++) {
            sessions.add(new Activity.Session(
                    100 + sessions.size(),
                    user,
                    database,
                    "app",
                    state,
                    "Client",
                    "ClientRead",
                    1.0,
                    1.0,
                    null,
                    "select 1",
                    List.of()));
        }
        return this;
    }

    /** As many that are alike. */
    public Made sessions(int count, String state, @Nullable String waitType, @Nullable String wait, double seconds) {
        for (int i = 0; i < count; i++) {
            session(state, waitType, wait, seconds, null);
        }
        return this;
    }

    public Made slot(String name, String type, @Nullable Long retained, @Nullable Long xmin) {
        slots.add(new Activity.Slot(name, type, true, retained, xmin, "reserved"));
        return this;
    }

    public Made prepared(String gid, long age) {
        prepared.add(new Activity.PreparedTransaction(gid, "ann", "shop", 60, age));
        return this;
    }

    public Made replica(@Nullable String sync, @Nullable Long xmin) {
        replicas.add(new Activity.Replica("walreceiver", "10.0.0.2", "streaming", sync, 0L, 0.0, xmin));
        return this;
    }

    public Made statement(String text, double calls, double totalMs, double blocksRead, double tempBlocks) {
        var counted = new Statement.Counters(0, 0, 0, 0, 0, blocksRead, 0, 0, tempBlocks, 0);
        statements.add(new Statement("" + statements.size(), text, List.of(), calls, totalMs, counted));
        return this;
    }

    /** One whose blocks nobody counts. */
    public Made uncounted(String text) {
        statements.add(new Statement("" + statements.size(), text, List.of(), 1, 1, null));
        return this;
    }

    /** For how many days statements have been counted. */
    public Made counted(int days) {
        since = NOW.minusSeconds(86_400L * days);
        return this;
    }

    /** A kind of utility command that ran so often. */
    public Made utility(String command, double calls) {
        utility.put(command, calls);
        return this;
    }

    /** A statement that was planned and compiled for so long. */
    public Made timed(String text, double totalMs, double planMs, double jitMs) {
        var counted = new Statement.Counters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, planMs, jitMs);
        statements.add(new Statement("" + statements.size(), text, List.of(), 1000, totalMs, counted));
        return this;
    }

    /** Changes what else is known of the server's state. */
    public Made state(UnaryOperator<ServerState> change) {
        state = change;
        return this;
    }

    public Made machine(long memoryBytes, int cores, Disk disk) {
        return machine(new Machine(memoryBytes, cores, disk, "as described"));
    }

    public Made machine(Machine known) {
        machine = known;
        return this;
    }

    public Made behind(Pooler shown) {
        pooler = shown;
        return this;
    }

    public Scene scene() {
        var workload =
                new Workload("made", since, NOW, List.copyOf(statements), List.of(), Map.copyOf(utility), Seen.NOTHING);
        var scene = Scene.of(catalog(), workload).behind(pooler);
        return machine == null ? scene : scene.on(machine);
    }

    private Catalog catalog() {
        return new Catalog(
                        new Server(version, version / 10_000 + "." + version % 10_000, started, recovering),
                        "shop",
                        bytes,
                        NOW,
                        List.copyOf(relations),
                        List.of(),
                        List.copyOf(settings),
                        List.copyOf(extensions),
                        new Activity(
                                List.copyOf(sessions),
                                List.copyOf(slots),
                                List.copyOf(prepared),
                                List.copyOf(replicas),
                                null,
                                List.of(),
                                reset,
                                Map.copyOf(activity)),
                        List.of())
                .withState(state.apply(ServerState.NONE.withCounters(counters).withTables(tables)));
    }

    /** What the rule sees, each as "SEVERITY subject: title". */
    public List<String> seenBy(Rule rule) {
        return rule.examine(scene()).stream()
                .map(f -> f.severity() + " " + f.subject() + ": " + f.title())
                .toList();
    }

    /** Why it matters, in words. */
    public List<String> reasonsOf(Rule rule) {
        return rule.examine(scene()).stream().map(Finding::why).toList();
    }

    /** What it goes by, in words. */
    public List<String> evidenceOf(Rule rule) {
        return rule.examine(scene()).stream()
                .flatMap(f -> f.evidence().stream())
                .map(Evidence::text)
                .toList();
    }

    /** What mends it, in order. */
    public List<String> mendedBy(Rule rule) {
        return rule.examine(scene()).stream()
                .flatMap(f -> f.remedy().sql().stream())
                .toList();
    }
}
