/**
 * Real PostgreSQL servers for tests: a database for each test in hostile circumstances, and a check that nothing was left
 * behind. It is for the tests of every module and never depends on the engine. Start reading at {@link
 * io.howdah.testkit.PostgresTest} and {@link io.howdah.testkit.Database}.
 *
 * <p>A test looks like this:
 *
 * <pre>{@code
 * @PostgresTest                                    // or @PostgresTest(major = 18)
 * class OrdersTest {
 *
 *     @BeforeEach
 *     void an_orders_table(Database db) {
 *         db.execute("create table orders (id bigint primary key)");
 *     }
 *
 *     @Test
 *     void counts_orders(Database db) throws SQLException {
 *         assertThat(new OrderCounter(db.connection()).count()).isZero();
 *         assertThat(db.value("select count(*) from orders")).isEqualTo("0");
 *     }
 *
 *     @Test
 *     @SincePostgres(16)
 *     void reads_as_a_role_that_may_little(Database db) throws SQLException {
 *         var reader = db.createRole("pg_monitor", "select on orders");
 *         try (var connection = db.connect(reader)) { ... }
 *     }
 * }
 * }</pre>
 *
 * <p>Without a {@code major} the tests run on the oldest supported version; {@code -Dpg=18} chooses another. 14 and 18
 * are at hand; any other one is taken from Debian's place of installation, and its tests are skipped where it is absent.
 * The server is shared by all tests of the JVM that want the same version: do not change what belongs to all of it. A
 * method annotated {@code @BeforeAll} that takes a {@code Database} makes one database for the whole class.
 *
 * <p>Temporary servers stand in {@code /dev/shm} where that has 8 GB or more ({@link io.howdah.testkit.ServersInMemory});
 * {@code -Dhowdah.tmpdir=} names another place.
 *
 * <p>What is hostile: the names of database, schema and roles need quoting; the schema comes before {@code pg_catalog}
 * in {@code search_path}; transactions are repeatable read unless they say otherwise; the time zone is not the JVM's;
 * dates, intervals and bytea are written unusually. pgjdbc asks for the time zone and the style of dates itself, so
 * these two are seen by other clients, and in {@link io.howdah.testkit.Database#connection()}, which sets the zone anew.
 */
@NullMarked
package io.howdah.testkit;

import org.jspecify.annotations.NullMarked;
