package io.howdah.engine.advise.risk;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.advise.Threshold;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RelationUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * What transaction ids and multixacts have in common: 32 bits that go round, so that an age must stay below 2^31 (manual,
 * section 24.1.5). Vacuum to prevent it begins by itself at a setting's age; twice that age means that it does not get through.
 */
record AgeFindings(String slug, Lines lines, String ids, double freezeMaxAge, ToLongFunction<RelationUse> ageOfTable) {

    private static final double END = 2_147_483_648.0;

    /** From which share of all ids on a finding is weightier. */
    record Lines(Threshold warning, Threshold critical) {

        static Lines of(String slug) {
            return new Lines(
                    new Threshold(
                            slug + ".warning",
                            0.5,
                            "of all ids",
                            "ours: two and a half times the age at which vacuum begins"),
                    new Threshold(
                            slug + ".critical",
                            0.8,
                            "of all ids",
                            "beyond vacuum_failsafe_age (manual, section 19.10)"));
        }

        List<Threshold> all() {
            return List.of(warning, critical);
        }
    }

    List<Finding> of(Scene scene, String database, double age) {
        var catalog = scene.catalog();
        double share = age / END;
        if (share < scene.of(lines.warning()) && age < 2 * freezeMaxAge) {
            return List.of();
        }
        var evidence = new ArrayList<Evidence>();
        evidence.add(new Evidence(
                Evidence.Label.CATALOG,
                "age %s of %s; vacuum to prevent this begins at %s"
                        .formatted(Amount.count(age), Amount.count(END), Amount.count(freezeMaxAge)),
                Map.of("age", age, "share", share)));
        if (database.equals(catalog.database())) {
            oldest(catalog).stream()
                    .map(r -> r.name() + " has age " + Amount.count(age(r)))
                    .map(Evidence::catalog)
                    .forEach(evidence::add);
        }
        return List.of(Finding.of(
                slug,
                severity(scene, share),
                "database " + database,
                "%s has used %s of its %s".formatted(database, Amount.share(share), ids),
                "Near the end the server refuses to write at all. Look for what holds vacuum back (old transactions,"
                        + " replication slots, prepared transactions), then run VACUUM FREEZE on the oldest tables.",
                evidence));
    }

    private Severity severity(Scene scene, double share) {
        if (share >= scene.of(lines.critical())) {
            return Severity.CRITICAL;
        }
        return share >= scene.of(lines.warning()) ? Severity.WARNING : Severity.NOTICE;
    }

    private List<Relation> oldest(Catalog catalog) {
        return catalog.relations().stream()
                .filter(r -> r.use() != null)
                .sorted((a, b) -> Long.compare(age(b), age(a)))
                .limit(3)
                .toList();
    }

    private long age(Relation relation) {
        return ageOfTable.applyAsLong(Objects.requireNonNull(relation.use()));
    }
}
