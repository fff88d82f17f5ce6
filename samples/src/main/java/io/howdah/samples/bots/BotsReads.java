package io.howdah.samples.bots;

import static io.howdah.samples.plant.FaultyAction.one;

import io.howdah.samples.plant.FaultyAction;
import io.howdah.samples.workload.Action;
import io.howdah.samples.workload.Client;
import io.howdah.samples.workload.Statement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The actions of {@code bots} that only read. */
final class BotsReads {

    private static final List<String> WATCHED_PRIORITIES = List.of("high", "urgent", "critical");

    private final BotsFacts facts;
    private final BotsDraws draws;
    private final BotsStatements statements;
    private final Wording words;

    BotsReads(BotsFacts facts, BotsDraws draws, BotsStatements statements, Wording words) {
        this.facts = facts;
        this.draws = draws;
        this.statements = statements;
        this.words = words;
    }

    List<FaultyAction> all() {
        return List.of(
                one(90, statements.sessionsOfUser, this::sessionsOfUser, "K-2"),
                one(170, statements.messagesOfSession, this::messagesOfSession, "K-4"),
                one(40, statements.openTasks, this::openTasks, "K-5"),
                one(30, statements.taskBoard, this::taskBoard, "K-5"),
                one(60, statements.sessionsOfTenant, this::sessionsOfTenant, "K-6"),
                one(60, statements.activeBots, this::activeBots, "K-7"),
                one(60, statements.pendingApprovals, this::pendingApprovals, "K-8-task"),
                one(30, statements.expiringApprovals, this::expiringApprovals, "K-8-expiry"),
                one(100, statements.unreadMessages, this::unreadMessages, "K-9"),
                one(100, statements.unreadCount, this::unreadCount, "K-9"),
                one(0, statements.messageReport, client -> report(client, statements.messageReport), "K-10"),
                one(0, statements.eventReport, client -> report(client, statements.eventReport), "K-10"),
                new FaultyAction(
                        new Action(
                                "preview_sessions",
                                8,
                                List.of(statements.previewSessions, statements.lastMessage),
                                this::previewSessions),
                        List.of("K-11", "K-2", "K-4")),
                one(4, statements.sessionsPage, this::sessionsPage, "K-33", "K-6"),
                one(40, statements.userById, this::userById),
                one(15, statements.userByEmail, this::userByEmail),
                one(40, statements.sessionById, this::sessionById),
                one(25, statements.botWithTenant, this::botWithTenant),
                one(15, statements.recentEvents, this::recentEvents));
    }

    private void sessionsOfUser(Client client) throws SQLException {
        client.send(statements.sessionsOfUser, facts.user(draws.user(client)));
    }

    private void messagesOfSession(Client client) throws SQLException {
        client.send(statements.messagesOfSession, facts.session(draws.session(client)));
    }

    private void openTasks(Client client) throws SQLException {
        var priority = WATCHED_PRIORITIES.get(client.chance().below(WATCHED_PRIORITIES.size()));
        client.send(statements.openTasks, words.text(priority));
    }

    private void taskBoard(Client client) throws SQLException {
        client.send(statements.taskBoard, (long) draws.tenant(client));
    }

    private void sessionsOfTenant(Client client) throws SQLException {
        client.send(statements.sessionsOfTenant, (long) draws.tenant(client));
    }

    private void activeBots(Client client) throws SQLException {
        client.send(statements.activeBots, (long) draws.tenant(client));
    }

    private void pendingApprovals(Client client) throws SQLException {
        client.send(statements.pendingApprovals, facts.task(draws.taskToApprove(client)));
    }

    private void expiringApprovals(Client client) throws SQLException {
        client.send(statements.expiringApprovals, client.now().plusDays(1));
    }

    private void unreadMessages(Client client) throws SQLException {
        client.send(statements.unreadMessages, facts.user(draws.user(client)));
    }

    private void unreadCount(Client client) throws SQLException {
        client.send(statements.unreadCount, facts.user(draws.user(client)));
    }

    private void report(Client client, Statement statement) throws SQLException {
        var day = draws.someDay(client);
        client.send(statement, day, day.plus(Duration.ofDays(1)));
    }

    /** Naive on purpose: a statement for each row of another. */
    private void previewSessions(Client client) throws SQLException {
        for (var session : client.send(statements.previewSessions, facts.user(draws.userWithSessions(client)))) {
            client.send(statements.lastMessage, session);
        }
    }

    private void sessionsPage(Client client) throws SQLException {
        client.send(
                statements.sessionsPage,
                (long) draws.tenant(client),
                25L * client.chance().below(40));
    }

    private void userById(Client client) throws SQLException {
        client.send(statements.userById, facts.user(draws.user(client)));
    }

    private void userByEmail(Client client) throws SQLException {
        client.send(statements.userByEmail, Wording.email(facts.seed, draws.user(client)));
    }

    private void sessionById(Client client) throws SQLException {
        client.send(statements.sessionById, facts.session(draws.session(client)));
    }

    private void botWithTenant(Client client) throws SQLException {
        client.send(statements.botWithTenant, facts.bot(facts.botOfSession(draws.session(client))));
    }

    private void recentEvents(Client client) throws SQLException {
        client.send(statements.recentEvents, (long) draws.tenant(client));
    }
}
