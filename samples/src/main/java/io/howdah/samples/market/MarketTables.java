package io.howdah.samples.market;

import static io.howdah.samples.market.MarketFacts.DAY;

import io.howdah.samples.data.Chance;
import io.howdah.samples.data.CopyRows;
import io.howdah.samples.data.Prose;
import io.howdah.samples.data.TableSource;
import io.howdah.samples.data.TableSource.Filler;
import io.howdah.samples.model.Names;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** The rows of every table of {@code market} but the trades. */
final class MarketTables {

    /** Draws for a row's other columns, apart from those that {@link MarketFacts} draws for its keys. */
    private static final int CONTENT = 100;

    private static final double ACTIVE = 0.97;
    private static final double HIGHEST_BOUNTY = 5_600_000_000.0;

    private final Names names;
    private final MarketFacts facts;
    private final CrewNames crewNames;

    MarketTables(Names names, MarketFacts facts) {
        this.names = names;
        this.facts = facts;
        this.crewNames = new CrewNames(names, facts);
    }

    /** The largest first, so that loading them side by side ends about together. */
    List<TableSource> all() {
        return List.of(
                table(
                        "characters",
                        facts.characters,
                        "id name crew_id crew bounty current_price market_cap sentiment_score weekly_change description"
                                + " image_url is_active is_tradeable created_at updated_at",
                        this::characters),
                table("price_history", facts.ticks, "character_id price at", this::prices),
                table(
                        "trades",
                        facts.books.trades(),
                        "id user_id character_id action quantity price created_at",
                        new MarketTrades(names, facts)::fill),
                table("holdings", facts.books.holdings(), "user_id character_id quantity", this::holdings),
                table("users", facts.users, "id name email deposited balance created_at", this::users),
                table(
                        "crews",
                        facts.crews,
                        "id name captain description founded_date is_active created_at updated_at",
                        this::crews));
    }

    private TableSource table(String name, long rows, String columns, Filler filler) {
        return new TableSource(
                names.of(name), Stream.of(columns.split(" ")).map(names::of).toList(), rows, filler);
    }

    private void characters(CopyRows rows) throws SQLException {
        var prose = new Prose();
        var chance = new Chance(0, 0, 0);
        for (int character = 1; character <= facts.characters; character++) {
            chance.at(facts.seed, CONTENT + MarketFacts.CHARACTER, character);
            rows.row(15).int4(character).text(crewNames.character(character));
            crewOf(rows, character);
            rows.int8(bounty(chance))
                    .money(facts.prices.current(character))
                    .money(facts.prices.marketCap(character))
                    .float8(Math.round(2_000 * chance.unit() - 1_000) / 1_000.0)
                    .float8(Math.round(100 * facts.prices.weeklyChange(character)) / 100.0);
            var length = (int) Math.clamp(chance.logNormal(80, 0.6), 10, 600);
            rows.text(prose.words(chance, length), length)
                    .text("https://images.example/" + Long.toHexString(chance.next()) + ".webp")
                    .bool(chance.happens(ACTIVE))
                    .bool(facts.isTradeable(character));
            unchangedSince(
                    rows, facts.start - (long) (900 * DAY * (1 - (character - chance.unit()) / facts.characters)));
        }
    }

    private void crewOf(CopyRows rows, int character) throws SQLException {
        var crew = facts.crewOf(character);
        if (crew == 0) {
            rows.nothing().nothing();
        } else {
            rows.int4(crew).text(crewNames.crew(crew));
        }
    }

    private static long bounty(Chance chance) {
        return 1_000 * (long) (Math.min(chance.logNormal(4_000_000, 2), HIGHEST_BOUNTY) / 1_000);
    }

    /** The application never sets the time of the last change, so it stays what it was at first. */
    private static void unchangedSince(CopyRows rows, long created) throws SQLException {
        rows.time(created).time(created);
    }

    private void crews(CopyRows rows) throws SQLException {
        var prose = new Prose();
        for (int crew = 1; crew <= facts.crews; crew++) {
            var chance = content(MarketFacts.CREW, crew);
            var length = (int) Math.clamp(chance.logNormal(120, 0.5), 20, 800);
            rows.row(8)
                    .int4(crew)
                    .text(crewNames.crew(crew))
                    .text(crewNames.captain(crew))
                    .text(prose.words(chance, length), length)
                    .date(facts.start / DAY - 1_000 - chance.below(9_000))
                    .bool(chance.happens(0.9));
            unchangedSince(rows, facts.start - (long) (1_000 * DAY * (1 - (crew - chance.unit()) / facts.crews)));
        }
    }

    private void users(CopyRows rows) throws SQLException {
        for (int user = 1; user <= facts.users; user++) {
            var chance = content(MarketFacts.USER, user);
            var bought = facts.books.bought(user);
            // Whole hundreds, so much that no purchase ever lacked money.
            var deposited = 10_000 * (1 + (bought + (long) chance.logNormal(200_000, 1)) / 10_000);
            rows.row(6)
                    .int4(user)
                    .text(Prose.title(chance, 2))
                    .text(email(facts.seed, user))
                    .money(deposited)
                    .money(deposited - bought + facts.books.sold(user))
                    .time(facts.start - (long) (700 * DAY * (1 - (user - chance.unit()) / facts.users)));
        }
    }

    private void holdings(CopyRows rows) throws SQLException {
        for (int order = 0; order < facts.positions; order++) {
            if (facts.books.isHeld(order)) {
                var position = facts.opened(order);
                while (position.advance()) {
                    // to the last trade
                }
                rows.row(3).int4(position.user).int4(position.character).int4(position.held());
            }
        }
    }

    /** The prices of all tradeable characters, time after time. */
    private void prices(CopyRows rows) throws SQLException {
        for (int tick = 0; tick < facts.ticks; tick++) {
            var character = facts.characterAt(tick % facts.tradeable);
            var at = facts.timeOf(tick, 0.5 * facts.draw(MarketFacts.TICK, tick), facts.ticks);
            rows.row(3).int4(character).money(facts.prices.at(character, at)).time(at);
        }
    }

    /** The address of one user, the same for tables and workload. */
    static String email(long seed, int user) {
        var chance = new Chance(seed, 200, user);
        return "%s%d@%s.example".formatted(Prose.word(chance), user, Prose.word(chance));
    }

    private Chance content(int purpose, long row) {
        return new Chance(facts.seed, CONTENT + purpose, row);
    }
}
