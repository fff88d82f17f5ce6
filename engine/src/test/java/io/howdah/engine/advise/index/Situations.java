package io.howdah.engine.advise.index;

import io.howdah.engine.Servers;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Rule;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.read.CatalogReader;
import io.howdah.testkit.Database;
import java.util.List;

/** What rules see of a test's database. */
final class Situations {

    private Situations() {}

    static Catalog catalog(Database db) {
        return CatalogReader.read(Servers.sessions(db));
    }

    /** The subjects of a rule's findings, without the schema of the test. */
    static List<String> subjects(Database db, Rule rule) {
        return findings(db, rule).stream()
                .map(f -> f.subject().replace("\"" + db.schema() + "\".", ""))
                .sorted()
                .toList();
    }

    static List<Finding> findings(Database db, Rule rule) {
        return rule.examine(catalog(db));
    }
}
