package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.shadow.LivePart.Defined;
import io.howdah.engine.catalog.Name;
import java.util.ArrayList;
import java.util.List;

/** What extended statistics are called while there are two tables; names as SQL has them, quoted and with the schema. */
record StatisticsNames(String schema, String name) {

    static StatisticsNames of(String quoted) {
        int dot = quoted.startsWith("\"") ? quoted.indexOf("\".") + 1 : quoted.indexOf('.');
        return new StatisticsNames(quoted.substring(0, dot), unquoted(quoted.substring(dot + 1)));
    }

    private static String unquoted(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }

    String present() {
        return name;
    }

    String old() {
        return CreationSql.oldName(name);
    }

    String shadow() {
        return CreationSql.newName(name);
    }

    String quoted(String one) {
        return schema + "." + Name.quoted(one);
    }

    String rename(String from, String to) {
        return "ALTER STATISTICS " + quoted(from) + " RENAME TO " + Name.quoted(to);
    }

    /** Statements that make the same of the new table, under a name for the time being. */
    static List<String> anew(ShadowSpec spec, Defined statistics) {
        var names = of(statistics.name());
        var name = names.quoted(names.shadow());
        var sql = new ArrayList<String>();
        sql.add(statistics
                .definition()
                .replace("CREATE STATISTICS " + statistics.name() + " ", "CREATE STATISTICS " + name + " ")
                .replace(" FROM " + spec.inUse(), " FROM " + spec.shadow()));
        if (!statistics.enabled().equals("-1")) {
            sql.add("ALTER STATISTICS " + name + " SET STATISTICS " + statistics.enabled());
        }
        var comment = statistics.comment();
        if (comment != null) {
            sql.add("COMMENT ON STATISTICS " + name + " IS " + Name.literal(comment));
        }
        return sql;
    }
}
