package io.howdah.engine.catalog;

import java.util.List;

/**
 * A role of the server.
 *
 * @param bypassesRowSecurity {@code rolbypassrls}
 * @param memberOf roles that were granted to it
 * @param inheritsFrom those of them whose privileges it has without SET ROLE
 */
public record DatabaseRole(
        String name,
        boolean superuser,
        boolean bypassesRowSecurity,
        List<String> memberOf,
        List<String> inheritsFrom) {}
