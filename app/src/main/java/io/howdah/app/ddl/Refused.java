package io.howdah.app.ddl;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is said of statements that are not carried out. */
final class Refused {

    private record Form(List<String> words, String why) {}

    private static final List<Form> FORMS = List.of(
            new Form(List.of("create", "table"), "a new table is in nobody's way; create it with psql"),
            new Form(List.of("create", "view"), "a new view is in nobody's way; create it with psql"),
            new Form(List.of("create", "function"), "a new function is in nobody's way; create it with psql"),
            new Form(
                    List.of("drop", "table"),
                    "dropping a table cannot be taken back, so Howdah does not; rename it with howdah change 'ALTER TABLE …"
                            + " RENAME TO …', and drop it with psql when nothing misses it"),
            new Form(List.of("truncate"), "removing all rows cannot be taken back, so Howdah does not"),
            new Form(List.of("select"), "this is a query; run it with psql"),
            new Form(List.of("update"), "this changes rows, not the schema; run it with psql"),
            new Form(List.of("delete"), "this changes rows, not the schema; run it with psql"),
            new Form(List.of("insert"), "this changes rows, not the schema; run it with psql"),
            new Form(
                    List.of("reindex"),
                    "Howdah rebuilds indexes and all indexes of a table: REINDEX INDEX … or REINDEX TABLE …"));

    private static final String KNOWN =
            "Howdah carries out ALTER TABLE, CREATE INDEX, DROP INDEX, REINDEX, CREATE STATISTICS,"
                    + " ALTER SYSTEM, ALTER DATABASE … SET, ALTER ROLE … SET, CREATE and REFRESH MATERIALIZED VIEW, VACUUM FULL, and CLUSTER";

    private Refused() {}

    static String statement(Source source) {
        return FORMS.stream()
                .filter(form -> source.is(form.words().toArray(String[]::new)))
                .map(Form::why)
                .findFirst()
                .orElseGet(() ->
                        "'" + start(source) + "' is not among the statements that can be carried out online. " + KNOWN);
    }

    private static String start(Source source) {
        return IntStream.range(0, 2)
                .mapToObj(i -> source.peek(i).text())
                .filter(word -> !word.isEmpty())
                .map(word -> word.toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }
}
