package io.howdah.samples.social;

import static io.howdah.samples.social.SocialFacts.DAY;

import io.howdah.samples.data.Chance;
import io.howdah.samples.data.CopyRows;
import io.howdah.samples.data.Prose;
import io.howdah.samples.data.TableSource;
import io.howdah.samples.data.TableSource.Filler;
import io.howdah.samples.model.Names;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** The rows of every table of {@code social}, the largest tables in the order of time. */
final class SocialTables {

    /** Draws for a row's other columns, apart from those that {@link SocialFacts} draws for its keys. */
    private static final int CONTENT = 100;

    private static final double ATTACHMENTS = 0.03;
    private static final double ACTIVE_USERS = 0.97;
    private static final double PUBLIC_ROOMS = 0.7;

    private final Names names;
    private final SocialFacts facts;
    private final Wording words;
    private final Addresses addresses;

    SocialTables(Names names, SocialFacts facts) {
        this.names = names;
        this.facts = facts;
        this.words = new Wording(names);
        this.addresses = new Addresses(facts.seed);
    }

    /** The largest first, so that loading them side by side ends about together. */
    List<TableSource> all() {
        return List.of(
                table("messages", facts.messages, "id room_id user_id content attachment created_at", this::messages),
                table("status_updates", facts.posts, "id user_id content like_count created_at", this::posts),
                table(
                        "forum_threads",
                        facts.threads,
                        "id region author_id title body reply_count last_reply_at created_at",
                        this::threads),
                table(
                        "profiles",
                        facts.users,
                        "user_id bio interests settings location_lng location_lat location updated_at",
                        this::profiles),
                table("users", facts.users, "id email name is_active region last_seen_at created_at", this::users),
                table("rooms", facts.rooms, "id name topic is_public created_at", this::rooms));
    }

    private TableSource table(String name, long rows, String columns, Filler filler) {
        return new TableSource(
                names.of(name), Stream.of(columns.split(" ")).map(names::of).toList(), rows, filler);
    }

    private void users(CopyRows rows) throws SQLException {
        for (int user = 0; user < facts.users; user++) {
            var chance = content(SocialFacts.USER, user);
            rows.row(7)
                    .int8(user + 1L)
                    .text(addresses.of(user))
                    .text(Prose.title(chance, 2))
                    .bool(chance.happens(ACTIVE_USERS))
                    .text(words.region(facts.regionOfUser(user)))
                    .time(facts.now - (long) chance.logNormal(4.0 * DAY, 1.5))
                    .time(facts.signUp(user));
        }
    }

    private void profiles(CopyRows rows) throws SQLException {
        var prose = new Prose();
        for (int user = 0; user < facts.users; user++) {
            var chance = content(SocialFacts.PROFILE, user);
            var length = (int) Math.clamp(chance.logNormal(140, 0.6), 10, 900);
            rows.row(8)
                    .int8(user + 1L)
                    .text(prose.words(chance, length), length)
                    .texts(words.interests(chance))
                    .jsonb(words.settings(chance));
            location(rows, user);
            rows.time(facts.now - (long) ((facts.now - facts.signUp(user)) * chance.unit()));
        }
    }

    private void location(CopyRows rows, int user) throws SQLException {
        if (!facts.places.isKnown(user)) {
            rows.nothing().nothing().nothing();
            return;
        }
        var place = facts.places.of(user);
        rows.float8(place.lng()).float8(place.lat()).point(place.lng(), place.lat());
    }

    private void rooms(CopyRows rows) throws SQLException {
        for (int room = 0; room < facts.rooms; room++) {
            var chance = content(SocialFacts.ROOM, room);
            rows.row(5)
                    .int8(room + 1L)
                    .text(roomName(facts, room))
                    .text(Prose.title(chance, 6))
                    .bool(chance.happens(PUBLIC_ROOMS))
                    .time(facts.start - chance.below(700 * DAY));
        }
    }

    /** A room's name, which no other has. */
    static String roomName(SocialFacts facts, int room) {
        return Prose.title(new Chance(facts.seed, CONTENT + 50, room), 2) + " " + room;
    }

    private void messages(CopyRows rows) throws SQLException {
        var prose = new Prose();
        var chance = new Chance(0, 0, 0);
        for (long message = 0; message < facts.messages; message++) {
            chance.at(facts.seed, CONTENT + SocialFacts.MESSAGE, message);
            var length = (int) Math.clamp(chance.logNormal(55, 0.8), 2, 1_200);
            rows.row(6)
                    .int8(message + 1)
                    .int8(facts.roomOfMessage(message) + 1L)
                    .int8(facts.userOfMessage(message) + 1L)
                    .text(prose.words(chance, length), length);
            if (chance.happens(ATTACHMENTS)) {
                rows.text("/files/" + Long.toHexString(chance.next()));
            } else {
                rows.nothing();
            }
            rows.time(facts.messageTime(message));
        }
    }

    private void posts(CopyRows rows) throws SQLException {
        var prose = new Prose();
        var chance = new Chance(0, 0, 0);
        for (long post = 0; post < facts.posts; post++) {
            chance.at(facts.seed, CONTENT + SocialFacts.POST, post);
            var length = (int) Math.clamp(chance.logNormal(110, 0.6), 5, 900);
            rows.row(5)
                    .int8(post + 1)
                    .int8(facts.userOfPost(post) + 1L)
                    .text(prose.words(chance, length), length)
                    .int4((int) Math.min(5_000, chance.logNormal(2, 1.5)))
                    .time(facts.postTime(post));
        }
    }

    private void threads(CopyRows rows) throws SQLException {
        var prose = new Prose();
        for (long thread = 0; thread < facts.threads; thread++) {
            var chance = content(SocialFacts.THREAD, thread);
            var author = facts.userOfThread(thread);
            var created = facts.threadTime(thread);
            var length = (int) Math.clamp(chance.logNormal(280, 0.7), 20, 1_800);
            rows.row(8)
                    .int8(thread + 1)
                    .text(words.region(facts.regionOfUser(author)))
                    .int8(author + 1L)
                    .text(Prose.title(chance, 3 + chance.below(7)))
                    .text(prose.words(chance, length), length)
                    .int4((int) Math.min(2_000, chance.logNormal(4, 1.3)))
                    .time(Math.min(facts.now, created + (long) chance.logNormal(2.0 * DAY, 1.5)))
                    .time(created);
        }
    }

    private Chance content(int purpose, long row) {
        return new Chance(facts.seed, CONTENT + purpose, row);
    }
}
