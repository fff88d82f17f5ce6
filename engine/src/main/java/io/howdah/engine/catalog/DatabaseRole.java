package io.howdah.engine.catalog;

import java.util.List;
import java.util.Objects;

/**
 * A role of the server.
 *
 * @param bypassesRowSecurity {@code rolbypassrls}
 * @param memberOf roles that were granted to it
 * @param inheritsFrom those of them whose privileges it has without SET ROLE
 * @param becomes those of them that it may become by SET ROLE: all before 16, and in a file of an earlier release
 */
public record DatabaseRole(
        String name,
        boolean superuser,
        boolean bypassesRowSecurity,
        List<String> memberOf,
        List<String> inheritsFrom,
        List<String> becomes) {

    public DatabaseRole {
        becomes = Objects.requireNonNullElse(becomes, memberOf);
    }
}
