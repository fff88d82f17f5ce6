package io.howdah.engine.advise.vacuum;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Remedy;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.advise.Who;
import io.howdah.engine.catalog.Activity;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RelationUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Names what holds vacuum back: the oldest snapshot among sessions, slots, prepared transactions and standbys.
 *
 * <p>No row that died after it can be removed, in any table (manual, section 24.1.2). Other rules see each kind by its own
 * limit; this one says which of them is the one.
 */
public final class HorizonHeldRule implements Rule {

    private static final Threshold AGE = new Threshold(
            "horizon-held.transactions",
            1000000,
            "transactions",
            "ours: an hour at 300 a second; pganalyze xmin_horizon says 24 h");

    /** Whatever keeps a snapshot, with its age in transactions. */
    private record Holder(String name, long age, String sql) {}

    @Override
    public String slug() {
        return "horizon-held";
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of(AGE);
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var holders = holders(scene.catalog().activity()).stream()
                .sorted(Comparator.comparingLong(Holder::age).reversed().thenComparing(Holder::name))
                .toList();
        if (holders.isEmpty() || holders.getFirst().age() < scene.of(AGE)) {
            return List.of();
        }
        var oldest = holders.getFirst();
        double dead = scene.catalog().relations().stream()
                .map(Relation::use)
                .flatMap(Stream::ofNullable)
                .mapToDouble(RelationUse::deadTuples)
                .sum();
        var evidence = new ArrayList<Evidence>();
        holders.stream()
                .limit(5)
                .map(h -> Evidence.catalog(h.name() + ": " + Amount.count(h.age()) + " transactions"))
                .forEach(evidence::add);
        evidence.add(Evidence.catalog(Amount.count(dead) + " dead rows in this database"));
        return List.of(Finding.of(
                        slug(),
                        Severity.WARNING,
                        "server",
                        "vacuum is held back by " + oldest.name() + ", " + Amount.count(oldest.age())
                                + " transactions old",
                        "No row that died since can be removed, in any table, however often vacuum runs. When it is gone, the next"
                                + " holder stands in its place.",
                        evidence)
                .mendedBy(Remedy.of(oldest.sql())));
    }

    private static List<Holder> holders(Activity activity) {
        var holders = new ArrayList<Holder>();
        activity.sessions()
                .forEach(s -> add(
                        holders,
                        "the session " + Who.is(s),
                        s.xminAge(),
                        "SELECT pg_terminate_backend(" + s.pid() + ");"));
        activity.slots()
                .forEach(s -> add(
                        holders,
                        "the replication slot " + s.name(),
                        s.xminAge(),
                        "SELECT pg_drop_replication_slot(" + Name.literal(s.name())
                                + ");  -- only if nobody needs it"));
        activity.preparedTransactions()
                .forEach(t -> add(
                        holders,
                        "the prepared transaction " + t.gid(),
                        t.xidAge(),
                        "ROLLBACK PREPARED " + Name.literal(t.gid()) + ";  -- or COMMIT PREPARED; in database "
                                + t.database()));
        activity.replicas()
                .forEach(
                        r -> add(
                                holders,
                                "the standby " + Objects.requireNonNullElse(r.application(), "without a name")
                                        + " (hot_standby_feedback)",
                                r.xminAge(),
                                "SELECT pid, query FROM pg_stat_activity ORDER BY xact_start;  -- on the standby: its oldest query"));
        return holders;
    }

    private static void add(List<Holder> holders, String name, @Nullable Long age, String sql) {
        if (age != null && age > 0) {
            holders.add(new Holder(name, age, sql));
        }
    }
}
