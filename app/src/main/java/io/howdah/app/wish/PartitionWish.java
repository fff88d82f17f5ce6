package io.howdah.app.wish;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.twin.Structure;
import io.howdah.engine.twin.Structure.Partitioning;
import io.howdah.engine.twin.Structure.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A partitioned table as people write it. */
public final class PartitionWish {

    private static final String FORM = "'TABLE by range (COLUMN) daily|weekly|monthly|quarterly|yearly',"
            + " 'TABLE by range (COLUMN) every N', 'TABLE by list (COLUMN)' or 'TABLE by hash (COLUMN) N'";

    private PartitionWish() {}

    public static Structure read(Catalog catalog, String text) {
        var words = new Words(text, FORM);
        var table = words.dotted();
        words.take("partition");
        words.expect("by");
        var method = words.name();
        var column = words.expect("(").name();
        words.expect(")");
        var by = switch (method) {
            case "range" -> range(column, words);
            case "list" -> new Partitioning.ByList(column, values(words));
            case "hash" -> new Partitioning.ByHash(column, (int) Math.clamp(words.number(), 0, 1e6));
            default -> throw words.wrong();
        };
        words.take("partitions");
        words.end();
        return new Structure.Partitioned(Names.table(catalog, table), by);
    }

    private static Partitioning range(String column, Words words) {
        if (words.take("every")) {
            return new Partitioning.ByNumber(column, words.number());
        }
        var adverb = words.name();
        return Arrays.stream(Span.values())
                .filter(span -> span.adverb().equals(adverb))
                .findFirst()
                .<Partitioning>map(span -> new Partitioning.ByTime(column, span))
                .orElseThrow(words::wrong);
    }

    private static List<String> values(Words words) {
        var values = new ArrayList<String>();
        if (words.take("values")) {
            words.expect("(");
            do {
                values.add(words.next().text());
            } while (words.take(","));
            words.expect(")");
        }
        return List.copyOf(values);
    }
}
