package io.howdah.samples;

import io.howdah.testkit.Database;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words by which a product could know a sample again. */
public final class CatalogWords {

    private static final Pattern WORD = Pattern.compile("[a-z_][a-z0-9_]+");
    private static final Pattern CONSTANT = Pattern.compile("'([^']*)'");

    private CatalogWords() {}

    /** Names of relations, columns and constraints, constants of checks, and the values of columns that have few. */
    public static Set<String> of(Database db) {
        var names = db.column("""
                select relname from pg_class c join pg_namespace n on n.oid = relnamespace where nspname = 'Te st'
                union select attname from pg_attribute a join pg_class c on c.oid = attrelid
                  join pg_namespace n on n.oid = relnamespace where nspname = 'Te st' and attnum > 0 and relkind <> 'S'
                union select conname from pg_constraint where connamespace = '\"Te st\"'::regnamespace""");
        var all = new TreeSet<String>(names);
        Stream.concat(constants(db), fewValues(db))
                .filter(constant -> WORD.matcher(constant).matches())
                .forEach(all::add);
        return all;
    }

    private static Stream<String> constants(Database db) {
        return db
                .column("select pg_get_constraintdef(oid) from pg_constraint where contype = 'c'"
                        + " and connamespace = '\"Te st\"'::regnamespace")
                .stream()
                .flatMap(text -> CONSTANT.matcher(text).results().map(found -> found.group(1)));
    }

    private static Stream<String> fewValues(Database db) {
        return db
                .column("select most_common_vals::text from pg_stats where schemaname = 'Te st'"
                        + " and n_distinct between 0 and 20 and most_common_vals is not null"
                        + " union all select most_common_elems::text from pg_stats where schemaname = 'Te st'"
                        + " and most_common_elems is not null")
                .stream()
                .flatMap(text -> in(Stream.of(text)).stream());
    }

    /** The words of texts, in lower case. */
    public static Set<String> in(Stream<String> texts) {
        return texts.flatMap(text -> WORD.matcher(text.toLowerCase(Locale.ROOT)).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
