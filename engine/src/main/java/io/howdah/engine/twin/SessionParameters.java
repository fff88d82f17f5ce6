package io.howdah.engine.twin;

import io.howdah.engine.catalog.ArrayText;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Column;
import io.howdah.engine.catalog.ColumnStatistics;
import io.howdah.engine.catalog.Definition;
import io.howdah.engine.catalog.Extension;
import io.howdah.engine.catalog.Function;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.catalog.RoleSetting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that applications set for their sessions and that policies, views and functions read by
 * {@code current_setting}, with a usual value for each: the planner looks at it when it estimates.
 *
 * <p>It is the value of ALTER DATABASE where there is one, else a common value of the column that a policy compares it with,
 * else any value of the type that it is cast to.
 */
final class SessionParameters {

    private static final Pattern READ = Pattern.compile("current_setting\\(\\s*'([^'.]+\\.[^']+)'");
    private static final Pattern CAST = Pattern.compile("^'(?:::text)?(?:,\\s*\\w+)?\\)\\)?(?:::text)?\\)?::(\\w+)");

    private final Catalog catalog;
    private final List<String> notes = new ArrayList<>();

    SessionParameters(Catalog catalog) {
        this.catalog = catalog;
    }

    /** What people should know of the values; filled by {@link #statements}. */
    List<String> notes() {
        return notes;
    }

    List<Ddl> statements(String database) {
        var names = new TreeSet<String>();
        texts().forEach(text -> READ.matcher(text).results().forEach(m -> names.add(m.group(1))));
        return names.stream()
                .filter(SessionParameters::isOfApplications)
                .map(name -> Ddl.of(
                        "session parameter " + name,
                        "ALTER ROLE " + TwinServer.OWNER + " IN DATABASE " + database + " SET " + qualified(name)
                                + " = " + Name.literal(value(name))))
                .toList();
    }

    /** Parameters of extensions and languages may mean programs and files to them. */
    private static boolean isOfApplications(String name) {
        var prefix = name.substring(0, name.indexOf('.')).toLowerCase(Locale.ROOT);
        return !prefix.startsWith("pl") && !Extension.isKnown(prefix);
    }

    private static String qualified(String name) {
        int dot = name.indexOf('.');
        return Name.quoted(name.substring(0, dot)) + "." + Name.quoted(name.substring(dot + 1));
    }

    private Stream<String> texts() {
        return Stream.of(
                        catalog.definitions().others().stream().map(Definition::createSql),
                        catalog.definitions().functions().stream()
                                .map(Function::createSql)
                                .flatMap(Stream::ofNullable),
                        catalog.relations().stream()
                                .map(Relation::viewDefinition)
                                .flatMap(Stream::ofNullable))
                .flatMap(s -> s);
    }

    private String value(String name) {
        var set = catalog.roleSettings().stream()
                .filter(s -> s.role() == null && s.name().equals(name))
                .max(Comparator.comparing(s -> s.database() != null))
                .map(RoleSetting::value);
        if (set.isPresent()) {
            return set.get();
        }
        var value = compared(name).orElseGet(() -> ofType(name));
        notes.add("the parameter " + name + " is set by applications; the twin plans with '" + value + "'");
        return value;
    }

    /** A value of the column that a policy compares with the parameter, or with a function that reads it. */
    private Optional<String> compared(String name) {
        var readers = new ArrayList<String>();
        readers.add("current_setting\\('" + Pattern.quote(name) + "'");
        catalog.definitions().functions().stream()
                .filter(f -> f.createSql() != null && f.createSql().contains("'" + name + "'"))
                .forEach(f -> readers.add("\\b" + Pattern.quote(f.name().name()) + "\"?\\("));
        for (var policy : catalog.definitions().others()) {
            if (policy.kind() != Definition.Kind.POLICY || policy.on() == null) {
                continue;
            }
            var pattern =
                    Pattern.compile("\"?(\\w+)\"?(?:\\)?::\\w+)? = [^=]{0,120}?(?:" + String.join("|", readers) + ")");
            var matcher = pattern.matcher(policy.createSql());
            var found = matcher.find()
                    ? catalog.relation(policy.on())
                            .flatMap(r -> r.column(matcher.group(1)))
                            .map(Column::statistics)
                            .map(SessionParameters::usual)
                    : Optional.<String>empty();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The middle one of the common values, else of the histogram's bounds. */
    private static @Nullable String usual(ColumnStatistics statistics) {
        var common = ArrayText.elements(statistics.mostCommonValues());
        var values = common.isEmpty() ? ArrayText.elements(statistics.histogramBounds()) : common;
        return values.isEmpty() ? null : values.get(values.size() / 2);
    }

    private String ofType(String name) {
        var defaults = new Defaults(catalog.readAt());
        for (var text : texts().toList()) {
            int at = text.indexOf("current_setting('" + name);
            var cast = CAST.matcher(at < 0 ? "" : text.substring(at + "current_setting('".length() + name.length()));
            if (cast.find()) {
                return defaults.of(cast.group(1).equals("int") ? "integer" : cast.group(1));
            }
        }
        return defaults.of("text");
    }
}
