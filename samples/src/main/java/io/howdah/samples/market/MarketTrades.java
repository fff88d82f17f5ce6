package io.howdah.samples.market;

import io.howdah.samples.data.CopyRows;
import io.howdah.samples.model.Names;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.PriorityQueue;

/** The trades of all positions in the order in which they came. Holds the positions that are open at one time. */
final class MarketTrades {

    private static final Comparator<MarketPosition> NEXT_FIRST =
            Comparator.comparingLong(MarketPosition::time).thenComparingInt(position -> position.number);

    private final MarketFacts facts;
    private final byte[] buy;
    private final byte[] sell;

    MarketTrades(Names names, MarketFacts facts) {
        this.facts = facts;
        buy = names.text("buy").getBytes(StandardCharsets.UTF_8);
        sell = names.text("sell").getBytes(StandardCharsets.UTF_8);
    }

    void fill(CopyRows rows) throws SQLException {
        var open = new PriorityQueue<>(NEXT_FIRST);
        var order = 0;
        var trade = 0L;
        while (order < facts.positions || !open.isEmpty()) {
            var first = open.peek();
            if (order < facts.positions && (first == null || facts.openingOf(order) <= first.time())) {
                open.add(facts.opened(order++));
                continue;
            }
            var position = open.remove();
            write(rows, ++trade, position);
            if (position.advance()) {
                open.add(position);
            }
        }
    }

    private void write(CopyRows rows, long trade, MarketPosition position) throws SQLException {
        rows.row(7)
                .int8(trade)
                .int4(position.user)
                .int4(position.character)
                .text(position.isSale() ? sell : buy)
                .int4(position.quantity())
                .money(position.price())
                .time(position.time());
    }
}
