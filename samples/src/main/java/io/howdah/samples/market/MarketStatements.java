package io.howdah.samples.market;

import io.howdah.samples.model.Names;
import io.howdah.samples.plant.Planted;
import io.howdah.samples.workload.Statement;

/**
 * What the application sends, as its code holds it. Parts of it build their statements of strings, so some values are
 * literals and others bound.
 */
final class MarketStatements {

    /** Characters on one page of the list of all. */
    static final int PAGE = 50;

    // reads that lack an index

    final Statement wanted;
    final Statement wantedOfCrew;
    final Statement search;
    final Statement suggest;
    final Statement tradeableTop;
    final Statement tradeableAbove;
    final Statement topByMarketCap;
    final Statement topBySentiment;
    final Statement topByPrice;

    // reads that no index mends

    final Statement crewAnalytics;
    final Statement charactersPage;

    // reads that are fine

    final Statement characterById;
    final Statement characterByName;
    final Statement crewByName;
    final Statement userById;
    final Statement userByEmail;
    final Statement portfolio;
    final Statement tradesOfUser;
    final Statement priceChart;

    // writes

    final Statement executeTrade;
    final Statement updatePrice;
    final Statement updateSentiment;
    final Statement updateCaptain;
    final Statement insertPrice;
    final Statement insertUser;
    final Statement insertCrew;
    final Statement deleteCrew;

    private final Names names;

    MarketStatements(Names names, Planted planted) {
        this.names = names;
        wanted = naive("wanted", """
                select * from {characters} where {crew} like '%%%s%%' and {bounty} > 100000000
                order by {bounty} desc""".formatted(CrewNames.famous(names).getFirst()));
        wantedOfCrew = naive("wanted_of_crew", """
                select {id}, {name}, {bounty}, {image_url} from {characters}
                where {crew} like ? and {bounty} > ? order by {bounty} desc""");
        search = naive("search", """
                select {id}, {name}, {crew}, {current_price} from {characters}
                where {name} like ? or {crew} like ? order by {name} limit 50""");
        suggest = naive("suggest", """
                select {id}, {name}, {bounty} from {characters} where {name} like ? order by {bounty} desc limit 10""");
        tradeableTop = naive("tradeable_top", """
                select {id}, {name}, {crew}, {bounty}, {current_price} from {characters}
                where {is_active} = true and {is_tradeable} = true order by {bounty} desc limit 20""");
        tradeableAbove = naive("tradeable_above", """
                select {id}, {name}, {current_price}, {weekly_change} from {characters}
                where {is_active} = true and {is_tradeable} = true and {bounty} >= ? order by {bounty} desc limit 50""");
        topByMarketCap = naive("top_by_market_cap", top("market_cap"));
        topBySentiment = naive("top_by_sentiment", top("sentiment_score"));
        topByPrice = naive("top_by_price", top("current_price"));
        crewAnalytics = naive("crew_analytics", """
                select c.{id}, c.{name}, count(m.{id}), sum(m.{bounty}), avg(m.{current_price}), sum(m.{market_cap})
                from {crews} c left join {characters} m on m.{crew_id} = c.{id}
                where m.{is_active} = true group by c.{id}, c.{name} order by sum(m.{market_cap}) desc limit 20""");
        charactersPage = naive("characters_page", """
                select {id}, {name}, {crew}, {bounty}, {current_price} from {characters}
                order by {id} limit %d offset ?""".formatted(PAGE));
        characterById = fine("character_by_id", """
                select {id}, {name}, {crew}, {bounty}, {current_price}, {market_cap}, {description}, {image_url}
                from {characters} where {id} = ?""");
        characterByName = fine("character_by_name", "select {id}, {crew}, {bounty} from {characters} where {name} = ?");
        crewByName = fine("crew_by_name", "select {id}, {captain}, {description} from {crews} where {name} = ?");
        userById = fine("user_by_id", "select {id}, {name}, {balance} from {users} where {id} = ?");
        userByEmail = fine("user_by_email", "select {id}, {name}, {balance} from {users} where {email} = ?");
        portfolio = fine("portfolio", """
                select h.{character_id}, m.{name}, h.{quantity}, m.{current_price} from {holdings} h
                join {characters} m on m.{id} = h.{character_id} where h.{user_id} = ?""");
        tradesOfUser = fine("trades_of_user", """
                select {id}, {character_id}, {action}, {quantity}, {price}, {created_at} from {trades}
                where {user_id} = ? order by {created_at} desc limit 30""");
        priceChart = fine("price_chart", """
                select {at}, {price} from {price_history} where {character_id} = ? and {at} >= ? order by {at}""");
        executeTrade = fine("execute_trade", "select {execute_trade}(?, ?, ?, ?, ?)");
        var touched = planted.isAbsent("K-18") ? ", {updated_at} = current_timestamp" : "";
        updatePrice = fine(
                "update_price",
                "update {characters} set {current_price} = ?, {market_cap} = ?" + touched + " where {id} = ?");
        updateSentiment =
                fine("update_sentiment", "update {characters} set {sentiment_score} = ?" + touched + " where {id} = ?");
        updateCaptain = fine("update_captain", "update {crews} set {captain} = ?" + touched + " where {id} = ?");
        insertPrice = fine(
                "insert_price",
                "insert into {price_history} ({character_id}, {price}, {at}) values (?, ?, localtimestamp)");
        insertUser = fine(
                "insert_user", "insert into {users} ({name}, {email}, {deposited}, {balance}) values (?, ?, ?, ?)");
        insertCrew = fine("insert_crew", """
                insert into {crews} ({name}, {captain}, {founded_date}) values (?, ?, current_date) returning {id}""");
        deleteCrew = naive("delete_crew", "delete from {crews} where {id} = ?");
    }

    private static String top(String column) {
        return """
                select {id}, {name}, {crew}, {current_price}, {%s} from {characters}
                where {is_active} = true order by {%s} desc limit 20""".formatted(column, column);
    }

    private Statement naive(String name, String template) {
        return new Statement(name, names.sql(template), false);
    }

    /** Nothing is wrong with it that an index would mend. */
    private Statement fine(String name, String template) {
        return new Statement(name, names.sql(template), true);
    }
}
