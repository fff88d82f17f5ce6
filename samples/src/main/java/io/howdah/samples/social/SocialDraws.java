package io.howdah.samples.social;

import static io.howdah.samples.social.SocialFacts.DAY;

import io.howdah.samples.workload.Client;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * What actions are about: known from the dataset, so that drawing it asks the database nothing. Active users and busy rooms
 * are drawn as often as they act. Keys begin at 1. What a client writes to is its own, so that clients never wait for each
 * other.
 */
final class SocialDraws {

    private final SocialFacts facts;
    private final long[] threadsOfRegion = new long[Values.REGIONS.size()];

    SocialDraws(SocialFacts facts) {
        this.facts = facts;
        for (long thread = 0; thread < facts.threads; thread++) {
            threadsOfRegion[facts.regionOfUser(facts.userOfThread(thread))]++;
        }
    }

    /** A user, numbered from 0. */
    int user(Client client) {
        return facts.userOfMessage(client.chance().below(facts.messages));
    }

    long userKey(Client client) {
        return user(client) + 1L;
    }

    /** A room, numbered from 0. */
    int room(Client client) {
        return facts.roomOfMessage(client.chance().below(facts.messages));
    }

    long threadKey(Client client) {
        return client.chance().below(facts.threads) + 1;
    }

    /** The place in {@link Values#REGIONS} of the region of some thread. */
    int region(Client client) {
        return facts.regionOfUser(facts.userOfThread(client.chance().below(facts.threads)));
    }

    /** Rows to skip in the list of a region's threads, by whole pages and never all of them. */
    long skipped(Client client, int region, int page) {
        return page * client.chance().below(1 + (threadsOfRegion[region] - 1) / page);
    }

    long ownUser(Client client) {
        return own(client, facts.users);
    }

    long ownPost(Client client) {
        return own(client, facts.posts);
    }

    long ownThread(Client client) {
        return own(client, facts.threads);
    }

    /** The beginning of some day of the first nine months, so that what is read is old. */
    OffsetDateTime oldDay(Client client) {
        var micros = facts.start + client.chance().below(270 * DAY);
        return instant(micros).atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
    }

    /** The key of a row that is this client's to write to. */
    private static long own(Client client, long rows) {
        var each = Math.max(1, rows / client.clients());
        return 1 + Math.min(rows - 1, client.chance().below(each) * client.clients() + client.number());
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
