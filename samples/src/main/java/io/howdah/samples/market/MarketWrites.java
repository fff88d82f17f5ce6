package io.howdah.samples.market;

import static io.howdah.samples.plant.FaultyAction.several;

import io.howdah.samples.data.Prose;
import io.howdah.samples.model.Names;
import io.howdah.samples.plant.FaultyAction;
import io.howdah.samples.workload.Action;
import io.howdah.samples.workload.Client;
import java.sql.SQLException;
import java.util.List;

/** The actions of {@code market} that write. They use up nothing: what is bought is sold again, what is deleted was made before. */
final class MarketWrites {

    private final MarketFacts facts;
    private final MarketDraws draws;
    private final MarketStatements statements;
    private final String buy;
    private final String sell;

    MarketWrites(MarketFacts facts, MarketDraws draws, MarketStatements statements, Names names) {
        this.facts = facts;
        this.draws = draws;
        this.statements = statements;
        buy = names.text("buy");
        sell = names.text("sell");
    }

    List<FaultyAction> all() {
        return List.of(
                several("trade", 30, this::trade, statements.executeTrade),
                several("move_price", 30, this::movePrice, statements.updatePrice, statements.insertPrice),
                several("update_sentiment", 6, this::updateSentiment, statements.updateSentiment),
                several("update_captain", 4, this::updateCaptain, statements.updateCaptain),
                several("register", 6, this::register, statements.insertUser),
                new FaultyAction(
                        new Action("try_crew", 4, List.of(statements.insertCrew, statements.deleteCrew), this::tryCrew),
                        List.of("K-30-foreign-key")));
    }

    /** Buys some pieces and, when there was money for it, sells them again at the same price. */
    private void trade(Client client) throws SQLException {
        var user = draws.ownUser(client);
        var character = draws.tradedCharacter(client);
        var pieces = 1 + client.chance().below(5);
        var price = MarketDraws.money(facts.prices.current(character));
        var answer = client.send(statements.executeTrade, user, character, buy, pieces, price);
        if (answer.getFirst().toString().contains("true")) {
            client.send(statements.executeTrade, user, character, sell, pieces, price);
        }
    }

    private void movePrice(Client client) throws SQLException {
        var character = draws.ownTradedCharacter(client);
        var factor = 98 + client.chance().below(5);
        var price = Math.max(1, facts.prices.current(character) * factor / 100);
        var cap = facts.prices.marketCap(character) / 100 * factor;
        client.send(statements.updatePrice, MarketDraws.money(price), MarketDraws.money(cap), character);
        client.send(statements.insertPrice, character, MarketDraws.money(price));
    }

    private void updateSentiment(Client client) throws SQLException {
        var score = (client.chance().below(2_001) - 1_000) / 1_000.0;
        client.sendInText(statements.updateSentiment, score, draws.ownTradedCharacter(client));
    }

    private void updateCaptain(Client client) throws SQLException {
        client.send(statements.updateCaptain, Prose.title(client.chance(), 2), draws.ownCrew(client));
    }

    private void register(Client client) throws SQLException {
        var deposited = MarketDraws.money(10_000L * (1 + client.chance().below(50)));
        client.send(
                statements.insertUser,
                Prose.title(client.chance(), 2),
                client.newKey() + "@" + Prose.word(client.chance()) + ".example",
                deposited,
                deposited);
    }

    /** A crew made to be tried and thrown away: deleting it asks the characters whether one belongs to it. */
    private void tryCrew(Client client) throws SQLException {
        var made = client.send(
                statements.insertCrew,
                Prose.title(client.chance(), 2) + " " + client.newKey(),
                Prose.title(client.chance(), 2));
        client.send(statements.deleteCrew, made.getFirst());
    }
}
