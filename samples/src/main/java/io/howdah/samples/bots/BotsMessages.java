package io.howdah.samples.bots;

import io.howdah.samples.data.Chance;
import io.howdah.samples.data.CopyRows;
import io.howdah.samples.data.Prose;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.UUID;

/**
 * The messages in the order in which they came, so that those of one session lie between those of others, as an application
 * that ran for a year would have left them.
 */
final class BotsMessages {

    static final String COLUMNS = "id session_id tenant_id user_id message_index role type body is_read created_at";

    private static final int CONTENT = 150;
    /** Unread messages are the newer ones mostly: the share grows evenly to this one, so that half of it is the mean. */
    private static final double UNREAD_AT_THE_END = 0.16;
    /** Bodies so long that they are stored out of line. */
    private static final double LONG_BODIES = 0.002;

    private static final Comparator<Open> NEXT_FIRST =
            Comparator.<Open>comparingLong(open -> open.time).thenComparingInt(open -> open.session);

    private final Wording words;
    private final BotsFacts facts;

    BotsMessages(Wording words, BotsFacts facts) {
        this.words = words;
        this.facts = facts;
    }

    void fill(CopyRows rows) throws SQLException {
        var open = new PriorityQueue<>(NEXT_FIRST);
        var writer = new Writer(rows);
        var next = 0;
        while (next < facts.sessions || !open.isEmpty()) {
            var first = open.peek();
            if (next < facts.sessions && (first == null || facts.sessionStart(next) <= first.time)) {
                open.add(new Open(facts, next++));
                continue;
            }
            var talking = open.remove();
            writer.write(talking);
            if (talking.advance(facts)) {
                open.add(talking);
            }
        }
    }

    /** A session that still has messages to come. */
    private static final class Open {

        private final int session;
        private final long begun;
        private final int length;
        private final UUID id;
        private final UUID user;
        private final int tenant;
        private int index;
        private long time;

        Open(BotsFacts facts, int session) {
            this.session = session;
            begun = facts.sessionStart(session);
            length = facts.lengthOfSession(session);
            id = facts.session(session);
            user = facts.user(facts.userOfSession(session));
            tenant = facts.tenantOfUser(facts.userOfSession(session));
            time = facts.messageTime(session, 0, begun);
        }

        boolean advance(BotsFacts facts) {
            if (++index == length) {
                return false;
            }
            time = facts.messageTime(session, index, begun);
            return true;
        }
    }

    private final class Writer {

        private final CopyRows rows;
        private final Prose prose = new Prose();
        private final Chance chance = new Chance(0, 0, 0);
        private long written;

        Writer(CopyRows rows) {
            this.rows = rows;
        }

        void write(Open open) throws SQLException {
            chance.at(facts.seed, CONTENT, written);
            var unread = chance.happens(UNREAD_AT_THE_END * written++ / facts.messages);
            rows.row(10)
                    .uuid(facts.message(open.session, open.index))
                    .uuid(open.id)
                    .int8(open.tenant)
                    .uuid(open.user)
                    .int4(open.index)
                    .text(words.role(chance, open.index))
                    .text(words.messageType(chance));
            body();
            rows.bool(!unread).time(open.time);
        }

        private void body() throws SQLException {
            if (chance.happens(LONG_BODIES)) {
                var length = 2_500 + chance.below(9_000);
                rows.text(prose.dense(chance, length), length);
                return;
            }
            var length = (int) Math.clamp(chance.logNormal(90, 0.9), 2, 1_800);
            rows.text(prose.words(chance, length), length);
        }
    }
}
