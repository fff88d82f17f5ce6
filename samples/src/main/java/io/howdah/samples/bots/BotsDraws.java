package io.howdah.samples.bots;

import static io.howdah.samples.bots.BotsFacts.DAY;

import io.howdah.samples.workload.Client;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The rows that actions are about: known from the dataset, so that drawing them asks the database nothing. Active users and
 * large tenants are drawn as often as they act. What a client writes to is its own, so that clients never wait for each other.
 */
final class BotsDraws {

    /** Sessions that are previewed at once. */
    static final int PREVIEWED = 5;

    private final BotsFacts facts;
    private final int[] sessionsOfUser;
    private final int[] sessionsOfTenant;
    private final int previewable;

    BotsDraws(BotsFacts facts) {
        this.facts = facts;
        sessionsOfUser = new int[facts.users];
        sessionsOfTenant = new int[facts.tenants + 1];
        var most = 0;
        for (int session = 0; session < facts.sessions; session++) {
            var user = facts.userOfSession(session);
            most = Math.max(most, ++sessionsOfUser[user]);
            sessionsOfTenant[facts.tenantOfUser(user)]++;
        }
        previewable = Math.min(most, PREVIEWED);
    }

    int session(Client client) {
        return client.chance().below(facts.sessions);
    }

    int user(Client client) {
        return facts.userOfSession(session(client));
    }

    int tenant(Client client) {
        return facts.tenantOfUser(user(client));
    }

    /** Rows to skip in the list of a tenant's sessions, by whole pages and never all of them. */
    long skipped(Client client, int tenant, int page) {
        return (long) page * client.chance().below(1 + (sessionsOfTenant[tenant] - 1) / page);
    }

    /** A user with as many sessions as are previewed at once, so that each preview sends the same number of statements. */
    int userWithSessions(Client client) {
        var user = user(client);
        while (sessionsOfUser[user] < previewable) {
            user = user(client);
        }
        return user;
    }

    long task(Client client) {
        return client.chance().below(facts.tasks);
    }

    /** A task with a pending approval two times of three. */
    long taskToApprove(Client client) {
        return client.chance().happens(0.67) ? facts.taskOfApproval(pendingApproval(client)) : task(client);
    }

    int ownSession(Client client) {
        return (int) own(client, facts.sessions);
    }

    int ownUser(Client client) {
        return (int) own(client, facts.users);
    }

    long ownTask(Client client) {
        return own(client, facts.tasks);
    }

    long ownApproval(Client client) {
        return own(client, facts.approvals);
    }

    /** The beginning of some day of the year. */
    OffsetDateTime someDay(Client client) {
        return time(facts.start + client.chance().below(360 * DAY)).truncatedTo(ChronoUnit.DAYS);
    }

    private long pendingApproval(Client client) {
        var approval = client.chance().below(facts.approvals);
        for (int tries = 0; tries < 1_000 && !facts.isPending(approval); tries++) {
            approval = client.chance().below(facts.approvals);
        }
        return approval;
    }

    /** One of the rows whose number leaves the client's number when divided by the number of clients. */
    private static long own(Client client, long rows) {
        var each = Math.max(1, rows / client.clients());
        return Math.min(rows - 1, client.chance().below(each) * client.clients() + client.number());
    }

    private static OffsetDateTime time(long micros) {
        return instant(micros).atOffset(ZoneOffset.UTC);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
