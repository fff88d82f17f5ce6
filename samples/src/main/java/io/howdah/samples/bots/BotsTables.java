package io.howdah.samples.bots;

import static io.howdah.samples.bots.BotsFacts.DAY;
import static io.howdah.samples.bots.BotsFacts.HOUR;
import static io.howdah.samples.bots.BotsFacts.SECOND;

import io.howdah.samples.data.Chance;
import io.howdah.samples.data.CopyRows;
import io.howdah.samples.data.Prose;
import io.howdah.samples.data.TableSource;
import io.howdah.samples.data.TableSource.Filler;
import io.howdah.samples.model.Names;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** The rows of every table of {@code bots} but the messages. */
final class BotsTables {

    /** Draws for a row's other columns, apart from those that {@link BotsFacts} draws for its keys. */
    private static final int CONTENT = 100;

    private final Names names;
    private final BotsFacts facts;
    private final Wording words;

    BotsTables(Names names, BotsFacts facts) {
        this.names = names;
        this.facts = facts;
        this.words = new Wording(names);
    }

    /** The largest first, so that loading them side by side ends about together. */
    List<TableSource> all() {
        var messages = new BotsMessages(words, facts);
        return List.of(
                table("message_history", facts.messages, BotsMessages.COLUMNS, messages::fill),
                table(
                        "auto_tasks",
                        facts.tasks,
                        "id tenant_id user_id title status priority execution_mode risk_level approval_status payload"
                                + " due_at created_at updated_at",
                        this::tasks),
                table("analytics_events", facts.events, "id tenant_id kind properties created_at", this::events),
                table(
                        "user_sessions",
                        facts.sessions,
                        "id tenant_id user_id bot_id channel title message_count last_activity_at created_at",
                        this::sessions),
                table(
                        "task_approvals",
                        facts.approvals,
                        "id task_id approver_id status reason requested_at expires_at decided_at",
                        this::approvals),
                table(
                        "bots",
                        facts.bots,
                        "id tenant_id name llm_provider system_prompt is_active created_at",
                        this::bots),
                table(
                        "users",
                        facts.users,
                        "id tenant_id email display_name is_active created_at last_seen_at",
                        this::users),
                table("tenants", facts.tenants, "id name plan created_at", this::tenants));
    }

    private TableSource table(String name, long rows, String columns, Filler filler) {
        return new TableSource(
                names.of(name), Stream.of(columns.split(" ")).map(names::of).toList(), rows, filler);
    }

    private void tenants(CopyRows rows) throws SQLException {
        for (int tenant = 1; tenant <= facts.tenants; tenant++) {
            var chance = content(BotsFacts.TENANT, tenant);
            rows.row(4)
                    .int8(tenant)
                    .text(Prose.title(chance, 2))
                    .text(words.plan(chance))
                    .time(facts.start - chance.below(1_000 * DAY));
        }
    }

    private void users(CopyRows rows) throws SQLException {
        for (int user = 0; user < facts.users; user++) {
            var chance = content(BotsFacts.USER, user);
            var since = facts.start - (long) (700 * DAY * (1 - (user + chance.unit()) / facts.users));
            rows.row(7)
                    .uuid(facts.user(user))
                    .int8(facts.tenantOfUser(user))
                    .text(Wording.email(facts.seed, user))
                    .text(Prose.title(chance, 2))
                    .bool(chance.happens(0.985))
                    .time(since)
                    .time(facts.now - (long) chance.logNormal(4.0 * DAY, 1.5));
        }
    }

    private void bots(CopyRows rows) throws SQLException {
        var prose = new Prose();
        for (int bot = 0; bot < facts.bots; bot++) {
            var chance = content(BotsFacts.BOT, bot);
            var length = (int) Math.clamp(chance.logNormal(320, 0.5), 40, 1_500);
            rows.row(7)
                    .uuid(facts.bot(bot))
                    .int8(facts.tenantOfBot(bot))
                    .text(Prose.title(chance, 2))
                    .text(words.provider(chance))
                    .text(prose.words(chance, length), length)
                    .bool(facts.isActiveBot(bot))
                    .time(facts.start - (long) (500 * DAY * (1 - (bot + chance.unit()) / facts.bots)));
        }
    }

    private void sessions(CopyRows rows) throws SQLException {
        for (int session = 0; session < facts.sessions; session++) {
            var chance = content(BotsFacts.SESSION, session);
            var user = facts.userOfSession(session);
            var begun = facts.sessionStart(session);
            var length = facts.lengthOfSession(session);
            rows.row(9)
                    .uuid(facts.session(session))
                    .int8(facts.tenantOfUser(user))
                    .uuid(facts.user(user))
                    .uuid(facts.bot(facts.botOfSession(session)))
                    .text(words.channel(chance))
                    .text(Prose.title(chance, 3 + chance.below(6)))
                    .int4(length)
                    .time(facts.messageTime(session, length - 1, begun))
                    .time(begun);
        }
    }

    private void tasks(CopyRows rows) throws SQLException {
        for (long task = 0; task < facts.tasks; task++) {
            var chance = content(BotsFacts.TASK, task);
            var user = facts.userOfTask(task);
            var created = facts.timeOf(task, chance.unit(), facts.tasks);
            // Three of a hundred are unfinished: none of the oldest, six of a hundred of the newest.
            var open = chance.happens(0.06 * task / facts.tasks);
            var due = open ? facts.now + chance.below(20 * DAY) - 5 * DAY : created + HOUR + chance.below(20 * DAY);
            rows.row(13)
                    .uuid(facts.task(task))
                    .int8(facts.tenantOfUser(user))
                    .uuid(facts.user(user))
                    .text(Prose.title(chance, 3 + chance.below(5)))
                    .text(words.taskStatus(chance, open))
                    .text(words.priority(chance))
                    .text(words.executionMode(chance))
                    .text(words.riskLevel(chance))
                    .text(words.approvalStatus(chance))
                    .jsonb(words.payload(chance))
                    .time(due)
                    .time(created)
                    .time(Math.min(facts.now, created + chance.below(3 * DAY)));
        }
    }

    private void approvals(CopyRows rows) throws SQLException {
        for (long approval = 0; approval < facts.approvals; approval++) {
            var chance = content(BotsFacts.APPROVAL, approval);
            var pending = facts.isPending(approval);
            var requested = facts.timeOf(approval, chance.unit(), facts.approvals);
            rows.row(8)
                    .uuid(facts.approval(approval))
                    .uuid(facts.task(facts.taskOfApproval(approval)))
                    .uuid(facts.user(chance.below(facts.users)))
                    .text(pending ? words.pending() : words.decided(chance))
                    .text(Prose.title(chance, 4 + chance.below(8)))
                    .time(requested)
                    .time(pending ? facts.now + chance.below(10 * DAY) - 2 * HOUR : requested + 3 * DAY);
            if (pending) {
                rows.nothing();
            } else {
                rows.time(Math.min(facts.now, requested + chance.below(3 * DAY)));
            }
        }
    }

    private void events(CopyRows rows) throws SQLException {
        for (long event = 0; event < facts.events; event++) {
            var chance = content(BotsFacts.EVENT, event);
            var user = chance.below(facts.users);
            rows.row(5)
                    .int8(event + 1)
                    .int8(facts.tenantOfUser(user))
                    .text(words.eventKind(chance))
                    .jsonb(words.properties(chance))
                    .time(Math.min(facts.now - SECOND, facts.timeOf(event, chance.unit(), facts.events)));
        }
    }

    private Chance content(int purpose, long row) {
        return new Chance(facts.seed, CONTENT + purpose, row);
    }
}
