package io.howdah.engine.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what in a database, and what runs by itself when rows are read or changed. No password is in it.
 *
 * @param grants what PUBLIC was granted on relations of users
 * @param routines functions, procedures and trigger functions that users made, not extensions
 * @param logins all roles of the server, except its predefined ones
 * @param hostLines what {@code pg_hba.conf} says, in its order; null where the reader may not see it
 * @param mappings of foreign servers
 */
public record Guards(
        List<Schema> schemas,
        List<Grant> grants,
        List<Policy> policies,
        List<Trigger> triggers,
        List<Routine> routines,
        List<Login> logins,
        @Nullable List<HostLine> hostLines,
        List<Mapping> mappings) {

    /** Nothing was read. */
    public static final Guards NONE =
            new Guards(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null, List.of());

    /** Whether they were read: every server has a role. */
    public boolean known() {
        return !logins.isEmpty();
    }

    /** The policies of a table. */
    public List<Policy> policiesOf(QualifiedName table) {
        return policies.stream().filter(p -> p.table().equals(table)).toList();
    }

    /** The triggers of a table. */
    public List<Trigger> triggersOf(QualifiedName table) {
        return triggers.stream().filter(t -> t.table().equals(table)).toList();
    }

    public Optional<Login> login(String role) {
        return logins.stream().filter(l -> l.name().equals(role)).findFirst();
    }

    /**
     * A schema of users.
     *
     * @param publicCreates whether everybody may create objects in it
     */
    public record Schema(String name, String owner, boolean publicCreates) {}

    /** What PUBLIC may do with a relation, by the names of the privileges. */
    public record Grant(QualifiedName relation, List<String> privileges) {}

    /**
     * A policy of row-level security.
     *
     * @param command SELECT, INSERT, UPDATE, DELETE or ALL
     * @param roles to whom it applies; {@code public} for everybody
     * @param using the condition on rows read; null where there is none
     * @param check the condition on rows written; null where there is none
     */
    public record Policy(
            String name,
            QualifiedName table,
            boolean permissive,
            String command,
            List<String> roles,
            @Nullable String using,
            @Nullable String check) {}

    /**
     * A trigger.
     *
     * @param event which of INSERT, UPDATE, DELETE and TRUNCATE fire it
     * @param enabled false where it does not fire in sessions of users
     * @param perRow whether it fires for each row, with NEW and OLD; null in a file of an earlier release
     */
    public record Trigger(
            String name,
            QualifiedName table,
            QualifiedName function,
            boolean before,
            List<String> event,
            boolean enabled,
            @Nullable Boolean perRow) {}

    /**
     * A function, procedure or trigger function.
     *
     * @param result as {@code pg_get_function_result} writes it; null for a procedure
     * @param trusted whether its language is
     * @param settings made by SET when it is called, such as {@code search_path=app}
     * @param publicExecutes whether everybody may call it
     * @param body its text; empty for an SQL-standard body
     */
    public record Routine(
            QualifiedName name,
            String identity,
            @Nullable String result,
            String language,
            boolean trusted,
            String owner,
            boolean definer,
            List<String> settings,
            boolean publicExecutes,
            String body) {

        /** As people tell it from others of its name. */
        public String signature() {
            return name + "(" + identity + ")";
        }
    }

    /**
     * What a role may do on the server beside what {@link DatabaseRole} says.
     *
     * @param password how its password is kept: scram, md5 or none; null where the reader may not see it
     * @param validUntil when the password ends; null for never
     */
    public record Login(
            String name,
            boolean canLogin,
            boolean createsRoles,
            boolean createsDatabases,
            boolean replicates,
            @Nullable String password,
            @Nullable Instant validUntil) {}

    /**
     * A line of {@code pg_hba.conf}.
     *
     * @param type local, host, hostssl, hostnossl, hostgssenc or hostnogssenc
     * @param address null for local
     * @param netmask null where the address is a name or a word, and in a file of an earlier release
     * @param certificate what {@code clientcert} asks for besides the method: verify-ca or verify-full; null where it is not set
     */
    public record HostLine(
            int line,
            String type,
            List<String> databases,
            List<String> users,
            @Nullable String address,
            String method,
            @Nullable String netmask,
            @Nullable String certificate) {

        /** A line without a mask that asks for no certificate. */
        public HostLine(
                int line,
                String type,
                List<String> databases,
                List<String> users,
                @Nullable String address,
                String method) {
            this(line, type, databases, users, address, method, null, null);
        }
    }

    /**
     * With which credentials a role goes to a foreign server.
     *
     * @param user {@code public} for everybody
     * @param password whether one is kept in its options, as far as the reader may see them
     */
    public record Mapping(String server, String wrapper, String user, boolean password) {}
}
