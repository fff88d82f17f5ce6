package io.howdah.engine.advise.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.ServerUnderTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a B-tree is proposed for besides equality and ranges, and that the planner takes it once it is there. */
@Tag("slow")
@PostgresTest(major = ServerUnderTest.NEWEST)
class ShapesOfStatementsTest {

    private static Database database;

    @BeforeAll
    static void parcels(Database db) {
        db.execute(
                "create table parcels (id int primary key, code text collate \"en-x-icu\" not null, sent_at timestamptz,"
                        + " lost_at timestamptz, town int not null, depot int not null, weight int not null, note text not null)",
                "insert into parcels select n, md5(n::text), case when n % 50 > 0 then timestamptz '2026-01-01Z' + n * interval '10 min' end,"
                        + " case when n % 100 > 0 then timestamptz '2026-06-01Z' end, n * 37 % 3000, n % 40, n % 7,"
                        + " repeat('x', 200) from generate_series(1, 40000) n",
                "analyze");
        allVisible(db);
        database = db;
    }

    /** VACUUM leaves pages alone that an open snapshot of the server's own workers might see otherwise. */
    private static void allVisible(Database db) {
        for (int i = 0; i < 50 && hidden(db) > 0; i++) {
            db.execute("vacuum parcels", "select pg_sleep(0.1)");
        }
        assertThat(hidden(db)).isZero();
    }

    private static long hidden(Database db) {
        return db.number("select relpages - relallvisible from pg_class where oid = 'parcels'::regclass");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            select note from parcels where code like 'abc%'                                        | parcels (code text_pattern_ops)
            select note from parcels order by sent_at desc nulls last limit 10                     | parcels (sent_at DESC NULLS LAST)
            select note from parcels order by sent_at nulls first limit 10                         | parcels (sent_at NULLS FIRST)
            select note from parcels order by depot, weight desc limit 10                          | parcels (depot, weight DESC)
            select note from parcels where town in (7, 8, 9)                                       | parcels (town)
            select note from parcels where town = any(array[7, 8, 9])                              | parcels (town)
            select note from parcels where lost_at is null                                         | parcels (.*) WHERE lost_at IS NULL
            select note from parcels where date_trunc('day', sent_at, 'UTC') = '2026-02-03Z'       | parcels (date_trunc('day'.*, sent_at, 'UTC'.*))
            select town, max(sent_at) from parcels group by town                                   | parcels (town.*sent_at)
            select distinct depot from parcels                                                     | parcels (depot)
            select max(sent_at) from parcels                                                       | parcels (sent_at.*)
            select depot, sum(weight) from parcels group by depot                                  | parcels (depot) INCLUDE (weight)
            select town, sum(weight) over (partition by town order by sent_at) from parcels        | parcels (town, sent_at) INCLUDE (weight)
            select depot, sum(weight) filter (where town < 9) from parcels group by depot          | parcels (depot) INCLUDE (town, weight)
            select depot, sum(case when town < 9 then weight end) from parcels group by depot      | parcels (depot) INCLUDE (town, weight)
            select distinct on (town) town, sent_at from parcels order by town, sent_at desc       | parcels (town.*sent_at.*)
            select note from parcels where lower(code) = 'abc'                                     | parcels (lower(code))
            select note from parcels where extract(year from sent_at at time zone 'UTC') = 2027    | parcels (.*EXTRACT.*)
            select p.note from parcels p join (values (3), (77)) v (town) on p.town = v.town       | parcels (town)
            """)
    void proposes_an_index_for(String sql, String index) {
        var advisory = Lab.of(database).calls(100, sql).advise();

        assertThat(Lab.created(advisory)).singleElement().asString().matches(pattern(index));
        database.execute("create index made on " + Lab.created(advisory).getFirst(), "analyze parcels");
        assertThat(String.join("\n", database.column("explain " + sql))).containsPattern("(using|on) made");
    }

    @AfterEach
    void without_it() {
        database.execute("drop index if exists made");
    }

    /** What may stand there is given as {@code .*}; brackets are meant. */
    private static String pattern(String index) {
        return index.replace(".*", "\u0000").replaceAll("[()']", "\\\\$0").replace("\u0000", ".*");
    }
}
