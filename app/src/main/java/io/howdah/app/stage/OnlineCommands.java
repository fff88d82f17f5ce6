package io.howdah.app.stage;

import io.howdah.app.ddl.Ddl;
import io.howdah.app.ddl.Names;
import io.howdah.engine.Problem;
import io.howdah.engine.advise.Decision;
import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.RewriteTable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Gives ways out their commands on one database. A way out that has none of its own and is one statement that {@code howdah change}
 * understands gets that.
 */
public final class OnlineCommands {

    private final List<String> place;
    private final Names names;

    /** @param place the database, as options of the command line; empty where the surroundings tell */
    public OnlineCommands(Catalog catalog, List<String> place) {
        this.place = List.copyOf(place);
        this.names = new CatalogNames(catalog);
    }

    public List<Finding> in(Collection<Finding> findings) {
        return findings.stream().map(this::in).toList();
    }

    private Finding in(Finding finding) {
        var decision = finding.decision();
        return decision == null
                ? finding
                : finding.deciding(
                        new Decision(decision.choices().stream().map(this::in).toList()));
    }

    private Choice in(Choice choice) {
        boolean own = !choice.commands().isEmpty();
        return (own || !isUnderstood(choice) ? choice : choice.byChange()).on(place);
    }

    private boolean isUnderstood(Choice choice) {
        if (choice.sql().size() != 1) {
            return false;
        }
        try {
            return Ddl.read(choice.sql().getFirst(), names).stream().allMatch(OnlineCommands::isTakenBack);
        } catch (Problem e) {
            return false;
        }
    }

    /** A value that an expression makes of another is taken back by a cast, which is the way back of a cast and of cut blanks only. */
    private static boolean isTakenBack(Change change) {
        return !(change instanceof RewriteTable rewrite)
                || rewrite.types().stream()
                        .allMatch(type -> type.using() == null || isCast(type.column(), type.using()));
    }

    private static boolean isCast(String column, String using) {
        var name = Pattern.quote(Name.quoted(column));
        return using.matches("(" + name + "|rtrim\\(" + name + "\\))(::[a-z ]+(\\(\\d+(,\\d+)?\\))?)?");
    }

    /** Names with their schemas, as the SQL of ways out has them. */
    private record CatalogNames(Catalog catalog) implements Names {

        @Override
        public Optional<QualifiedName> relation(String quoted) {
            return Stream.concat(
                            catalog.relations().stream().map(r -> r.name()),
                            catalog.indexes().stream().map(i -> i.name()))
                    .filter(name -> name.quoted().equals(quoted))
                    .findFirst();
        }

        @Override
        public String path() {
            return "";
        }

        @Override
        public String schema() {
            return "public";
        }
    }
}
