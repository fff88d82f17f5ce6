package io.howdah.samples.market;

import static io.howdah.samples.plant.FaultyAction.one;

import io.howdah.samples.plant.FaultyAction;
import io.howdah.samples.workload.Client;
import java.sql.SQLException;
import java.util.List;

/** The actions of {@code market} that only read. */
final class MarketReads {

    private static final long HIGH_BOUNTY = 100_000_000;

    private final MarketFacts facts;
    private final MarketDraws draws;
    private final MarketStatements statements;
    private final CrewNames names;
    private final List<String> famousCrews;

    MarketReads(
            MarketFacts facts,
            MarketDraws draws,
            MarketStatements statements,
            CrewNames names,
            List<String> famousCrews) {
        this.facts = facts;
        this.draws = draws;
        this.statements = statements;
        this.names = names;
        this.famousCrews = famousCrews;
    }

    List<FaultyAction> all() {
        return List.of(
                one(30, statements.wanted, client -> client.send(statements.wanted), "K-13"),
                one(50, statements.wantedOfCrew, this::wantedOfCrew, "K-13"),
                one(60, statements.search, this::search, "K-13", "K-14"),
                one(60, statements.suggest, this::suggest, "K-14"),
                one(90, statements.tradeableTop, client -> client.send(statements.tradeableTop), "K-15"),
                one(60, statements.tradeableAbove, this::tradeableAbove, "K-15"),
                one(90, statements.topByMarketCap, client -> client.send(statements.topByMarketCap), "K-16-market-cap"),
                one(70, statements.topBySentiment, client -> client.send(statements.topBySentiment), "K-16-sentiment"),
                one(70, statements.topByPrice, client -> client.send(statements.topByPrice), "K-16-price"),
                one(20, statements.crewAnalytics, client -> client.send(statements.crewAnalytics), "K-17"),
                one(10, statements.charactersPage, this::charactersPage, "K-33"),
                one(120, statements.characterById, this::characterById),
                one(20, statements.characterByName, this::characterByName),
                one(20, statements.crewByName, this::crewByName),
                one(60, statements.userById, this::userById),
                one(15, statements.userByEmail, this::userByEmail),
                one(60, statements.portfolio, this::portfolio),
                one(40, statements.tradesOfUser, this::tradesOfUser),
                one(60, statements.priceChart, this::priceChart));
    }

    private void wantedOfCrew(Client client) throws SQLException {
        var crew = famousCrews.get(client.chance().below(famousCrews.size()));
        client.send(statements.wantedOfCrew, "%" + crew + "%", HIGH_BOUNTY / 2);
    }

    private void search(Client client) throws SQLException {
        var part = draws.partOfName(client);
        client.sendInText(statements.search, part, part);
    }

    private void suggest(Client client) throws SQLException {
        client.send(statements.suggest, draws.partOfName(client));
    }

    private void tradeableAbove(Client client) throws SQLException {
        client.send(statements.tradeableAbove, HIGH_BOUNTY);
    }

    private void charactersPage(Client client) throws SQLException {
        client.send(statements.charactersPage, draws.skipped(client));
    }

    private void characterById(Client client) throws SQLException {
        client.send(statements.characterById, draws.tradedCharacter(client));
    }

    private void characterByName(Client client) throws SQLException {
        client.sendInText(statements.characterByName, names.character(draws.character(client)));
    }

    private void crewByName(Client client) throws SQLException {
        var crew = Math.max(1, facts.crewOf(draws.character(client)));
        client.send(statements.crewByName, names.crew(crew));
    }

    private void userById(Client client) throws SQLException {
        client.send(statements.userById, draws.user(client));
    }

    private void userByEmail(Client client) throws SQLException {
        client.sendInText(statements.userByEmail, MarketTables.email(facts.seed, draws.user(client)));
    }

    private void portfolio(Client client) throws SQLException {
        client.send(statements.portfolio, draws.user(client));
    }

    private void tradesOfUser(Client client) throws SQLException {
        client.sendInText(statements.tradesOfUser, draws.user(client));
    }

    private void priceChart(Client client) throws SQLException {
        var since = client.now().toLocalDateTime().minusDays(90);
        client.send(statements.priceChart, draws.tradedCharacter(client), since);
    }
}
