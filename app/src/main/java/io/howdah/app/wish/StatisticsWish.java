package io.howdah.app.wish;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.postgres.Sessions;
import io.howdah.engine.read.SampledColumns;
import io.howdah.engine.twin.Structure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Extended statistics as people write them; a figure that is not given is measured on the server. */
public final class StatisticsWish {

    private final Catalog catalog;
    private final @Nullable Sessions server;

    /** @param server null where the database is a file, which has no rows to measure */
    public StatisticsWish(Catalog catalog, @Nullable Sessions server) {
        this.catalog = catalog;
        this.server = server;
    }

    public Structure dependency(String text) {
        var words = new Words(text, "'TABLE (COLUMN, … => COLUMN) DEGREE', such as 'addresses (zip => city) 0.98'");
        var table = Names.table(catalog, words.dotted());
        var from = names(words.expect("("));
        var column = words.expect("=>").name();
        words.expect(")");
        double degree = words.atEnd() ? measured(table).degree(from, column) : words.number();
        words.end();
        return new Structure.Dependent(table, from, column, degree);
    }

    public Structure distinct(String text) {
        var words = new Words(text, "'TABLE (COLUMN, COLUMN, …) COUNT', such as 'addresses (zip, city) 4200'");
        var table = Names.table(catalog, words.dotted());
        var columns = names(words.expect("("));
        words.expect(")");
        double count = words.atEnd() ? measured(table).distinct(columns) : words.number();
        words.end();
        return new Structure.DistinctTogether(table, columns, Math.max(1, Math.rint(count)));
    }

    private static List<String> names(Words words) {
        var names = new ArrayList<String>();
        do {
            names.add(words.name());
        } while (words.take(","));
        return List.copyOf(names);
    }

    private SampledColumns measured(QualifiedName table) {
        var sessions = server;
        if (sessions == null) {
            throw Problem.input("a file has no rows to measure the columns of " + table + " on; give the figure");
        }
        return new SampledColumns(sessions, catalog.relation(table).orElseThrow());
    }
}
