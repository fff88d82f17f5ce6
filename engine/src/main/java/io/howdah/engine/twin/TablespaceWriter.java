package io.howdah.engine.twin;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Setting;
import io.howdah.engine.catalog.Tablespace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tablespaces whose cost options decide over plans, in the data directory of the twin. Options of the tablespace
 * that is the database's default become settings of the twin's database.
 */
final class TablespaceWriter {

    private static final String PREFIX = "howdah_tablespace_";

    private static final List<String> COSTS = List.of("seq_page_cost", "random_page_cost");

    private final String database;
    private final List<Tablespace> made = new ArrayList<>();
    private final Map<String, String> defaults = new TreeMap<>();
    private final Map<QualifiedName, String> places = new HashMap<>();
    private final Catalog catalog;

    TablespaceWriter(Catalog catalog, String database) {
        this.catalog = catalog;
        this.database = database;
        var all = catalog.definitions().tablespaces();
        all.stream().filter(Tablespace::databaseDefault).forEach(t -> defaults.putAll(t.options()));
        for (var tablespace : all) {
            boolean costs = COSTS.stream().anyMatch(tablespace.options()::containsKey);
            if (!tablespace.databaseDefault() && !tablespace.holds().isEmpty() && (costs || !defaults.isEmpty())) {
                var name = name(made.size());
                tablespace.holds().forEach(relation -> places.put(relation, name));
                made.add(tablespace);
            }
        }
    }

    private String name(int number) {
        return PREFIX + database + "_" + number;
    }

    /** Statements for a session that is in no transaction. */
    List<String> creations() {
        var statements = new ArrayList<String>();
        for (int i = 0; i < made.size(); i++) {
            var options = new ArrayList<String>();
            for (var cost : COSTS) {
                var value = made.get(i).options().getOrDefault(cost, usual(cost));
                if (value != null) {
                    options.add(cost + " = " + Name.literal(value));
                }
            }
            statements.add("CREATE TABLESPACE " + name(i) + " LOCATION '' WITH (" + String.join(", ", options) + ")");
            statements.add("GRANT CREATE ON TABLESPACE " + name(i) + " TO " + TwinServer.OWNER);
        }
        return statements;
    }

    private @Nullable String usual(String cost) {
        return catalog.setting(cost).map(Setting::value).orElse(null);
    }

    /** What to run before the statement that makes the relation. */
    String of(QualifiedName relation) {
        return made.isEmpty() ? "" : "SET LOCAL default_tablespace = '" + places.getOrDefault(relation, "") + "'; ";
    }

    /** Settings of the database in place of its default tablespace's options. */
    Map<String, String> defaults() {
        var costs = new TreeMap<String, String>();
        COSTS.stream()
                .filter(defaults::containsKey)
                .forEach(cost -> costs.put(cost, Objects.requireNonNull(defaults.get(cost))));
        return costs;
    }

    /** Names those that a twin of this name made, for dropping them with it. */
    static String like(String database) {
        return (PREFIX + database + "_").replace("_", "\\_") + "%";
    }
}
