package io.howdah.app.ddl;

import io.howdah.engine.Problem;
import io.howdah.engine.advise.schema.ListedValues;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.Relation;
import io.howdah.engine.change.EncodeColumns;
import io.howdah.engine.change.EncodeColumns.Accepted;
import io.howdah.engine.change.EncodeColumns.Code;
import io.howdah.engine.change.EncodeColumns.Encoding;
import io.howdah.engine.change.EncodeColumns.Lookup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Codes for text columns as people ask for them.
 *
 * @param mappings the codes of a column's values, in order, by the column
 * @param names what columns of codes are called, by the column of the texts
 */
public record EncodeWish(
        List<String> columns,
        Map<String, List<Code>> mappings,
        Map<String, String> names,
        boolean lookup,
        List<String> without,
        Set<Accepted> accepted) {

    /** Reads what was given; a problem says what is wrong with it. */
    public static EncodeWish of(
            String columns,
            List<String> mappings,
            List<String> names,
            boolean lookup,
            List<String> without,
            List<String> accepted) {
        var wanted = Parted.at(',', columns).stream().map(EncodeWish::name).toList();
        var wish = new EncodeWish(
                wanted,
                byColumn("--mapping", "COLUMN=VALUE:CODE,…, such as status=new:0,paid:1", mappings, EncodeWish::codes),
                byColumn("--name", "COLUMN=NAME, such as status=state_id", names, EncodeWish::name),
                lookup,
                without.stream().map(EncodeWish::name).toList(),
                accepted.stream().map(EncodeWish::accepted).collect(Collectors.toSet()));
        mustBeWanted("--mapping", wish.mappings().keySet(), wanted);
        mustBeWanted("--name", wish.names().keySet(), wanted);
        return wish;
    }

    private static void mustBeWanted(String option, Set<String> given, List<String> wanted) {
        given.stream().filter(column -> !wanted.contains(column)).findFirst().ifPresent(column -> {
            throw Problem.input(option + " is about column " + column + ", which --columns does not name");
        });
    }

    private static <T> Map<String, T> byColumn(
            String option, String form, List<String> given, Function<String, T> reader) {
        var read = new LinkedHashMap<String, T>();
        for (String one : given) {
            var parts = Parted.at('=', one);
            if (parts.size() < 2) {
                throw Problem.input(option + " takes " + form + ", and '" + one + "' is not of that form");
            }
            var column = name(parts.getFirst());
            var rest = one.substring(parts.getFirst().length() + 1);
            if (read.put(column, reader.apply(rest)) != null) {
                throw Problem.input(option + " is given twice for column " + column);
            }
        }
        return read;
    }

    private static List<Code> codes(String mapping) {
        return Parted.at(',', mapping).stream().map(EncodeWish::code).toList();
    }

    private static Code code(String entry) {
        int colon = entry.lastIndexOf(':');
        try {
            return new Code(
                    text(entry.substring(0, Math.max(0, colon)).strip()),
                    Integer.parseInt(entry.substring(colon + 1).strip()));
        } catch (NumberFormatException e) {
            throw new Problem(Problem.Kind.INPUT, "--mapping: '" + entry + "' is not a VALUE:CODE, such as paid:1", e);
        }
    }

    /** A value between apostrophes may hold commas. */
    private static String text(String value) {
        return value.length() >= 2 && value.startsWith("'") && value.endsWith("'")
                ? value.substring(1, value.length() - 1).replace("''", "'")
                : value;
    }

    /** As SQL reads it. */
    private static String name(String written) {
        var name = written.strip();
        if (name.isEmpty()) {
            throw Problem.input("a name is missing in what is given for --columns, --mapping, --name or --without");
        }
        return name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                : name.toLowerCase(Locale.ROOT);
    }

    private static Accepted accepted(String word) {
        return switch (word) {
            case "triggers" -> Accepted.TRIGGERS_WORK;
            case "subscribers" -> Accepted.SUBSCRIBERS_ARE_READY;
            default -> throw Problem.input("--accept takes triggers or subscribers, and '" + word + "' is neither");
        };
    }

    /** The change of a table that is named as SQL names it. */
    public EncodeColumns change(String quoted, Names known) {
        var table = known.relation(quoted)
                .orElseThrow(
                        () -> Problem.input("there is no table " + quoted + " in the search path " + known.path()));
        var relation = known.catalog().relation(table);
        var encodings = new ArrayList<Encoding>();
        for (String column : columns) {
            var codes = mappings.containsKey(column)
                    ? mappings.get(column)
                    : relation.map(r -> listed(r, column)).orElse(List.of());
            if (codes.isEmpty()) {
                throw Problem.input("no CHECK on column " + column + " of table " + table
                        + " lists its values; give them with --mapping " + Name.quoted(column) + "=VALUE:CODE,…");
            }
            encodings.add(new Encoding(
                    column,
                    names.getOrDefault(column, Name.limited(column + "_code")),
                    codes,
                    lookup ? lookup(table, column) : null));
        }
        return new EncodeColumns(table, encodings, without, accepted);
    }

    /** From 0 in the order of the CHECK. */
    private static List<Code> listed(Relation table, String column) {
        var values = ListedValues.of(table, column);
        var codes = new ArrayList<Code>();
        for (String value : values) {
            codes.add(new Code(value, codes.size()));
        }
        return List.copyOf(codes);
    }

    private static Lookup lookup(QualifiedName table, String column) {
        return new Lookup(
                new QualifiedName(table.schema(), Name.limited(table.name() + "_" + column + "_codes")), true);
    }
}
