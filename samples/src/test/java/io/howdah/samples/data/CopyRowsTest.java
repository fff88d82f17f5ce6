package io.howdah.samples.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.SQLException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

@PostgresTest
class CopyRowsTest {

    private static final long[] HUNDREDTHS = {
        0,
        1,
        10,
        99,
        100,
        -5,
        12_345,
        1_000_000,
        -1_000_001,
        999_999_999_999L,
        123_456_789_012_345L,
        1_000_000_000_000_000_099L
    };

    @Test
    void money_arrives_to_the_hundredth_and_compares_as_a_number_does(Database db) throws SQLException {
        db.execute("create table amounts (hundredths bigint, amount numeric(20, 2))");
        copy(db, "amounts", rows -> {
            for (var amount : HUNDREDTHS) {
                rows.row(2).int8(amount).money(amount);
            }
        });

        assertThat(db.number("select count(*) from amounts where amount = hundredths / 100.0"
                        + " and amount::text = (hundredths / 100.0)::numeric(20, 2)::text"))
                .isEqualTo(HUNDREDTHS.length);
    }

    @Test
    void dates_and_fractions_arrive_as_they_were(Database db) throws SQLException {
        db.execute("create table days (day date, share double precision)");
        copy(db, "days", rows -> {
            rows.row(2).date(LocalDate.of(1997, 7, 22).toEpochDay()).float8(-0.1);
            rows.row(2).date(LocalDate.of(2024, 2, 29).toEpochDay()).float8(1e300);
        });

        assertThat(db.query("select day, share from days order by day"))
                .hasToString("[[1997-07-22, -0.1], [2024-02-29, 1e+300]]");
    }

    private static void copy(Database db, String table, TableSource.Filler filler) throws SQLException {
        var copy = db.connection()
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy %s from stdin with (format binary)".formatted(table));
        var rows = new CopyRows((bytes, length, count) -> copy.writeToCopy(bytes, 0, length));
        filler.fill(rows);
        rows.end();
        copy.endCopy();
    }
}
