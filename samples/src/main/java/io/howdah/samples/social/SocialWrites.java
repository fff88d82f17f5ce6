package io.howdah.samples.social;

import static io.howdah.samples.plant.FaultyAction.one;
import static io.howdah.samples.plant.FaultyAction.several;

import io.howdah.samples.data.Prose;
import io.howdah.samples.plant.FaultyAction;
import io.howdah.samples.workload.Action;
import io.howdah.samples.workload.Client;
import java.sql.SQLException;
import java.util.List;

/** The actions of {@code social} that write. They use up nothing: who leaves has just signed up. */
final class SocialWrites {

    private final SocialDraws draws;
    private final SocialStatements statements;
    private final Wording words;

    SocialWrites(SocialDraws draws, SocialStatements statements, Wording words) {
        this.draws = draws;
        this.statements = statements;
        this.words = words;
    }

    List<FaultyAction> all() {
        return List.of(
                several("post_message", 40, this::postMessage, statements.insertMessage),
                several("post_status", 15, this::postStatus, statements.insertPost),
                several("like_post", 30, this::likePost, statements.likePost),
                several("start_thread", 8, this::startThread, statements.insertThread),
                several("reply_to_thread", 20, this::replyToThread, statements.replyToThread),
                several("see_user", 20, this::seeUser, statements.seeUser),
                several("edit_profile", 10, this::editProfile, statements.editProfile),
                one(0, statements.expireMessages, this::expireMessages, "K-25"),
                new FaultyAction(
                        new Action(
                                "sign_up_and_leave",
                                4,
                                List.of(
                                        statements.insertUser,
                                        statements.insertProfile,
                                        statements.deleteProfile,
                                        statements.deleteUser),
                                client -> client.together(this::signUpAndLeave)),
                        List.of("K-30-foreign-key")));
    }

    private void postMessage(Client client) throws SQLException {
        client.send(
                statements.insertMessage,
                draws.room(client) + 1L,
                draws.userKey(client),
                prose(client, 4, 20),
                client.now());
    }

    private void postStatus(Client client) throws SQLException {
        client.send(statements.insertPost, draws.userKey(client), prose(client, 6, 25), client.now());
    }

    private void likePost(Client client) throws SQLException {
        client.send(statements.likePost, draws.ownPost(client));
    }

    private void startThread(Client client) throws SQLException {
        client.send(
                statements.insertThread,
                words.regionName(draws.region(client)),
                draws.userKey(client),
                prose(client, 3, 6),
                prose(client, 20, 60),
                client.now(),
                client.now());
    }

    private void replyToThread(Client client) throws SQLException {
        client.send(statements.replyToThread, client.now(), draws.ownThread(client));
    }

    private void seeUser(Client client) throws SQLException {
        client.send(statements.seeUser, client.now(), draws.ownUser(client));
    }

    private void editProfile(Client client) throws SQLException {
        client.send(statements.editProfile, prose(client, 8, 20), client.now(), draws.ownUser(client));
    }

    /** Keeps a year: most times there is nothing to delete. */
    private void expireMessages(Client client) throws SQLException {
        client.send(statements.expireMessages, client.now().minusDays(365));
    }

    /** An account made to be looked at and deleted: deleting it asks four tables whether a row refers to it. */
    private void signUpAndLeave(Client client) throws SQLException {
        var user = client.send(
                        statements.insertUser,
                        client.newKey() + "@mail.example",
                        prose(client, 2, 1),
                        words.regionName(draws.region(client)),
                        client.now())
                .getFirst();
        client.send(
                statements.insertProfile, user, prose(client, 6, 10), words.settings(client.chance()), client.now());
        client.send(statements.deleteProfile, user);
        client.send(statements.deleteUser, user);
    }

    private static String prose(Client client, int words, int more) {
        return Prose.title(client.chance(), words + client.chance().below(more));
    }
}
