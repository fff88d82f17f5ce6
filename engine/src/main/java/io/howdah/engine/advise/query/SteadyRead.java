package io.howdah.engine.advise.query;

import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.sql.SelectText;
import io.howdah.engine.sql.Token;
import io.howdah.engine.sql.Tokens;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.util.TablesNamesFinder;

/**
 * A SELECT that gives the same rows for the same values to everybody until one of its tables is written.
 *
 * <p>Read from its text and from those of the views in it. What is not understood to the end is not taken for steady.
 *
 * @param tables that it reads, those beneath its views among them, with the counters of all their partitions
 */
record SteadyRead(List<Relation> tables) {

    /** Words that give another value at another time, in another session or to another role. */
    private static final Set<String> CHANGING = Set.of(
            ("current_date current_time current_timestamp localtime localtimestamp current_user session_user user"
                            + " current_role current_catalog current_schema tablesample")
                    .split(" "));

    /** Words of statements that write or lock. */
    private static final Set<String> WRITING = Set.of("insert", "update", "delete", "merge", "into", "share");

    /** Empty for what writes, locks, may answer otherwise without a write, or reads what is not known. */
    static Optional<SteadyRead> of(String sql, Catalog catalog) {
        var reader = new Reader(catalog, OwnTables.byName(catalog));
        return reader.read(sql) && !reader.tables.isEmpty()
                ? Optional.of(new SteadyRead(List.copyOf(reader.tables.values())))
                : Optional.empty();
    }

    private static final class Reader {

        private final Catalog catalog;
        private final Map<QualifiedName, Relation> own;
        private final Map<QualifiedName, Relation> tables = new LinkedHashMap<>();
        private final Set<QualifiedName> views = new HashSet<>();

        Reader(Catalog catalog, Map<QualifiedName, Relation> own) {
            this.catalog = catalog;
            this.own = own;
        }

        boolean read(String sql) {
            return isSteady(Tokens.of(sql), catalog)
                    && SelectText.parse(sql)
                            .filter(select -> named(select).stream().allMatch(this::take))
                            .isPresent();
        }

        /** Of all queries within it, as they are written; names of WITH are left out. */
        private static Set<String> named(Statement select) {
            return new TablesNamesFinder<Void>().getTables(select);
        }

        private boolean take(String written) {
            var names = Tokens.of(written).stream()
                    .filter(Token::isName)
                    .map(Token::name)
                    .toList();
            var found = catalog.relations().stream()
                    .filter(r -> r.name().name().equals(names.getLast())
                            && (names.size() < 2 || r.name().schema().equals(names.get(names.size() - 2))))
                    .toList();
            return found.size() == 1 && take(found.getFirst());
        }

        private boolean take(Relation relation) {
            return switch (relation.kind()) {
                case VIEW -> view(relation);
                case TABLE, PARTITIONED_TABLE -> table(relation);
                // nobody counts the writes of a foreign table, and a materialized view is a kept answer already
                case FOREIGN_TABLE, MATERIALIZED_VIEW -> false;
            };
        }

        private boolean view(Relation view) {
            var definition = view.viewDefinition();
            return !views.add(view.name()) || (definition != null && read(definition));
        }

        private boolean table(Relation relation) {
            var whole = own.getOrDefault(relation.name(), relation);
            tables.put(whole.name(), whole);
            return OwnTables.isOwn(whole) && whole.use() != null && !whole.rowSecurity() && !hasHeirs(whole);
        }

        private boolean hasHeirs(Relation table) {
            return table.kind() == Relation.Kind.TABLE
                    && catalog.relations().stream().anyMatch(r -> table.name().equals(r.parent()));
        }
    }

    private static boolean isSteady(List<Token> tokens, Catalog catalog) {
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            boolean qualified = i > 0 && tokens.get(i - 1).isSymbol(".");
            boolean word = token.kind() == Token.Kind.WORD && !qualified;
            if (word && (CHANGING.contains(token.name()) || WRITING.contains(token.name()))) {
                return false;
            }
            boolean called =
                    token.isName() && i + 1 < tokens.size() && tokens.get(i + 1).isSymbol("(");
            if (called && !isSteady(token, qualified, catalog)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSteady(Token function, boolean qualified, Catalog catalog) {
        var own = catalog.definitions().functions().stream()
                .filter(f -> f.name().name().equals(function.name()))
                .toList();
        return own.isEmpty()
                ? !qualified && function.kind() == Token.Kind.WORD && KnownFunctions.isSteady(function.name())
                : own.stream().allMatch(f -> f.volatility().equals("i"));
    }
}
