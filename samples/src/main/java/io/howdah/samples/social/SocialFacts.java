package io.howdah.samples.social;

import io.howdah.samples.data.Chance;
import io.howdah.samples.data.CopyRows;
import io.howdah.samples.data.Strewn;
import io.howdah.samples.data.Zipf;
import io.howdah.samples.model.Dataset;

/**
 * Who and what there is in one dataset of {@code social}: counts and relations, each a function of the seed and a row's
 * number, so that tables and workload agree without asking each other or the database. Rows are numbered from 0; a row's key
 * is its number and 1. Immutable once made.
 */
final class SocialFacts {

    /** What a draw is for; each purpose has draws of its own. */
    static final int USER = 1;

    static final int PROFILE = 2;
    static final int ROOM = 3;
    static final int MESSAGE = 4;
    static final int POST = 5;
    static final int THREAD = 6;
    private static final int USER_REGION = 11;
    private static final int SIGN_UP = 12;
    private static final int MESSAGE_ROOM = 13;
    private static final int MESSAGE_USER = 14;
    private static final int MESSAGE_TIME = 15;
    private static final int POST_USER = 16;
    private static final int POST_TIME = 17;
    private static final int THREAD_USER = 18;
    private static final int THREAD_TIME = 19;

    static final long SECOND = 1_000_000;
    static final long HOUR = 3_600 * SECOND;
    static final long DAY = 24 * HOUR;
    private static final long YEAR = 365 * DAY;

    final long seed;
    final long now;
    final long start;
    final long messages;
    final int users;
    final int rooms;
    final long posts;
    final long threads;
    final Places places;

    private final long opening;
    private final Strewn roomsBySize;
    private final Strewn usersByActivity;
    private final Zipf regionsBySize = new Zipf(Values.REGIONS.size(), 0.9);

    SocialFacts(Dataset dataset) {
        seed = dataset.seed();
        now = CopyRows.micros(dataset.now());
        start = now - YEAR;
        opening = start - 2 * YEAR;
        messages = dataset.rows();
        users = (int) Math.max(100, messages / 20);
        rooms = (int) Math.max(20, 2_000 * Math.sqrt(messages / 1e6));
        posts = messages / 2;
        threads = messages / 10;
        places = new Places(seed);
        roomsBySize = new Strewn(rooms, 1.0);
        usersByActivity = new Strewn(users, 0.8);
    }

    /** Users signed up evenly over three years, so that the later ones have the higher keys. */
    long signUp(int user) {
        return opening + (long) ((now - opening) * ((user + draw(SIGN_UP, user)) / users));
    }

    /** The place of a user's region in {@link Values#REGIONS}. */
    int regionOfUser(int user) {
        return regionsBySize.rank(draw(USER_REGION, user));
    }

    int roomOfMessage(long message) {
        return roomsBySize.at(draw(MESSAGE_ROOM, message));
    }

    int userOfMessage(long message) {
        return author(draw(MESSAGE_USER, message), messageTime(message));
    }

    long messageTime(long message) {
        return timeOf(message, draw(MESSAGE_TIME, message), messages);
    }

    int userOfPost(long post) {
        return author(draw(POST_USER, post), postTime(post));
    }

    long postTime(long post) {
        return timeOf(post, draw(POST_TIME, post), posts);
    }

    int userOfThread(long thread) {
        return author(draw(THREAD_USER, thread), threadTime(thread));
    }

    long threadTime(long thread) {
        return timeOf(thread, draw(THREAD_TIME, thread), threads);
    }

    /** When row {@code row} of {@code count} came about, by a business that grows; {@code part} moves it towards the next. */
    private long timeOf(long row, double part, long count) {
        return start + (long) (YEAR * Math.pow((row + part) / count, 0.8));
    }

    /** One who had signed up by then, the active ones more often. */
    private int author(double unit, long time) {
        var signedUp = (int) ((double) (time - opening) / (now - opening) * users);
        var user = usersByActivity.at(unit);
        return user < signedUp ? user : user % signedUp;
    }

    private double draw(int purpose, long row) {
        return Chance.unit(Chance.key(seed, purpose, row));
    }
}
