package io.howdah.samples.bots;

import static io.howdah.samples.plant.FaultyAction.one;
import static io.howdah.samples.plant.FaultyAction.several;

import io.howdah.samples.data.Prose;
import io.howdah.samples.plant.FaultyAction;
import io.howdah.samples.workload.Action;
import io.howdah.samples.workload.Client;
import io.howdah.samples.workload.Statement;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

/**
 * The actions of {@code bots} that write. They use up nothing: what is deleted or decided was made before by the same client,
 * or may be decided again.
 */
final class BotsWrites {

    private static final String TASK = "task";
    private static final String APPROVAL = "approval";
    private static final int KEPT_DAYS = 365;

    private final BotsFacts facts;
    private final BotsDraws draws;
    private final BotsStatements statements;
    private final Wording words;

    BotsWrites(BotsFacts facts, BotsDraws draws, BotsStatements statements, Wording words) {
        this.facts = facts;
        this.draws = draws;
        this.statements = statements;
        this.words = words;
    }

    List<FaultyAction> all() {
        return List.of(
                several(
                        "post_message",
                        35,
                        client -> client.together(this::postMessage),
                        statements.touchSession,
                        statements.insertMessage),
                several("mark_read", 20, this::markRead, statements.markRead),
                several("create_task", 10, this::createTask, statements.insertTask),
                several("finish_task", 10, this::finishTask, statements.finishTask),
                several("record_event", 20, this::recordEvent, statements.insertEvent),
                several("ask_approval", 8, this::askApproval, statements.insertApproval),
                several("decide_approval", 8, this::decideApproval, statements.decideApproval),
                several("see_user", 15, this::seeUser, statements.seeUser),
                several("start_session", 8, this::startSession, statements.insertSession),
                new FaultyAction(
                        new Action("try_bot", 4, List.of(statements.insertBot, statements.deleteBot), this::tryBot),
                        List.of("K-30-foreign-key")),
                one(0, statements.expireMessages, client -> expire(client, statements.expireMessages), "K-10"),
                one(0, statements.expireEvents, client -> expire(client, statements.expireEvents), "K-10"));
    }

    /** A year is kept, so that in a dataset of one year a few rows go at most. */
    private static void expire(Client client, Statement statement) throws SQLException {
        client.send(statement, client.now().minusDays(KEPT_DAYS));
    }

    private void postMessage(Client client) throws SQLException {
        var session = draws.ownSession(client);
        var user = facts.userOfSession(session);
        var index = client.send(statements.touchSession, client.now(), facts.session(session))
                .getFirst();
        client.send(
                statements.insertMessage,
                client.newKey(),
                facts.session(session),
                (long) facts.tenantOfUser(user),
                facts.user(user),
                index,
                words.text("user"),
                words.text("text"),
                Prose.title(client.chance(), 4 + client.chance().below(20)),
                false,
                client.now());
    }

    private void markRead(Client client) throws SQLException {
        var session = draws.ownSession(client);
        var index = client.chance().below(facts.lengthOfSession(session));
        client.send(statements.markRead, facts.message(session, index));
    }

    private void createTask(Client client) throws SQLException {
        var user = draws.user(client);
        var key = client.newKey();
        client.send(
                statements.insertTask,
                key,
                (long) facts.tenantOfUser(user),
                facts.user(user),
                Prose.title(client.chance(), 5),
                words.text("pending"),
                string(words.priority(client.chance())),
                string(words.executionMode(client.chance())),
                string(words.riskLevel(client.chance())),
                words.text("skipped"),
                words.payload(client.chance()),
                client.now().plusDays(3),
                client.now(),
                client.now());
        client.remember(TASK, key);
    }

    private void finishTask(Client client) throws SQLException {
        var key = client.recall(TASK, facts.task(draws.ownTask(client)));
        client.send(statements.finishTask, words.text("completed"), client.now(), key);
    }

    private void recordEvent(Client client) throws SQLException {
        client.send(
                statements.insertEvent,
                (long) draws.tenant(client),
                string(words.eventKind(client.chance())),
                words.properties(client.chance()),
                client.now());
    }

    private void askApproval(Client client) throws SQLException {
        var key = client.newKey();
        client.send(
                statements.insertApproval,
                key,
                facts.task(draws.task(client)),
                facts.user(draws.user(client)),
                Prose.title(client.chance(), 6),
                client.now(),
                client.now().plusDays(3));
        client.remember(APPROVAL, key);
    }

    private void decideApproval(Client client) throws SQLException {
        var key = client.recall(APPROVAL, facts.approval(draws.ownApproval(client)));
        client.send(statements.decideApproval, string(words.decided(client.chance())), client.now(), key);
    }

    private void seeUser(Client client) throws SQLException {
        client.send(statements.seeUser, client.now(), facts.user(draws.ownUser(client)));
    }

    private void startSession(Client client) throws SQLException {
        var model = draws.session(client);
        var user = facts.userOfSession(model);
        client.send(
                statements.insertSession,
                client.newKey(),
                (long) facts.tenantOfUser(user),
                facts.user(user),
                facts.bot(facts.botOfSession(model)),
                string(words.channel(client.chance())),
                Prose.title(client.chance(), 4),
                client.now(),
                client.now());
    }

    /** A bot made to be tried and thrown away: deleting it asks the sessions whether one refers to it. */
    private void tryBot(Client client) throws SQLException {
        var key = client.newKey();
        client.send(
                statements.insertBot,
                key,
                (long) draws.tenant(client),
                Prose.title(client.chance(), 2),
                string(words.provider(client.chance())),
                Prose.title(client.chance(), 40),
                client.now());
        client.send(statements.deleteBot, key);
    }

    private static String string(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
