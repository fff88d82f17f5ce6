package io.howdah.samples.bots;

import io.howdah.samples.data.Chance;
import io.howdah.samples.data.CopyRows;
import io.howdah.samples.data.Strewn;
import io.howdah.samples.data.Zipf;
import io.howdah.samples.model.Dataset;
import java.util.UUID;

/**
 * Who and what there is in one dataset of {@code bots}: counts, keys and relations, each a function of the seed and a row's
 * number, so that tables and workload agree without asking each other or the database. Immutable once made.
 */
final class BotsFacts {

    /** What a draw is for; each purpose has draws of its own. */
    static final int TENANT = 1;

    static final int USER = 2;
    static final int BOT = 3;
    static final int SESSION = 4;
    static final int MESSAGE = 5;
    static final int TASK = 6;
    static final int APPROVAL = 7;
    static final int EVENT = 8;
    private static final int USER_TENANT = 11;
    private static final int BOT_TENANT = 12;
    private static final int BOT_ACTIVE = 13;
    private static final int SESSION_USER = 14;
    private static final int SESSION_BOT = 15;
    private static final int SESSION_LENGTH = 16;
    private static final int SESSION_TIME = 17;
    private static final int TASK_USER = 18;
    private static final int APPROVAL_TASK = 19;
    private static final int APPROVAL_STATE = 20;

    static final long SECOND = 1_000_000;
    static final long HOUR = 3_600 * SECOND;
    static final long DAY = 24 * HOUR;
    private static final long YEAR = 365 * DAY;

    /** Keys of messages are numbered within their session. */
    private static final int LONGEST_SESSION = 600;

    private static final double MEDIAN_SESSION = 8;
    private static final double SESSION_SIGMA = 1.1;
    private static final double ACTIVE_BOTS = 0.06;

    final long seed;
    final long now;
    final long start;
    final long messages;
    final int tenants;
    final int users;
    final int bots;
    final int sessions;
    final long tasks;
    final long approvals;
    final long events;

    private final int lastSession;
    private final Zipf tenantsBySize;
    private final Zipf botsByTenant;
    private final Strewn usersByActivity;
    private final int[] activeFrom;
    private final int[] activeBots;

    BotsFacts(Dataset dataset) {
        seed = dataset.seed();
        now = CopyRows.micros(dataset.now());
        start = now - YEAR;
        messages = dataset.rows();
        tenants = (int) Math.max(10, 300 * Math.sqrt(messages / 1e6));
        users = (int) Math.max(50, messages / 50);
        bots = (int) Math.max(tenants * 4L, messages / 25);
        tasks = messages * 12 / 100;
        approvals = messages * 12 / 100;
        events = messages * 2 / 10;
        tenantsBySize = new Zipf(tenants, 1.0);
        botsByTenant = new Zipf(tenants, 0.6);
        usersByActivity = new Strewn(users, 0.8);
        activeFrom = new int[tenants + 1];
        activeBots = activeBotsByTenant();
        var counted = countSessions();
        sessions = Math.toIntExact(counted[0]);
        lastSession = Math.toIntExact(counted[1]);
    }

    // --- keys ------------------------------------------------------------------------------------------------------

    UUID user(int user) {
        return Chance.uuid(seed, USER, user);
    }

    UUID bot(int bot) {
        return Chance.uuid(seed, BOT, bot);
    }

    UUID session(int session) {
        return Chance.uuid(seed, SESSION, session);
    }

    UUID message(int session, int index) {
        return Chance.uuid(seed, MESSAGE, (long) session * 1_024 + index);
    }

    UUID task(long task) {
        return Chance.uuid(seed, TASK, task);
    }

    UUID approval(long approval) {
        return Chance.uuid(seed, APPROVAL, approval);
    }

    // --- relations -------------------------------------------------------------------------------------------------

    /** Tenants are numbered from 1, as an identity column does. */
    int tenantOfUser(int user) {
        return 1 + tenantsBySize.rank(draw(USER_TENANT, user));
    }

    int tenantOfBot(int bot) {
        return 1 + (bot < tenants ? bot : botsByTenant.rank(draw(BOT_TENANT, bot)));
    }

    /** Each tenant has at least one active bot. */
    boolean isActiveBot(int bot) {
        return bot < tenants || draw(BOT_ACTIVE, bot) < ACTIVE_BOTS;
    }

    int userOfSession(int session) {
        return usersByActivity.at(draw(SESSION_USER, session));
    }

    /** One of the active bots of the user's tenant, the earlier ones more often. */
    int botOfSession(int session) {
        var tenant = tenantOfUser(userOfSession(session)) - 1;
        var choice = draw(SESSION_BOT, session);
        var choices = activeFrom[tenant + 1] - activeFrom[tenant];
        return activeBots[activeFrom[tenant] + (int) (choice * choice * choices)];
    }

    int lengthOfSession(int session) {
        return session == sessions - 1 ? lastSession : drawnLength(session);
    }

    int userOfTask(long task) {
        return usersByActivity.at(draw(TASK_USER, task));
    }

    /** Approvals are asked for in about the order of their tasks. */
    long taskOfApproval(long approval) {
        var nearby = (long) (draw(APPROVAL_TASK, approval) * 100);
        return Math.clamp(approval - nearby, 0, tasks - 1);
    }

    /** About 2.5 of a hundred approvals are pending, none of the oldest and one in twenty of the newest. */
    boolean isPending(long approval) {
        return draw(APPROVAL_STATE, approval) < 0.05 * approval / approvals;
    }

    // --- times, in microseconds since 1970 --------------------------------------------------------------------------

    /** When row {@code row} of {@code count} came about, by a business that grows; {@code part} moves it towards the next. */
    long timeOf(long row, double part, long count) {
        return start + (long) (YEAR * Math.pow((row + part) / count, 0.8));
    }

    long sessionStart(int session) {
        return timeOf(session, draw(SESSION_TIME, session), sessions);
    }

    /** When the message came; the last of a session at its end. */
    long messageTime(int session, int index, long sessionStart) {
        var spread = (index + Chance.unit(Chance.key(seed, MESSAGE, (long) session * 1_024 + index)))
                / lengthOfSession(session);
        return sessionStart + (long) (sessionSpan(session, sessionStart) * spread);
    }

    /** Half an hour for most, days for some, and never beyond now. */
    private long sessionSpan(int session, long sessionStart) {
        var span = new Chance(seed, SESSION_TIME, session).logNormal(30, 2) * 60 * SECOND;
        return (long) Math.min(Math.min(span, 6.0 * DAY), (double) (now - sessionStart));
    }

    // --- how they are made -----------------------------------------------------------------------------------------

    private double draw(int purpose, long index) {
        return Chance.unit(Chance.key(seed, purpose, index));
    }

    private int drawnLength(int session) {
        var length = new Chance(seed, SESSION_LENGTH, session).logNormal(MEDIAN_SESSION, SESSION_SIGMA);
        return (int) Math.clamp(length, 2, LONGEST_SESSION);
    }

    /** As many sessions as hold all messages, and the length of the last of them. */
    private long[] countSessions() {
        var left = messages;
        var session = 0;
        while (left > drawnLength(session)) {
            left -= drawnLength(session++);
        }
        return new long[] {session + 1L, left};
    }

    private int[] activeBotsByTenant() {
        for (int bot = 0; bot < bots; bot++) {
            if (isActiveBot(bot)) {
                activeFrom[tenantOfBot(bot)]++;
            }
        }
        for (int tenant = 0; tenant < tenants; tenant++) {
            activeFrom[tenant + 1] += activeFrom[tenant];
        }
        var next = activeFrom.clone();
        var active = new int[activeFrom[tenants]];
        for (int bot = 0; bot < bots; bot++) {
            if (isActiveBot(bot)) {
                active[next[tenantOfBot(bot) - 1]++] = bot;
            }
        }
        return active;
    }
}
