package io.howdah.engine.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@PostgresTest
class NumericWidthTest {

    @Test
    void is_what_the_server_stores(Database db) {
        var numbers = Stream.of(
                        "0",
                        "5",
                        "9999",
                        "10000",
                        "12345678",
                        "100000000",
                        "0.5",
                        "0.00005",
                        "123.45",
                        "1234.5678",
                        "12345.00",
                        "-7000000.001",
                        "NaN")
                .toList();
        db.execute("create table numbers (n numeric)");
        db.execute("insert into numbers values "
                + numbers.stream().map(n -> "('" + n + "')").collect(Collectors.joining(", ")));

        assertThat(numbers.stream().map(n -> String.valueOf(NumericWidth.of(n))))
                .containsExactlyElementsOf(db.column("select pg_column_size(n) from numbers order by ctid"));
    }
}
