package io.howdah.engine.advise.risk;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Severity;
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
record AgeFindings(String slug, String ids, double freezeMaxAge, ToLongFunction<RelationUse> ageOfTable) {

    private static final double END = 2_147_483_648.0;
    private static final double WARNING = 0.5;
    private static final double CRITICAL = 0.8;

    List<Finding> of(Catalog catalog, String database, double age) {
        double share = age / END;
        if (share < WARNING && age < 2 * freezeMaxAge) {
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
                severity(share),
                "database " + database,
                "%s has used %s of its %s".formatted(database, Amount.share(share), ids),
                "Near the end the server refuses to write at all. Look for what holds vacuum back (old transactions,"
                        + " replication slots, prepared transactions), then run VACUUM FREEZE on the oldest tables.",
                evidence));
    }

    private static Severity severity(double share) {
        if (share >= CRITICAL) {
            return Severity.CRITICAL;
        }
        return share >= WARNING ? Severity.WARNING : Severity.NOTICE;
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
