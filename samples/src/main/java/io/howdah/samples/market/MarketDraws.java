package io.howdah.samples.market;

import io.howdah.samples.workload.Client;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The rows that actions are about: known from the dataset, so that drawing them asks the database nothing. Active users and
 * popular characters are drawn as often as they are traded. What a client writes to is its own, so that clients never wait for
 * each other.
 */
final class MarketDraws {

    private final MarketFacts facts;
    private final CrewNames names;

    MarketDraws(MarketFacts facts, CrewNames names) {
        this.facts = facts;
        this.names = names;
    }

    int user(Client client) {
        return facts.userOf(client.chance().below(facts.positions));
    }

    int character(Client client) {
        return 1 + client.chance().below(facts.characters);
    }

    int tradedCharacter(Client client) {
        return facts.tradedCharacter(client.chance().unit());
    }

    int ownUser(Client client) {
        return 1 + own(client, facts.users);
    }

    int ownCrew(Client client) {
        return 1 + own(client, facts.crews);
    }

    int ownTradedCharacter(Client client) {
        return facts.characterAt(own(client, facts.tradeable));
    }

    /** Some letters out of the name of some character, with anything before and behind. */
    String partOfName(Client client) {
        var name = names.character(character(client));
        var length = 5 + client.chance().below(3);
        var from = name.indexOf(' ') + 2 + client.chance().below(2);
        return "%" + name.substring(from, Math.min(from + length, name.length())) + "%";
    }

    /** Rows to skip in the list of all characters, by whole pages: half of it at most. */
    long skipped(Client client) {
        return (long) MarketStatements.PAGE * client.chance().below(1 + facts.characters / MarketStatements.PAGE / 2);
    }

    static BigDecimal money(long hundredths) {
        return BigDecimal.valueOf(hundredths, 2);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** One of the numbers from 0 that leave the client's number when divided by the number of clients. */
    private static int own(Client client, int rows) {
        var each = Math.max(1, rows / client.clients());
        return Math.min(rows - 1, client.chance().below(each) * client.clients() + client.number());
    }
}
