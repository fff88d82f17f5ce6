package io.howdah.engine.advise.security;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.DatabaseRole;
import io.howdah.engine.catalog.Relation;
import java.util.Optional;

/** Roles for whom the policies of a table do not hold (manual, section 5.9). */
final class Unbound {

    private Unbound() {}

    /** Why they do not hold for a role; empty where they do, or where the role is not known. */
    static Optional<String> reason(Catalog catalog, Relation table, String role) {
        var attributes = catalog.definitions().roles().stream()
                .filter(r -> r.name().equals(role))
                .findFirst();
        if (attributes.filter(DatabaseRole::superuser).isPresent()) {
            return Optional.of("is a superuser");
        }
        if (attributes.filter(DatabaseRole::bypassesRowSecurity).isPresent()) {
            return Optional.of("has BYPASSRLS");
        }
        boolean owner = table.owner().equals(role)
                || attributes
                        .filter(r -> r.inheritsFrom().contains(table.owner()))
                        .isPresent();
        return owner && !table.rowSecurityForced() ? Optional.of("owns the table") : Optional.empty();
    }
}
