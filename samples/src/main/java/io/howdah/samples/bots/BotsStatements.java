package io.howdah.samples.bots;

import io.howdah.samples.model.Names;
import io.howdah.samples.workload.Statement;

/** What the application sends, as its code holds it. Constants that never change are literals, all else is bound. */
final class BotsStatements {

    static final String OPEN_TASKS = "({'pending'}, {'ready'}, {'running'}, {'paused'}, {'waiting_approval'})";

    /** Sessions on one page of a tenant's list. */
    static final int PAGE = 25;

    // reads that lack an index

    final Statement sessionsOfUser;
    final Statement messagesOfSession;
    final Statement openTasks;
    final Statement taskBoard;
    final Statement sessionsOfTenant;
    final Statement activeBots;
    final Statement pendingApprovals;
    final Statement expiringApprovals;
    final Statement unreadMessages;
    final Statement unreadCount;

    // reads that no index mends

    final Statement messageReport;
    final Statement eventReport;
    final Statement previewSessions;
    final Statement lastMessage;
    final Statement sessionsPage;

    // reads that are fine

    final Statement userById;
    final Statement userByEmail;
    final Statement sessionById;
    final Statement botWithTenant;
    final Statement recentEvents;

    // writes

    final Statement touchSession;
    final Statement insertMessage;
    final Statement markRead;
    final Statement insertTask;
    final Statement finishTask;
    final Statement insertEvent;
    final Statement insertApproval;
    final Statement decideApproval;
    final Statement seeUser;
    final Statement insertSession;
    final Statement insertBot;
    final Statement deleteBot;
    final Statement expireMessages;
    final Statement expireEvents;

    private final Names names;

    BotsStatements(Names names) {
        this.names = names;
        sessionsOfUser = naive("sessions_of_user", """
                select {id}, {title}, {message_count}, {last_activity_at} from {user_sessions}
                where {user_id} = ? order by {created_at} desc limit 20""");
        messagesOfSession = naive("messages_of_session", """
                select {id}, {message_index}, {role}, {type}, {body}, {created_at} from {message_history}
                where {session_id} = ? order by {message_index}""");
        openTasks = naive("open_tasks", """
                select {id}, {tenant_id}, {title}, {status}, {due_at} from {auto_tasks}
                where {status} in %s and {priority} = ? order by {due_at} limit 50""".formatted(OPEN_TASKS));
        taskBoard = naive("task_board", """
                select {status}, {priority}, count(*) from {auto_tasks}
                where {tenant_id} = ? and {status} in %s group by {status}, {priority}""".formatted(OPEN_TASKS));
        sessionsOfTenant = naive("sessions_of_tenant", """
                select {id}, {user_id}, {title}, {channel}, {created_at} from {user_sessions}
                where {tenant_id} = ? order by {created_at} desc limit 50""");
        activeBots = naive("active_bots", """
                select {id}, {name}, {llm_provider} from {bots}
                where {tenant_id} = ? and {is_active} = true order by {name} limit 100""");
        pendingApprovals = naive("pending_approvals", """
                select {id}, {approver_id}, {reason}, {expires_at} from {task_approvals}
                where {task_id} = ? and {status} = {'pending'}""");
        expiringApprovals = naive("expiring_approvals", """
                select {id}, {task_id}, {approver_id}, {expires_at} from {task_approvals}
                where {status} = {'pending'} and {expires_at} < ? order by {expires_at} limit 100""");
        unreadMessages = naive("unread_messages", """
                select {id}, {session_id}, {body}, {created_at} from {message_history}
                where {user_id} = ? and {is_read} = false order by {created_at} desc limit 30""");
        unreadCount = naive(
                "unread_count", "select count(*) from {message_history} where {user_id} = ? and {is_read} = false");
        messageReport = naive("message_report", """
                select date_trunc('hour', {created_at}), {role}, count(*) from {message_history}
                where {created_at} >= ? and {created_at} < ? group by 1, 2 order by 1, 2""");
        eventReport = naive("event_report", """
                select {kind}, count(*) from {analytics_events}
                where {created_at} >= ? and {created_at} < ? group by {kind} order by 2 desc""");
        previewSessions = naive(
                "preview_sessions",
                "select {id}, {title} from {user_sessions} where {user_id} = ? order by {created_at} desc limit 5");
        lastMessage = naive("last_message", """
                select {body}, {created_at} from {message_history}
                where {session_id} = ? order by {message_index} desc limit 1""");
        sessionsPage = naive("sessions_page", """
                select {id}, {title}, {created_at} from {user_sessions}
                where {tenant_id} = ? order by {created_at} desc offset ? limit %d""".formatted(PAGE));
        userById = fine("user_by_id", """
                select {id}, {tenant_id}, {email}, {display_name} from {users} where {id} = ? and {is_active} = true""");
        userByEmail = fine(
                "user_by_email",
                "select {id}, {tenant_id}, {display_name}, {is_active} from {users} where {email} = ?");
        sessionById = fine(
                "session_by_id",
                "select {id}, {user_id}, {bot_id}, {title}, {message_count} from {user_sessions} where {id} = ?");
        botWithTenant = fine("bot_with_tenant", """
                select b.{id}, b.{name}, b.{system_prompt}, t.{name}, t.{plan} from {bots} b
                join {tenants} t on t.{id} = b.{tenant_id} where b.{id} = ?""");
        recentEvents = fine("recent_events", """
                select {kind}, {properties}, {created_at} from {analytics_events}
                where {tenant_id} = ? order by {created_at} desc limit 20""");
        touchSession = fine("touch_session", """
                update {user_sessions} set {message_count} = {message_count} + 1, {last_activity_at} = ?
                where {id} = ? returning {message_count}""");
        insertMessage = fine("insert_message", """
                insert into {message_history} ({id}, {session_id}, {tenant_id}, {user_id}, {message_index}, {role},
                {type}, {body}, {is_read}, {created_at}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");
        markRead = fine("mark_read", "update {message_history} set {is_read} = true where {id} = ?");
        insertTask = fine("insert_task", """
                insert into {auto_tasks} ({id}, {tenant_id}, {user_id}, {title}, {status}, {priority},
                {execution_mode}, {risk_level}, {approval_status}, {payload}, {due_at}, {created_at}, {updated_at})
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb), ?, ?, ?)""");
        finishTask = fine("finish_task", "update {auto_tasks} set {status} = ?, {updated_at} = ? where {id} = ?");
        insertEvent = fine("insert_event", """
                insert into {analytics_events} ({tenant_id}, {kind}, {properties}, {created_at})
                values (?, ?, cast(? as jsonb), ?)""");
        insertApproval = fine("insert_approval", """
                insert into {task_approvals} ({id}, {task_id}, {approver_id}, {reason}, {requested_at}, {expires_at})
                values (?, ?, ?, ?, ?, ?)""");
        decideApproval =
                fine("decide_approval", "update {task_approvals} set {status} = ?, {decided_at} = ? where {id} = ?");
        seeUser = fine("see_user", "update {users} set {last_seen_at} = ? where {id} = ?");
        insertSession = fine("insert_session", """
                insert into {user_sessions} ({id}, {tenant_id}, {user_id}, {bot_id}, {channel}, {title},
                {last_activity_at}, {created_at}) values (?, ?, ?, ?, ?, ?, ?, ?)""");
        insertBot = fine("insert_bot", """
                insert into {bots} ({id}, {tenant_id}, {name}, {llm_provider}, {system_prompt}, {created_at})
                values (?, ?, ?, ?, ?, ?)""");
        deleteBot = naive("delete_bot", "delete from {bots} where {id} = ?");
        expireMessages = naive("expire_messages", "delete from {message_history} where {created_at} < ?");
        expireEvents = naive("expire_events", "delete from {analytics_events} where {created_at} < ?");
    }

    private Statement naive(String name, String template) {
        return new Statement(name, names.sql(template), false);
    }

    private Statement fine(String name, String template) {
        return new Statement(name, names.sql(template), true);
    }
}
