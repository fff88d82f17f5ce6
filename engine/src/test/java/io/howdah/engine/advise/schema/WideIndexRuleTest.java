package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class WideIndexRuleTest {

    @Test
    void sees_keys_that_fill_a_page_with_few_entries(Database db) {
        db.execute(
                "create table t (id int primary key, url text, short text)",
                "insert into t select n, repeat(md5(n::text), 15), md5(n::text) from generate_series(1, 500) n",
                "create index \"By url\" on t (url)",
                "create index on t (short)",
                "create index on t using hash (url)",
                "analyze",
                "create table fresh (url text)",
                "insert into fresh select repeat(md5(n::text), 15) from generate_series(1, 500) n",
                "create index on fresh (url)");

        assertThat(Looking.graded(Looking.with(new WideIndexRule(), db))).containsExactly("NOTICE \"By url\"");
    }
}
