package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Looking;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class SerialColumnRuleTest {

    @Test
    void sees_serial_and_not_identity(Database db) {
        db.execute("create table \"T\" (id bigserial, n int generated always as identity, d int default 3)");

        assertThat(Looking.with(new SerialColumnRule(), db))
                .singleElement()
                .satisfies(f -> assertThat(f.evidence().getFirst().text()).isEqualTo("\"Te st\".\"T\".id"));
        db.execute("drop table \"T\"");
        assertThat(Looking.with(new SerialColumnRule(), db)).isEmpty();
    }
}
