package io.howdah.engine.advise.settings;

import io.howdah.engine.catalog.Catalog;
import java.util.Arrays;
import java.util.Optional;

/** Services that run PostgreSQL for others and have no ALTER SYSTEM, told by the settings that only they have. */
enum Managed {
    AMAZON_RDS(
            "rds.",
            "aws rds modify-db-parameter-group --db-parameter-group-name GROUP --parameters"
                    + " \"ParameterName=%s,ParameterValue=%s,ApplyMethod=%s\""),
    AZURE(
            "azure.",
            "az postgres flexible-server parameter set --resource-group GROUP --server-name SERVER --name %s --value %s"),
    CLOUD_SQL(
            "cloudsql.",
            "gcloud sql instances patch INSTANCE --database-flags=%s=%s  # with all other flags that are set");

    private final String prefix;
    private final String command;

    Managed(String prefix, String command) {
        this.prefix = prefix;
        this.command = command;
    }

    static Optional<Managed> of(Catalog catalog) {
        return Arrays.stream(values())
                .filter(m -> catalog.settings().stream().anyMatch(s -> s.name().startsWith(m.prefix)))
                .findFirst();
    }

    /** Whether every disk is encrypted there; on Amazon RDS it is a choice at the making of the instance. */
    boolean encryptsDisks() {
        return this != AMAZON_RDS;
    }

    /** The command line that sets it; values are in the setting's own unit. */
    String command(String setting, String value, boolean restart) {
        return String.format(command, setting, value, restart ? "pending-reboot" : "immediate");
    }
}
