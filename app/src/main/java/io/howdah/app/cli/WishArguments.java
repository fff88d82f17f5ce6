package io.howdah.app.cli;

import io.howdah.app.wish.IndexWish;
import io.howdah.app.wish.Names;
import io.howdah.app.wish.PartitionWish;
import io.howdah.app.wish.StatisticsWish;
import io.howdah.app.wish.TypeWish;
import io.howdah.app.wish.Wishes;
import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.postgres.Sessions;
import io.howdah.engine.twin.Structure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What is to be otherwise. */
final class WishArguments {

    @Option(
            names = "--rows",
            paramLabel = "TABLE=N",
            split = ",",
            description =
                    "Rows of a table, with its schema where needed; k, M and G are thousands, millions, billions.")
    private List<String> rows = List.of();

    @Option(
            names = "--index",
            paramLabel = "INDEX",
            description = "An index that is to be there, as CREATE INDEX has it after ON:"
                    + " 'orders (customer_id, placed_at desc) where paid'.")
    private List<String> indexes = List.of();

    @Option(
            names = {"--hide", "--drop-index"},
            paramLabel = "NAME",
            description = "An index that is not to be there.")
    private List<String> hidden = List.of();

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting that the planner goes by, such as work_mem=64MB or random_page_cost=1.1.")
    private List<String> settings = List.of();

    @Option(
            names = "--partition",
            paramLabel = "SPEC",
            description = "A table in partitions: 'events by range (created_at) monthly' (daily, weekly, quarterly,"
                    + " yearly), 'events by range (id) every 1000000', 'events by list (kind)',"
                    + " 'events by hash (user_id) 16'.")
    private List<String> partitions = List.of();

    @Option(names = "--type", paramLabel = "SPEC", description = "A column's type: 'orders.status smallint'.")
    private List<String> types = List.of();

    @Option(
            names = "--dependency",
            paramLabel = "SPEC",
            description =
                    "Extended statistics that know that a column follows from others, and for which share of the"
                            + " rows: 'addresses (zip => city) 0.98'. Without the share it is measured on a sample of the table.")
    private List<String> dependencies = List.of();

    @Option(
            names = "--distinct",
            paramLabel = "SPEC",
            description =
                    "Extended statistics that count combinations: 'addresses (zip, city) 4200'; measured where the"
                            + " count is left out.")
    private List<String> distinct = List.of();

    @Option(
            names = "--postgres",
            paramLabel = "VERSION",
            description =
                    "The major version to plan as, such as 18, which is built in; for another one its programs must be on this"
                            + " machine (HOWDAH_POSTGRES_BIN names their directory).")
    private @Nullable Integer major;

    /** Fails where nothing is wished for or a wish is not of its form, before any server is asked. */
    void check() {
        amounts();
        settings();
        if (major == null
                && Stream.of(rows, indexes, hidden, settings, partitions, types, dependencies, distinct)
                        .allMatch(List::isEmpty)) {
            throw Problem.input("what is to be otherwise? Give one or more of --rows, --index, --hide, --set,"
                    + " --partition, --type, --dependency, --distinct and --postgres");
        }
    }

    /** @param server null where the database is a file */
    Wishes wishes(Catalog catalog, @Nullable Sessions server) {
        var tables = new LinkedHashMap<QualifiedName, Double>();
        amounts().forEach((text, number) -> tables.put(Names.table(catalog, text), number));
        return new Wishes(
                tables,
                indexes.stream().map(text -> IndexWish.read(catalog, text)).toList(),
                hidden.stream().map(text -> Names.index(catalog, text)).collect(Collectors.toUnmodifiableSet()),
                settings(),
                structures(catalog, new StatisticsWish(catalog, server)),
                major);
    }

    private Set<Structure> structures(Catalog catalog, StatisticsWish statistics) {
        return Stream.of(
                        partitions.stream().map(text -> PartitionWish.read(catalog, text)),
                        types.stream().map(text -> TypeWish.read(catalog, text)),
                        dependencies.stream().map(statistics::dependency),
                        distinct.stream().map(statistics::distinct))
                .flatMap(wish -> wish)
                .collect(Collectors.toUnmodifiableSet());
    }

    private Map<String, String> settings() {
        var values = new LinkedHashMap<String, String>();
        for (var word : settings) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw Problem.input(
                        "--set takes NAME=VALUE, such as work_mem=64MB, and '" + word + "' is not of that form");
            }
            values.put(
                    word.substring(0, equals).strip(),
                    word.substring(equals + 1).strip());
        }
        return values;
    }

    private Map<String, Double> amounts() {
        var amounts = new LinkedHashMap<String, Double>();
        for (var word : rows) {
            int equals = word.lastIndexOf('=');
            if (equals < 1 || equals == word.length() - 1) {
                throw Problem.input("--rows takes TABLE=N, such as orders=3G, and '" + word + "' is not of that form");
            }
            amounts.put(word.substring(0, equals).strip(), amount(word.substring(equals + 1)));
        }
        return amounts;
    }

    private static double amount(String text) {
        try {
            return Amount.of(text).rows();
        } catch (CommandLine.TypeConversionException e) {
            throw new Problem(Problem.Kind.INPUT, "--rows: " + e.getMessage(), e);
        }
    }
}
