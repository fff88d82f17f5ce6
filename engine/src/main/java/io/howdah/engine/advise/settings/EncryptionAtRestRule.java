package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Evidence;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.Severity;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Extension;
import java.util.List;
import java.util.Set;

/**
 * Says that the server writes its files as they are, and what there is instead.
 *
 * <p>PostgreSQL encrypts neither tables nor WAL nor temporary files (manual, section 18.8): the file system or the provider does,
 * and values are encrypted by the application or by pgcrypto. Silent where a build or an extension that does is seen, and on
 * services that encrypt every disk.
 */
public final class EncryptionAtRestRule implements Rule {

    private static final Set<String> ENCRYPTING = Set.of("pg_tde");

    /** Settings of builds that encrypt: pg_tde of Percona, EDB, CYBERTEC. */
    private static final Set<String> SETTINGS =
            Set.of("pg_tde.", "data_encryption", "encryption_key_command", "cluster_passphrase_command");

    @Override
    public String slug() {
        return "encryption-at-rest";
    }

    @Override
    public List<Finding> examine(Scene scene) {
        var catalog = scene.catalog();
        if (catalog.settings().isEmpty() || encrypts(catalog)) {
            return List.of();
        }
        return List.of(Finding.of(
                slug(),
                Severity.INFO,
                "server",
                "the server does not encrypt its files",
                "PostgreSQL has no encryption at rest of its own: a disk or a backup that is lost can be read unless the file system"
                        + " (LUKS, ZFS) or the provider encrypts it, which cannot be seen from a connection. Single columns are"
                        + " encrypted by the application, with the key outside of the database; with pgcrypto the key passes"
                        + " through the server, and through its log where statements are logged.",
                List.of(Evidence.catalog("no extension and no setting that encrypts; pgcrypto is "
                        + (has(catalog, Set.of("pgcrypto")) ? "installed" : "not installed")))));
    }

    private static boolean encrypts(Catalog catalog) {
        return Managed.of(catalog).filter(Managed::encryptsDisks).isPresent()
                || has(catalog, ENCRYPTING)
                || catalog.settings().stream().anyMatch(s -> SETTINGS.stream().anyMatch(s.name()::startsWith));
    }

    private static boolean has(Catalog catalog, Set<String> names) {
        return catalog.extensions().stream().map(Extension::name).anyMatch(names::contains);
    }
}
