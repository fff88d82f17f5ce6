package io.howdah.samples.bots;

import static io.howdah.samples.fault.Cure.startingWith;

import io.howdah.samples.fault.BadIndex.Kind;
import io.howdah.samples.fault.Decision;
import io.howdah.samples.fault.IndexShape;
import io.howdah.samples.fault.MissingIndex;
import io.howdah.samples.fault.NaiveStatement;
import io.howdah.samples.fault.Temptation;
import io.howdah.samples.model.Names;
import io.howdah.samples.plant.Blunder;
import io.howdah.samples.plant.Flaw;
import io.howdah.samples.plant.Gap;
import io.howdah.samples.plant.PlantedIndex;
import io.howdah.samples.plant.PossibleFaults;
import java.util.List;

/** The faults that {@code bots} can have. */
final class BotsFaults {

    private static final IndexShape.Key NEWEST_FIRST = new IndexShape.Key("created_at", true);

    private static final List<Gap> GAPS = List.of(
            Gap.of(
                    "K-2",
                    List.of(startingWith("user_id")
                            .orAlso("tenant_id")
                            .then(NEWEST_FIRST)
                            .without("message_count", "last_activity_at")),
                    new PlantedIndex("user_sessions_user_idx", "user_sessions", "({user_id}, {created_at} desc)"),
                    "sessions_of_user"),
            Gap.of(
                    "K-4",
                    List.of(startingWith("session_id").then(new IndexShape.Key("message_index", false))),
                    new PlantedIndex(
                            "message_history_session_idx", "message_history", "({session_id}, {message_index})"),
                    "messages_of_session"),
            Gap.of(
                    "K-5",
                    List.of(
                            startingWith()
                                    .orAlso("tenant_id", "priority", "status")
                                    .where("status"),
                            startingWith("status").orAlso("tenant_id", "priority")),
                    new PlantedIndex(
                            "auto_tasks_open_idx",
                            "auto_tasks",
                            "({priority}, {due_at}) where {status} in " + BotsStatements.OPEN_TASKS),
                    "open_tasks",
                    "task_board"),
            Gap.of(
                    "K-6",
                    List.of(startingWith("tenant_id").then(NEWEST_FIRST)),
                    new PlantedIndex("user_sessions_tenant_idx", "user_sessions", "({tenant_id}, {created_at} desc)"),
                    "sessions_of_tenant"),
            Gap.of(
                    "K-7",
                    List.of(startingWith("tenant_id").orAlso("is_active").maybeWhere("is_active")),
                    new PlantedIndex("bots_active_idx", "bots", "({tenant_id}) where {is_active}"),
                    "active_bots"),
            Gap.of(
                    "K-8-task",
                    List.of(startingWith("task_id").orAlso("status").maybeWhere("status")),
                    new PlantedIndex(
                            "task_approvals_task_idx", "task_approvals", "({task_id}) where {status} = {'pending'}"),
                    "pending_approvals"),
            Gap.of(
                    "K-8-expiry",
                    List.of(
                            startingWith("expires_at").where("status"),
                            startingWith("status").then(new IndexShape.Key("expires_at", false))),
                    new PlantedIndex(
                            "task_approvals_expiry_idx",
                            "task_approvals",
                            "({expires_at}) where {status} = {'pending'}"),
                    "expiring_approvals"),
            Gap.of(
                    "K-9",
                    List.of(startingWith("user_id").orAlso("is_read").maybeWhere("is_read")),
                    new PlantedIndex(
                            "message_history_unread_idx",
                            "message_history",
                            "({user_id}, {created_at}) where not {is_read}"),
                    "unread_messages",
                    "unread_count"),
            Gap.of(
                    "K-30-foreign-key",
                    List.of(startingWith("bot_id")),
                    new PlantedIndex("user_sessions_bot_idx", "user_sessions", "({bot_id})"),
                    "delete_bot"));

    private static final PlantedIndex EMAIL = new PlantedIndex("users_email_idx", "users", "({email})");
    private static final PlantedIndex EVENTS_OF_TENANT =
            new PlantedIndex("analytics_events_tenant_time_idx", "analytics_events", "({tenant_id}, {created_at})");

    private static final List<Blunder> BLUNDERS = List.of(
            Blunder.of(
                    "K-30-unused",
                    Kind.UNUSED,
                    new PlantedIndex("auto_tasks_execution_mode_idx", "auto_tasks", "({execution_mode})")),
            Blunder.duplicate(
                    "K-30-duplicate", new PlantedIndex("users_email_lookup_idx", "users", "({email})"), EMAIL),
            Blunder.of(
                    "K-30-prefix",
                    Kind.PREFIX,
                    new PlantedIndex("analytics_events_tenant_idx", "analytics_events", "({tenant_id})")),
            Blunder.of(
                    "K-30-unique-and-more",
                    Kind.UNIQUE_AND_MORE,
                    new PlantedIndex("users_id_active_idx", "users", "({id}, {is_active})")),
            Blunder.of(
                    "K-30-nearly-always-true",
                    Kind.NEARLY_ALWAYS_TRUE,
                    new PlantedIndex("users_active_idx", "users", "({is_active})")));

    private static final List<Flaw> FLAWS = List.of(
            Flaw.of(new Decision(
                    "K-1",
                    "auto_tasks",
                    List.of("status", "priority", "execution_mode", "risk_level", "approval_status"),
                    Decision.Kind.CODED_TEXT,
                    List.of("insert_task"))),
            Flaw.of(new Decision(
                    "K-10",
                    "message_history",
                    List.of("created_at"),
                    Decision.Kind.RANGE_PARTITIONS,
                    List.of("message_report", "expire_messages"))),
            Flaw.of(new Decision(
                    "K-10",
                    "analytics_events",
                    List.of("created_at"),
                    Decision.Kind.RANGE_PARTITIONS,
                    List.of("event_report", "expire_events"))),
            autovacuum("message_history", "insert_message"),
            autovacuum("user_sessions", "touch_session"),
            Flaw.of(new Decision("K-32", "user_sessions", List.of("tenant_id"), Decision.Kind.ROW_SECURITY, List.of())),
            Flaw.needing(
                    new NaiveStatement("K-11", "last_message", "sent once for each row of preview_sessions"),
                    "K-2",
                    "K-4"),
            Flaw.needing(new NaiveStatement("K-33", "sessions_page", "skips rows by OFFSET"), "K-6"));

    static final PossibleFaults POSSIBLE = new PossibleFaults(List.of(EMAIL, EVENTS_OF_TENANT), GAPS, BLUNDERS, FLAWS);

    private BotsFaults() {}

    private static Flaw autovacuum(String table, String statement) {
        return Flaw.of(new Decision("K-12", table, List.of(), Decision.Kind.AUTOVACUUM, List.of(statement)));
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
}
