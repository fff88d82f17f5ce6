package io.howdah.engine.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A database at one moment: what its system catalogs and statistics views said in one consistent read.
 *
 * @param server the server it runs on
 * @param database the database's name
 * @param databaseBytes size of the whole database in bytes
 * @param readAt the server's clock when it was read
 * @param relations tables, partitioned tables, materialized views, sequences excluded; of user schemas
 * @param sequences the sequences with the columns that they feed
 * @param settings all settings as the session saw them
 * @param extensions installed extensions
 * @param activity what is going on: sessions, locks, replication, vacuum, archiving
 * @param unseen what could not be read, each with the reason and what would help, for the user to read
 * @param types enums, domains, composite and range types of user schemas, each after those that it needs
 * @param locale the database's locale; null where it was not read
 * @param roleSettings settings of roles and of the database, with which other sessions begin
 * @param extendedStatistics what CREATE STATISTICS made on tables of user schemas
 * @param definitions functions, operators, policies, roles and the like
 * @param state counters and conditions of the server that only its inspection needs
 * @param guards privileges, policies, triggers and routines, as rules look at them
 */
public record Catalog(
        Server server,
        String database,
        long databaseBytes,
        Instant readAt,
        List<Relation> relations,
        List<Sequence> sequences,
        List<Setting> settings,
        List<Extension> extensions,
        Activity activity,
        List<String> unseen,
        List<TypeDefinition> types,
        @Nullable DatabaseLocale locale,
        List<RoleSetting> roleSettings,
        List<ExtendedStatistics> extendedStatistics,
        Definitions definitions,
        ServerState state,
        Guards guards) {

    /** Files written before a field was added lack it. */
    public Catalog {
        if (relations != null) {
            relations = RelationsByName.of(relations);
        }
        extendedStatistics = extendedStatistics == null ? List.of() : extendedStatistics;
        definitions = Objects.requireNonNullElse(definitions, Definitions.NONE);
        state = Objects.requireNonNullElse(state, ServerState.NONE);
        guards = Objects.requireNonNullElse(guards, Guards.NONE);
    }

    /** A catalog of a server whose state was not read. */
    public Catalog(
            Server server,
            String database,
            long databaseBytes,
            Instant readAt,
            List<Relation> relations,
            List<Sequence> sequences,
            List<Setting> settings,
            List<Extension> extensions,
            Activity activity,
            List<String> unseen,
            List<TypeDefinition> types,
            @Nullable DatabaseLocale locale,
            List<RoleSetting> roleSettings,
            List<ExtendedStatistics> extendedStatistics,
            Definitions definitions) {
        this(
                server,
                database,
                databaseBytes,
                readAt,
                relations,
                sequences,
                settings,
                extensions,
                activity,
                unseen,
                types,
                locale,
                roleSettings,
                extendedStatistics,
                definitions,
                ServerState.NONE,
                Guards.NONE);
    }

    /** A catalog without types of its own, of a database whose locale is not known. */
    public Catalog(
            Server server,
            String database,
            long databaseBytes,
            Instant readAt,
            List<Relation> relations,
            List<Sequence> sequences,
            List<Setting> settings,
            List<Extension> extensions,
            Activity activity,
            List<String> unseen) {
        this(
                server,
                database,
                databaseBytes,
                readAt,
                relations,
                sequences,
                settings,
                extensions,
                activity,
                unseen,
                List.of(),
                null,
                List.of(),
                List.of(),
                Definitions.NONE);
    }

    /** The same with how full the indexes are of which it was counted, by their oids. */
    public Catalog withDensities(Map<Long, IndexDensity> densities) {
        return densities.isEmpty()
                ? this
                : withRelations(relations.stream()
                        .map(r -> r.withIndexes(counted(r.indexes(), densities)))
                        .toList());
    }

    private static List<Index> counted(List<Index> indexes, Map<Long, IndexDensity> densities) {
        return indexes.stream()
                .map(i -> {
                    var density = densities.get(i.oid());
                    return density == null ? i : i.with(density);
                })
                .toList();
    }

    /** The same with another size of the whole. */
    public Catalog withBytes(long bytes) {
        return with(bytes, relations, activity, unseen, state, guards);
    }

    /** The same at a moment when something else went on. */
    public Catalog withActivity(Activity other) {
        return with(databaseBytes, relations, other, unseen, state, guards);
    }

    /** The same with one more thing that could not be seen. */
    public Catalog withUnseen(String sentence) {
        var more = Stream.concat(unseen.stream(), Stream.of(sentence)).toList();
        return with(databaseBytes, relations, activity, more, state, guards);
    }

    /** The same with other relations in the place of its own. */
    public Catalog withRelations(List<Relation> others) {
        return with(databaseBytes, others, activity, unseen, state, guards);
    }

    /**
     * These of its relations, with what belongs to them; and all that belongs to none.
     *
     * @param mentioned words; a sequence that belongs to none of these relations is kept if it is one of them
     */
    public Catalog excerpt(List<Relation> kept, Set<String> mentioned) {
        var names = kept.stream().map(Relation::name).collect(Collectors.toSet());
        return new Catalog(
                server,
                database,
                databaseBytes,
                readAt,
                kept,
                sequences.stream()
                        .filter(s -> mentioned.contains(s.name().name())
                                || (s.ownerTable() != null && names.contains(s.ownerTable())))
                        .toList(),
                settings,
                extensions,
                activity,
                unseen,
                types,
                locale,
                roleSettings,
                extendedStatistics.stream()
                        .filter(s -> names.contains(s.table()))
                        .toList(),
                definitions.on(names),
                state,
                guards);
    }

    /** The same with what was read of privileges, policies, triggers and routines. */
    public Catalog withGuards(Guards read) {
        return with(databaseBytes, relations, activity, unseen, state, read);
    }

    /** The same with what was read of the server's state. */
    public Catalog withState(ServerState read) {
        return with(databaseBytes, relations, activity, unseen, read, guards);
    }

    private Catalog with(
            long newBytes,
            List<Relation> newRelations,
            Activity newActivity,
            List<String> newUnseen,
            ServerState newState,
            Guards newGuards) {
        return new Catalog(
                server,
                database,
                newBytes,
                readAt,
                newRelations,
                sequences,
                settings,
                extensions,
                newActivity,
                newUnseen,
                types,
                locale,
                roleSettings,
                extendedStatistics,
                definitions,
                newState,
                newGuards);
    }

    public Optional<Relation> relation(QualifiedName name) {
        return RelationsByName.of(relations).named(name);
    }

    /** The relations of this name, in any schema. */
    public List<Relation> relations(String name) {
        return RelationsByName.of(relations).named(name);
    }

    /** Whether another relation is a partition of this one or inherits from it. */
    public boolean isParent(Relation relation) {
        return RelationsByName.of(relations).isParent(relation.name());
    }

    public Optional<Setting> setting(String name) {
        return settings.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /** All indexes of all relations. */
    public List<Index> indexes() {
        return relations.stream().flatMap(r -> r.indexes().stream()).toList();
    }
}
