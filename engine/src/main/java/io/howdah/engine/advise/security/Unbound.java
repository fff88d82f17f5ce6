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
        boolean member = attributes.filter(r -> !r.inheritsFrom().isEmpty()).isPresent();
        return !table.rowSecurityForced()
                        && (table.owner().equals(role) || (member && inheritsOwner(catalog, table, role)))
                ? Optional.of("owns the table")
                : Optional.empty();
    }

    /** A member of the owner is one too, as far as it and all between them inherit; attributes are not inherited. */
    private static boolean inheritsOwner(Catalog catalog, Relation table, String role) {
        return new Memberships(catalog.definitions().roles()).inheritedBy(role).contains(table.owner());
    }
}
