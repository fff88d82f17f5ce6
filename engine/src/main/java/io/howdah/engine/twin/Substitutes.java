package io.howdah.engine.twin;

import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Definition;
import io.howdah.engine.catalog.Definition.Kind;
import io.howdah.engine.catalog.Name;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Makes collations and text search dictionaries. They rest on locales and files of the original's machine; where these are not
 * here, the nearest thing takes their place: a collation of ICU, a dictionary that changes nothing.
 */
final class Substitutes {

    private static final Pattern LANGUAGE =
            Pattern.compile("(?:LC_COLLATE|LOCALE) = '([a-zA-Z]{2,3})(?:[_-]([a-zA-Z]{2}))?");

    private final List<String> notes = new ArrayList<>();

    List<String> notes() {
        return notes;
    }

    /**
     * Runs in transactions of its own.
     *
     * @param wanted whether the twin does not have the definition by an extension
     */
    void make(TwinSessions sessions, Catalog catalog, Predicate<Definition> wanted) throws SQLException {
        var owner = sessions.owner();
        var definitions = catalog.definitions().others().stream()
                .filter(Substitutes::made)
                .filter(wanted)
                .toList();
        var refused = new ArrayList<Definition>();
        var serversOwn = definitions.stream()
                .filter(d -> d.name().startsWith("pg_catalog.") && SuperuserSql.isCollation(d.createSql()))
                .toList();
        Batch.COMMITTED.run(sessions.superuser(), serversOwn, Definition::createSql, (d, m) -> refuse(d, m, refused));
        Batch.COMMITTED.run(
                owner,
                definitions.stream().filter(d -> !serversOwn.contains(d)).toList(),
                Definition::createSql,
                (d, m) -> refuse(d, m, refused));
        Batch.COMMITTED.run(
                owner,
                refused,
                Substitutes::substitute,
                (definition, message) -> notes.add(
                        definition.kind().words() + " " + definition.name() + " is not on the twin: " + message));
    }

    private void refuse(Definition definition, String message, List<Definition> refused) {
        refused.add(definition);
        notes.add(definition.kind().words() + " " + definition.name() + " cannot be made on the twin (" + message
                + "); in its place is "
                + (definition.kind() == Kind.COLLATION ? "ICU's " + locale(definition) : "simple"));
    }

    /** Whether the definition is of a kind that is made here. */
    static boolean made(Definition definition) {
        return definition.kind() == Kind.COLLATION || definition.kind() == Kind.TEXT_SEARCH_DICTIONARY;
    }

    private static String substitute(Definition definition) {
        return definition.kind() == Kind.COLLATION
                ? "CREATE COLLATION " + definition.name() + " (PROVIDER = icu, LOCALE = "
                        + Name.literal(locale(definition)) + ")"
                : "CREATE TEXT SEARCH DICTIONARY " + definition.name() + " (TEMPLATE = pg_catalog.simple)";
    }

    private static String locale(Definition definition) {
        var matcher = LANGUAGE.matcher(definition.createSql());
        if (!matcher.find()) {
            return "und";
        }
        return matcher.group(2) == null ? matcher.group(1) : matcher.group(1) + "-" + matcher.group(2);
    }
}
