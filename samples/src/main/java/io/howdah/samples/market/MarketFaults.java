package io.howdah.samples.market;

import static io.howdah.samples.fault.Cure.startingWith;

import io.howdah.samples.fault.BadIndex.Kind;
import io.howdah.samples.fault.Decision;
import io.howdah.samples.fault.IndexShape;
import io.howdah.samples.fault.MissingIndex;
import io.howdah.samples.fault.NaiveFunction;
import io.howdah.samples.fault.NaiveStatement;
import io.howdah.samples.plant.Blunder;
import io.howdah.samples.plant.Flaw;
import io.howdah.samples.plant.Gap;
import io.howdah.samples.plant.PlantedIndex;
import io.howdah.samples.plant.PossibleFaults;
import java.util.List;

/** The faults that {@code market} can have. */
final class MarketFaults {

    private static final String CHARACTERS = "characters";

    private static final List<Gap> GAPS = List.of(
            Gap.of(
                    "K-13",
                    List.of(startingWith("crew").using("gin", "gist")),
                    characters("crew_trgm_idx", "using gin ({crew} gin_trgm_ops)"),
                    "wanted",
                    "wanted_of_crew"),
            Gap.of(
                    "K-14",
                    List.of(startingWith("name").using("gin", "gist")),
                    characters("name_trgm_idx", "using gin ({name} gin_trgm_ops)"),
                    "suggest"),
            Gap.of(
                    "K-15",
                    List.of(
                            startingWith()
                                    .orAlso("is_active", "is_tradeable")
                                    .then(new IndexShape.Key("bounty", true))
                                    .where("is_active", "is_tradeable"),
                            startingWith("is_tradeable").orAlso("is_active").then(new IndexShape.Key("bounty", true))),
                    characters("tradeable_idx", "({bounty} desc) where {is_active} and {is_tradeable}"),
                    "tradeable_top",
                    "tradeable_above"),
            ordering("K-16-market-cap", "market_cap", "top_by_market_cap"),
            ordering("K-16-sentiment", "sentiment_score", "top_by_sentiment"),
            ordering("K-16-price", "current_price", "top_by_price"),
            Gap.of(
                    "K-30-foreign-key",
                    List.of(startingWith("crew_id"), startingWith("crew_id").orAlso("is_active")),
                    characters("crew_id_idx", "({crew_id})"),
                    "delete_crew"));

    private static final PlantedIndex EMAIL = new PlantedIndex("users_email_idx", "users", "({email})");
    private static final PlantedIndex TRADES_OF_USER =
            new PlantedIndex("trades_user_time_idx", "trades", "({user_id}, {created_at})");

    private static final List<Blunder> BLUNDERS = List.of(
            Blunder.of("K-30-unused", Kind.UNUSED, new PlantedIndex("trades_action_idx", "trades", "({action})")),
            Blunder.duplicate(
                    "K-30-duplicate", new PlantedIndex("users_email_lookup_idx", "users", "({email})"), EMAIL),
            Blunder.of("K-30-prefix", Kind.PREFIX, new PlantedIndex("trades_user_idx", "trades", "({user_id})")),
            Blunder.of(
                    "K-30-unique-and-more", Kind.UNIQUE_AND_MORE, characters("id_active_idx", "({id}, {is_active})")),
            Blunder.of("K-30-nearly-always-true", Kind.NEARLY_ALWAYS_TRUE, characters("active_idx", "({is_active})")));

    private static final List<Flaw> FLAWS = List.of(
            Flaw.whereMissing(
                    decision("K-13", CHARACTERS, "crew", Decision.Kind.EXACT_MATCH, "wanted", "wanted_of_crew")),
            Flaw.whereMissing(decision("K-14", CHARACTERS, "name", Decision.Kind.FULL_TEXT, "suggest")),
            Flaw.of(decision("K-17", CHARACTERS, "crew_id", Decision.Kind.MATERIALIZED_VIEW, "crew_analytics")),
            Flaw.of(new NaiveStatement("K-17", "crew_analytics", "an outer join that its WHERE makes inner")),
            Flaw.of(decision(
                    "K-18", CHARACTERS, "updated_at", Decision.Kind.TRIGGER, "update_price", "update_sentiment")),
            Flaw.of(decision("K-18", "crews", "updated_at", Decision.Kind.TRIGGER, "update_captain")),
            Flaw.of(new NaiveFunction(
                    "K-19", "execute_trade", "reads a balance, then spends it, and takes whatever it is given")),
            Flaw.of(new NaiveStatement("K-33", "characters_page", "skips rows by OFFSET")));

    static final PossibleFaults POSSIBLE = new PossibleFaults(List.of(EMAIL, TRADES_OF_USER), GAPS, BLUNDERS, FLAWS);

    /** The foreign key whose parents are deleted only now and then. */
    static final List<MissingIndex> DEFENSIBLE =
            List.of(new MissingIndex("foreign-key", CHARACTERS, List.of(startingWith("crew_id")), List.of()));

    private MarketFaults() {}

    private static Gap ordering(String id, String column, String statement) {
        var cure = startingWith()
                .orAlso("is_active")
                .then(new IndexShape.Key(column, true))
                .maybeWhere("is_active");
        return Gap.of(id, List.of(cure), characters(column + "_idx", "({" + column + "} desc)"), statement);
    }

    private static PlantedIndex characters(String name, String definition) {
        return new PlantedIndex("characters_" + name, CHARACTERS, definition);
    }

    private static Decision decision(String id, String table, String column, Decision.Kind kind, String... statements) {
        return new Decision(id, table, List.of(column), kind, List.of(statements));
    }
}
