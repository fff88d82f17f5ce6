package io.howdah.samples.bots;

import static io.howdah.samples.fault.Cure.startingWith;

import io.howdah.samples.data.Chance;
import io.howdah.samples.fault.BadIndex;
import io.howdah.samples.fault.BadIndex.Kind;
import io.howdah.samples.fault.Cure;
import io.howdah.samples.fault.Fault;
import io.howdah.samples.fault.IndexShape;
import io.howdah.samples.fault.MissingIndex;
import io.howdah.samples.fault.NaiveStatement;
import io.howdah.samples.fault.Temptation;
import io.howdah.samples.model.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The faults of {@code bots}, and which of them are there. */
final class BotsFaults {

    /** What became of a fault that can be planted. */
    private enum State {
        PRESENT,
        /** Its index is there. */
        CURED,
        /** For a missing index: the statements that need it are not in the workload. For a bad one: it is not there. */
        ABSENT
    }

    /** A missing index in the sample's own words, and the index that cures it. */
    private record Gap(String id, List<Cure> cures, BotsIndex right, List<String> statements) {

        MissingIndex fault(Names names) {
            return new MissingIndex(
                    id,
                    names.of(right.table()),
                    cures.stream().map(cure -> cure.renamed(names::of)).toList(),
                    statements);
        }
    }

    /**
     * A bad index in the sample's own words.
     *
     * @param twin an index that is there anyway and may go in its stead, or empty
     */
    private record Blunder(String id, Kind kind, BotsIndex index, String twin) {

        BadIndex fault(Names names) {
            var droppable = twin.isEmpty() ? List.of(index.name()) : List.of(index.name(), twin);
            return new BadIndex(
                    id,
                    names.of(index.table()),
                    droppable.stream().map(names::of).toList(),
                    kind);
        }
    }

    private static final IndexShape.Key NEWEST_FIRST = new IndexShape.Key("created_at", true);

    private static final List<Gap> GAPS = List.of(
            new Gap(
                    "K-2",
                    List.of(startingWith("user_id")
                            .orAlso("tenant_id")
                            .then(NEWEST_FIRST)
                            .without("message_count", "last_activity_at")),
                    new BotsIndex("user_sessions_user_idx", "user_sessions", "({user_id}, {created_at} desc)"),
                    List.of("sessions_of_user")),
            new Gap(
                    "K-4",
                    List.of(startingWith("session_id").then(new IndexShape.Key("message_index", false))),
                    new BotsIndex("message_history_session_idx", "message_history", "({session_id}, {message_index})"),
                    List.of("messages_of_session")),
            new Gap(
                    "K-5",
                    List.of(
                            startingWith()
                                    .orAlso("tenant_id", "priority", "status")
                                    .where("status"),
                            startingWith("status").orAlso("tenant_id", "priority")),
                    new BotsIndex(
                            "auto_tasks_open_idx",
                            "auto_tasks",
                            "({priority}, {due_at}) where {status} in " + BotsStatements.OPEN_TASKS),
                    List.of("open_tasks", "task_board")),
            new Gap(
                    "K-6",
                    List.of(startingWith("tenant_id").then(NEWEST_FIRST)),
                    new BotsIndex("user_sessions_tenant_idx", "user_sessions", "({tenant_id}, {created_at} desc)"),
                    List.of("sessions_of_tenant")),
            new Gap(
                    "K-7",
                    List.of(startingWith("tenant_id").orAlso("is_active").maybeWhere("is_active")),
                    new BotsIndex("bots_active_idx", "bots", "({tenant_id}) where {is_active}"),
                    List.of("active_bots")),
            new Gap(
                    "K-8-task",
                    List.of(startingWith("task_id").orAlso("status").maybeWhere("status")),
                    new BotsIndex(
                            "task_approvals_task_idx", "task_approvals", "({task_id}) where {status} = {'pending'}"),
                    List.of("pending_approvals")),
            new Gap(
                    "K-8-expiry",
                    List.of(
                            startingWith("expires_at").where("status"),
                            startingWith("status").then(new IndexShape.Key("expires_at", false))),
                    new BotsIndex(
                            "task_approvals_expiry_idx",
                            "task_approvals",
                            "({expires_at}) where {status} = {'pending'}"),
                    List.of("expiring_approvals")),
            new Gap(
                    "K-9",
                    List.of(startingWith("user_id").orAlso("is_read").maybeWhere("is_read")),
                    new BotsIndex(
                            "message_history_unread_idx",
                            "message_history",
                            "({user_id}, {created_at}) where not {is_read}"),
                    List.of("unread_messages", "unread_count")),
            new Gap(
                    "K-30-foreign-key",
                    List.of(startingWith("bot_id")),
                    new BotsIndex("user_sessions_bot_idx", "user_sessions", "({bot_id})"),
                    List.of("delete_bot")));

    private static final BotsIndex EMAIL = new BotsIndex("users_email_idx", "users", "({email})");
    private static final BotsIndex EVENTS_OF_TENANT =
            new BotsIndex("analytics_events_tenant_time_idx", "analytics_events", "({tenant_id}, {created_at})");

    private static final List<Blunder> BLUNDERS = List.of(
            new Blunder(
                    "K-30-unused",
                    Kind.UNUSED,
                    new BotsIndex("auto_tasks_execution_mode_idx", "auto_tasks", "({execution_mode})"),
                    ""),
            new Blunder(
                    "K-30-duplicate",
                    Kind.DUPLICATE,
                    new BotsIndex("users_email_lookup_idx", "users", "({email})"),
                    EMAIL.name()),
            new Blunder(
                    "K-30-prefix",
                    Kind.PREFIX,
                    new BotsIndex("analytics_events_tenant_idx", "analytics_events", "({tenant_id})"),
                    ""),
            new Blunder(
                    "K-30-unique-and-more",
                    Kind.UNIQUE_AND_MORE,
                    new BotsIndex("users_id_active_idx", "users", "({id}, {is_active})"),
                    ""),
            new Blunder(
                    "K-30-nearly-always-true",
                    Kind.NEARLY_ALWAYS_TRUE,
                    new BotsIndex("users_active_idx", "users", "({is_active})"),
                    ""));

    private static final List<NaiveStatement> NAIVE = List.of(
            new NaiveStatement("K-10", "message_report", "reads a time range of a table that is kept for a year"),
            new NaiveStatement("K-10", "event_report", "reads a time range of a table that is kept for a year"),
            new NaiveStatement("K-11", "last_message", "sent once for each row of preview_sessions"),
            new NaiveStatement("K-33", "sessions_page", "skips rows by OFFSET"));

    private final Map<String, State> states;

    private BotsFaults(Map<String, State> states) {
        this.states = Map.copyOf(states);
    }

    /** Every fault present. */
    static BotsFaults all() {
        var states = new HashMap<String, State>();
        GAPS.forEach(gap -> states.put(gap.id(), State.PRESENT));
        BLUNDERS.forEach(blunder -> states.put(blunder.id(), State.PRESENT));
        return new BotsFaults(states);
    }

    /** Each fault there or not as the seed has it: half of the missing indexes are missing, most bad ones planted. */
    static BotsFaults drawn(long seed) {
        var chance = new Chance(seed, 0x6661756c74L, 0);
        var states = new HashMap<String, State>();
        for (var gap : GAPS) {
            var share = chance.unit();
            states.put(gap.id(), share < 0.5 ? State.PRESENT : share < 0.75 ? State.CURED : State.ABSENT);
        }
        for (var blunder : BLUNDERS) {
            states.put(blunder.id(), chance.happens(0.6) ? State.PRESENT : State.ABSENT);
        }
        return new BotsFaults(states);
    }

    /** The ids of missing indexes whose statements are not to be sent. */
    Set<String> absent() {
        return GAPS.stream().map(Gap::id).filter(id -> is(id, State.ABSENT)).collect(Collectors.toSet());
    }

    List<BotsIndex> indexes() {
        var indexes = new ArrayList<>(List.of(EMAIL, EVENTS_OF_TENANT));
        GAPS.stream().filter(gap -> is(gap.id(), State.CURED)).forEach(gap -> indexes.add(gap.right()));
        BLUNDERS.stream()
                .filter(blunder -> is(blunder.id(), State.PRESENT))
                .forEach(blunder -> indexes.add(blunder.index()));
        return List.copyOf(indexes);
    }

    List<Fault> planted(Names names) {
        var faults = new ArrayList<Fault>();
        GAPS.stream().filter(gap -> is(gap.id(), State.PRESENT)).forEach(gap -> faults.add(gap.fault(names)));
        BLUNDERS.stream()
                .filter(blunder -> is(blunder.id(), State.PRESENT))
                .forEach(blunder -> faults.add(blunder.fault(names)));
        NAIVE.stream().filter(this::isSent).forEach(faults::add);
        return List.copyOf(faults);
    }

    /** The indexes that are there and that nobody should drop; of two duplicates none is such. */
    Set<String> sound(Names names) {
        var droppable = BLUNDERS.stream()
                .filter(blunder -> is(blunder.id(), State.PRESENT))
                .flatMap(blunder -> blunder.fault(names).droppable().stream())
                .collect(Collectors.toSet());
        return indexes().stream()
                .map(index -> names.of(index.name()))
                .filter(name -> !droppable.contains(name))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Indexes for foreign keys whose parents nobody deletes, and for reports that partitions would serve better. */
    static List<MissingIndex> defensible(Names names) {
        return List.of(
                defensible(names, "foreign-key", "users", "tenant_id"),
                defensible(names, "foreign-key", "bots", "tenant_id"),
                defensible(names, "foreign-key", "user_sessions", "user_id"),
                defensible(names, "foreign-key", "user_sessions", "bot_id"),
                defensible(names, "foreign-key", "message_history", "session_id"),
                defensible(names, "foreign-key", "task_approvals", "task_id"),
                defensible(names, "foreign-key", "task_approvals", "approver_id"),
                defensible(names, "K-10", "message_history", "created_at"),
                defensible(names, "K-10", "analytics_events", "created_at"));
    }

    static List<Temptation> temptations(Names names) {
        return List.of(new Temptation(
                "K-36",
                names.of("message_history"),
                List.of(names.of("session_id")),
                Temptation.Kind.CLUSTER,
                "it would destroy the order that time ranges are found by"));
    }

    private static MissingIndex defensible(Names names, String why, String table, String column) {
        return new MissingIndex(why, names.of(table), List.of(startingWith(names.of(column))), List.of());
    }

    private boolean isSent(NaiveStatement naive) {
        return switch (naive.id()) {
            case "K-11" -> !is("K-2", State.ABSENT) && !is("K-4", State.ABSENT);
            case "K-33" -> !is("K-6", State.ABSENT);
            default -> true;
        };
    }

    private boolean is(String id, State state) {
        return states.get(id) == state;
    }
}
