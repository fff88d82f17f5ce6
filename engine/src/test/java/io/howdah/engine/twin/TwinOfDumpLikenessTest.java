package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.howdah.engine.catalog.PlanJson;
import io.howdah.engine.read.dump.DumpFiles;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The twin of a dump against the server whose statistics are in it. */
@PostgresTest(major = 18)
class TwinOfDumpLikenessTest {

    private static final List<String> SCHEMA = List.of(
            "create schema if not exists \"Te st\"",
            "create table \"Te st\".people (id int primary key, city text collate \"C\", born date, tags text[], note text)",
            "create index by_city on \"Te st\".people (city, born)",
            "create index by_note on \"Te st\".people (lower(note) collate \"C\")",
            "create index by_tag on \"Te st\".people using gin (tags)");

    private static final List<String> STATEMENTS = List.of(
            "select * from \"Te st\".people where city = 'city 7' order by born limit 5",
            "select * from \"Te st\".people where city >= 'city 4' and born > '2020-06-01'",
            "select * from \"Te st\".people where id between 100 and 300",
            "select * from \"Te st\".people where tags @> '{rare}'",
            "select * from \"Te st\".people where lower(note) = 'note 9'",
            "select city, count(*) from \"Te st\".people where note is null group by city");

    private static final String RELATIONS = """
            select format('SELECT * FROM pg_catalog.pg_restore_relation_stats(%s);', concat_ws(E',\\n\\t',
                     '''version'', ''180000''::integer', format('''schemaname'', %L', 'Te st'),
                     format('''relname'', %L', relname), format('''relpages'', %L::integer', relpages),
                     format('''reltuples'', %L::real', reltuples), format('''relallvisible'', %L::integer', relallvisible),
                     format('''relallfrozen'', %L::integer', relallfrozen)))
              from pg_class where relnamespace = '"Te st"'::regnamespace and relkind in ('r', 'i')""";

    private static final String ATTRIBUTES = """
            select format('SELECT * FROM pg_catalog.pg_restore_attribute_stats(%s);', concat_ws(E',\\n\\t',
                     '''version'', ''180000''::integer', format('''schemaname'', %L', schemaname),
                     format('''relname'', %L', tablename), format('''attname'', %L', attname),
                     format('''inherited'', %L::boolean', inherited), format('''null_frac'', %L::real', null_frac),
                     format('''avg_width'', %L::integer', avg_width), format('''n_distinct'', %L::real', n_distinct),
                     case when most_common_vals is not null
                          then format('''most_common_vals'', %L::text', most_common_vals::text) end,
                     case when most_common_freqs is not null
                          then format('''most_common_freqs'', %L::real[]', most_common_freqs) end,
                     case when histogram_bounds is not null
                          then format('''histogram_bounds'', %L::text', histogram_bounds::text) end,
                     case when correlation is not null then format('''correlation'', %L::real', correlation) end,
                     case when most_common_elems is not null
                          then format('''most_common_elems'', %L::text', most_common_elems::text) end,
                     case when most_common_elem_freqs is not null
                          then format('''most_common_elem_freqs'', %L::real[]', most_common_elem_freqs) end,
                     case when elem_count_histogram is not null
                          then format('''elem_count_histogram'', %L::real[]', elem_count_histogram) end))
              from pg_stats where schemaname = 'Te st'""";

    @Test
    void plans_as_the_original_does(Database db, @TempDir Path folder) throws IOException {
        SCHEMA.forEach(db::execute);
        db.execute(
                "insert into \"Te st\".people select i, 'city ' || i % 60, '2020-01-01'::date + i % 365,"
                        + " array['tag' || i % 9, case when i % 100 = 0 then 'rare' end],"
                        + " case when i % 3 > 0 then 'Note ' || i % 700 end from generate_series(1, 30000) i",
                "vacuum analyze \"Te st\".people");
        var statistics = new ArrayList<>(db.column(RELATIONS));
        statistics.addAll(db.column(ATTRIBUTES));
        var schemaFile = Files.writeString(folder.resolve("people.sql"), String.join(";\n", SCHEMA) + ";\n");
        var statisticsFile = Files.write(folder.resolve("numbers.sql"), statistics);

        var dumped = DumpFiles.read(schemaFile, statisticsFile);

        assertThat(dumped.notes()).hasSize(1);
        try (var twin = Twin.build(dumped.catalog(), TwinOptions.DEFAULT)) {
            for (var sql : STATEMENTS) {
                var original = PlanJson.read(db.value("explain (format json, verbose) " + sql));
                var answer = twin.ask(Configuration.AS_IS, List.of(Orders.question(sql)))
                        .getFirst();
                assertThat(answer).as(sql).isInstanceOfSatisfying(Answer.Planned.class, planned -> {
                    assertThat(planned.plan().shape()).isEqualTo(original.shape());
                    assertThat(planned.plan().root().rows())
                            .isEqualTo(original.root().rows());
                    assertThat(planned.plan().cost()).isCloseTo(original.cost(), within(original.cost() * 0.02));
                });
            }
        }
    }
}
