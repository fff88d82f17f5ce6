package io.howdah.samples.social;

import static io.howdah.samples.plant.FaultyAction.one;

import io.howdah.samples.plant.FaultyAction;
import io.howdah.samples.workload.Client;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** The actions of {@code social} that only read. */
final class SocialReads {

    /** Degrees from the middle to the edge of a map on a screen. */
    private static final double MAP = 0.05;

    private static final int BUSY = 5;

    private final SocialFacts facts;
    private final SocialDraws draws;
    private final SocialStatements statements;
    private final Wording words;
    private final Addresses addresses;

    SocialReads(SocialFacts facts, SocialDraws draws, SocialStatements statements, Wording words) {
        this.facts = facts;
        this.draws = draws;
        this.statements = statements;
        this.words = words;
        this.addresses = new Addresses(facts.seed);
    }

    List<FaultyAction> all() {
        return List.of(
                one(120, statements.login, this::login, "K-20"),
                one(30, statements.membersSince, this::membersSince, "K-21"),
                one(40, statements.newestMembers, this::newestMembers, "K-21"),
                one(60, statements.byInterests, this::byInterests, "K-22-array"),
                one(40, statements.byTopic, this::byTopic, "K-22-json"),
                one(60, statements.nearest, this::nearest, "K-23"),
                one(40, statements.inBox, this::inBox, "K-23"),
                one(170, statements.roomMessages, this::roomMessages, "K-24"),
                one(12, statements.messageReport, this::messageReport, "K-25"),
                one(6, statements.oldMessages, this::oldMessages, "K-25"),
                one(5, statements.frequentPosters, this::frequentPosters, "K-27"),
                one(0, statements.newestPosts, this::newestPosts, "K-28"),
                one(70, statements.threadsOfRegion, this::threadsOfRegion),
                one(25, statements.hotThreads, this::hotThreads),
                one(2, statements.regionDigest, this::regionDigest),
                one(8, statements.busyThreads, this::busyThreads, "K-29"),
                one(20, statements.threadsPage, this::threadsPage, "K-33"),
                one(60, statements.userById, this::userById),
                one(20, statements.userByEmail, this::userByEmail),
                one(60, statements.profileOfUser, this::profileOfUser),
                one(40, statements.roomByName, this::roomByName),
                one(30, statements.messagesOfUser, this::messagesOfUser),
                one(40, statements.threadById, this::threadById));
    }

    private void login(Client client) throws SQLException {
        client.send(statements.login, addresses.of(draws.user(client)).toLowerCase(Locale.ROOT));
    }

    private void membersSince(Client client) throws SQLException {
        var day = draws.oldDay(client);
        client.send(statements.membersSince, day, day.plusDays(3));
    }

    private void newestMembers(Client client) throws SQLException {
        client.send(statements.newestMembers);
    }

    private void byInterests(Client client) throws SQLException {
        client.send(
                statements.byInterests, words.wantedInterest(client.chance()), words.wantedInterest(client.chance()));
    }

    private void byTopic(Client client) throws SQLException {
        client.sendInText(statements.byTopic, words.wantedTopic(client.chance()));
    }

    private void nearest(Client client) throws SQLException {
        var here = facts.places.near(client.chance());
        client.send(statements.nearest, here.lng(), here.lat());
    }

    private void inBox(Client client) throws SQLException {
        var here = facts.places.near(client.chance());
        client.sendInText(statements.inBox, here.lng() - MAP, here.lat() - MAP, here.lng() + MAP, here.lat() + MAP);
    }

    private void roomMessages(Client client) throws SQLException {
        var since = client.now().minusDays(1 + client.chance().below(30));
        client.send(statements.roomMessages, draws.room(client) + 1L, since);
    }

    private void messageReport(Client client) throws SQLException {
        var day = draws.oldDay(client);
        client.sendInText(statements.messageReport, day, day.plusDays(7));
    }

    private void oldMessages(Client client) throws SQLException {
        var day = draws.oldDay(client);
        client.send(statements.oldMessages, day, day.plusDays(1));
    }

    private void frequentPosters(Client client) throws SQLException {
        client.send(statements.frequentPosters);
    }

    private void newestPosts(Client client) throws SQLException {
        client.send(statements.newestPosts);
    }

    private void threadsOfRegion(Client client) throws SQLException {
        client.sendInText(statements.threadsOfRegion, words.regionName(draws.region(client)));
    }

    private void hotThreads(Client client) throws SQLException {
        client.send(
                statements.hotThreads,
                words.regionName(draws.region(client)),
                client.now().minusDays(14));
    }

    private void regionDigest(Client client) throws SQLException {
        client.sendInText(statements.regionDigest, words.regionName(draws.region(client)));
    }

    private void busyThreads(Client client) throws SQLException {
        client.send(statements.busyThreads, BUSY, BUSY);
    }

    private void threadsPage(Client client) throws SQLException {
        var region = draws.region(client);
        client.send(
                statements.threadsPage, words.regionName(region), draws.skipped(client, region, SocialStatements.PAGE));
    }

    private void userById(Client client) throws SQLException {
        client.send(statements.userById, draws.userKey(client));
    }

    private void userByEmail(Client client) throws SQLException {
        client.send(statements.userByEmail, addresses.of(draws.user(client)));
    }

    private void profileOfUser(Client client) throws SQLException {
        client.send(statements.profileOfUser, draws.userKey(client));
    }

    private void roomByName(Client client) throws SQLException {
        client.send(statements.roomByName, SocialTables.roomName(facts, draws.room(client)));
    }

    private void messagesOfUser(Client client) throws SQLException {
        client.send(statements.messagesOfUser, draws.userKey(client));
    }

    private void threadById(Client client) throws SQLException {
        client.send(statements.threadById, draws.threadKey(client));
    }
}
