package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Settings;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Catalog;
import java.util.List;

/**
 * Sees WAL that is too little for a backup or a standby, and WAL that carries more than anybody reads.
 *
 * <p>With wal_level minimal, or without senders, there is no pg_basebackup, no archive to recover from and no standby; logical adds
 * what decoding needs, and nobody decodes without a logical slot (manual, sections 19.5.1 and 19.6.1). On services that run
 * PostgreSQL for others they are not the user's to set.
 */
public final class WalLevelRule implements Rule {

    private static final String SENDERS = "10";

    @Override
    public String slug() {
        return "wal-level";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        if (catalog.server().inRecovery() || Managed.of(catalog).isPresent()) {
            return List.of();
        }
        if (Settings.is(catalog, "wal_level", "minimal") || Settings.is(catalog, "max_wal_senders", "0")) {
            return tooLittle(catalog);
        }
        return Settings.is(catalog, "wal_level", "logical") && !isDecoded(catalog) ? tooMuch(catalog) : List.of();
    }

    private static boolean isDecoded(Catalog catalog) {
        return catalog.activity().slots().stream().anyMatch(s -> s.type().equals("logical"));
    }

    /** Without senders alone the level stays: logical is not too little. */
    private List<Finding> tooLittle(Catalog catalog) {
        var senders = SettingChange.to("max_wal_senders", SENDERS);
        var changes = Settings.is(catalog, "wal_level", "minimal")
                ? new SettingChange[] {SettingChange.to("wal_level", "replica"), senders}
                : new SettingChange[] {senders};
        return Advised.finding(
                slug(),
                Severity.NOTICE,
                catalog,
                "WAL is not enough for a standby or a base backup",
                "Only dumps are possible: after a loss, all since the last one is gone. It takes a restart.",
                List.of(Advised.now(catalog, "wal_level", "max_wal_senders")),
                changes);
    }

    private List<Finding> tooMuch(Catalog catalog) {
        return Advised.finding(
                slug(),
                Severity.INFO,
                catalog,
                "WAL is written for logical decoding, and there is no logical slot",
                "Updates and deletes write more for it, most where REPLICA IDENTITY is FULL. Leave it where a subscriber is to come:"
                        + " the way back takes a restart.",
                List.of(Advised.now(catalog, "wal_level"), "replication slots of kind logical: none"),
                SettingChange.to("wal_level", "replica"));
    }
}
