package io.howdah.app.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.AddCheck;
import io.howdah.engine.change.AddColumn;
import io.howdah.engine.change.AddForeignKey;
import io.howdah.engine.change.AddKey;
import io.howdah.engine.change.AlterConstraint;
import io.howdah.engine.change.AlterSystem;
import io.howdah.engine.change.ClusterTable;
import io.howdah.engine.change.CreateMaterializedView;
import io.howdah.engine.change.DropColumn;
import io.howdah.engine.change.DropConstraint;
import io.howdah.engine.change.DropNotNull;
import io.howdah.engine.change.MarkClustered;
import io.howdah.engine.change.RefreshMaterializedView;
import io.howdah.engine.change.RenameColumn;
import io.howdah.engine.change.RenameTable;
import io.howdah.engine.change.RewriteTable;
import io.howdah.engine.change.SerialToIdentity;
import io.howdah.engine.change.SetDefault;
import io.howdah.engine.change.SetNotNull;
import io.howdah.engine.change.SetSetting;
import io.howdah.engine.change.SetStorageParameters;
import io.howdah.engine.change.ValidateConstraint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DdlTest {

    private static final QualifiedName ORDERS = new QualifiedName("public", "orders");
    private static final QualifiedName ODD = new QualifiedName("My Shop", "Or ders");

    @Test
    void reads_several_actions_in_order() {
        assertThat(Ddl.read(
                        "alter table orders alter note set not null, ALTER COLUMN \"No te\" DROP NOT NULL,\n"
                                + " alter total set default (1 + 2)::numeric(10, 2), alter total drop default;",
                        new Known()))
                .isEqualTo(List.of(
                        new SetNotNull(ORDERS, "note"),
                        new DropNotNull(ORDERS, "No te"),
                        new SetDefault(ORDERS, "total", "(1 + 2)::numeric(10, 2)"),
                        new SetDefault(ORDERS, "total", null)));
    }

    @Test
    void makes_a_change_of_each_constraint_of_a_new_column() {
        assertThat(Ddl.read(
                        "ALTER TABLE orders ADD COLUMN customer numeric(10, 2) DEFAULT coalesce(NULL, 1) NOT NULL CHECK (customer > 0)"
                                + " CONSTRAINT \"To C\" REFERENCES \"My Shop\".\"Or ders\" (id) ON DELETE SET NULL UNIQUE",
                        new Known()))
                .isEqualTo(List.of(
                        new AddColumn(
                                ORDERS,
                                "customer",
                                "numeric(10, 2) DEFAULT coalesce(NULL, 1) NOT NULL",
                                "numeric(10, 2)",
                                true,
                                "coalesce(NULL, 1)",
                                false),
                        new AddCheck(ORDERS, null, "customer > 0", false, true),
                        new AddForeignKey(
                                ORDERS, "To C", List.of("customer"), ODD, List.of("id"), "ON DELETE SET NULL", true),
                        new AddKey(ORDERS, null, false, List.of("customer"), List.of(), false, "")));
    }

    @Test
    void reads_constraints() {
        assertThat(Ddl.read(
                        "alter table only_ish add constraint c check (a > 0 or (b)) no inherit not valid,"
                                + " add foreign key (a, b) references orders deferrable initially deferred on update cascade,"
                                + " add primary key (id) include (note), drop constraint if exists x, validate constraint y,"
                                + " alter constraint z deferrable",
                        new Known()))
                .isEqualTo(List.of(
                        new AddCheck(table("only_ish"), "c", "a > 0 or (b)", true, false),
                        new AddForeignKey(
                                table("only_ish"),
                                null,
                                List.of("a", "b"),
                                ORDERS,
                                List.of(),
                                "ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED",
                                true),
                        new AddKey(table("only_ish"), null, true, List.of("id"), List.of("note"), false, ""),
                        new DropConstraint(table("only_ish"), "x", true),
                        new ValidateConstraint(table("only_ish"), "y"),
                        new AlterConstraint(table("only_ish"), "z", true, false)));
    }

    @Test
    void reads_what_is_left_of_alter_table() {
        assertThat(Ddl.read(
                        "alter table orders drop old restrict; alter table orders rename to purchases;"
                                + "alter table orders rename column state to \"Sta tus\"; alter table orders rename a to b;"
                                + "alter table orders set (fillfactor = 70, autovacuum_enabled), reset (toast.autovacuum_enabled);"
                                + "alter table orders alter id add generated by default as identity",
                        new Known()))
                .isEqualTo(List.of(
                        new DropColumn(ORDERS, "old", false),
                        new RenameTable(ORDERS, "purchases"),
                        new RenameColumn(ORDERS, "state", "Sta tus"),
                        new RenameColumn(ORDERS, "a", "b"),
                        new SetStorageParameters(
                                ORDERS, Map.of("fillfactor", "70", "autovacuum_enabled", "true"), List.of()),
                        new SetStorageParameters(ORDERS, Map.of(), List.of("toast.autovacuum_enabled")),
                        new SerialToIdentity(ORDERS, "id", false)));
    }

    @Test
    void gathers_new_types_into_one_rewriting() {
        assertThat(Ddl.read(
                        "alter table orders alter id type bigint, alter note set data type varchar(20) using left(note, 20);"
                                + " vacuum (full) orders",
                        new Known()))
                .isEqualTo(List.of(
                        RewriteTable.types(
                                ORDERS,
                                List.of(
                                        new RewriteTable.NewType("id", "bigint", null, null),
                                        new RewriteTable.NewType("note", "varchar(20)", "left(note, 20)", null))),
                        RewriteTable.compact(ORDERS)));
    }

    @Test
    void reads_which_index_a_table_is_clustered_on() {
        assertThat(Ddl.read(
                        "cluster orders using \"By C\"; CLUSTER (VERBOSE) \"My Shop\".\"Or ders\"; cluster verbose orders;"
                                + " cluster by_id on orders; alter table orders cluster on by_id;"
                                + " alter table orders set without cluster",
                        new Known()))
                .isEqualTo(List.of(
                        new ClusterTable(ORDERS, "By C"),
                        new ClusterTable(ODD, null),
                        new ClusterTable(ORDERS, null),
                        new ClusterTable(ORDERS, "by_id"),
                        new MarkClustered(ORDERS, "by_id"),
                        new MarkClustered(ORDERS, null)));
    }

    @Test
    void reads_settings_and_materialized_views() {
        assertThat(Ddl.read(
                        "alter system set work_mem = '64MB'; alter system reset wal_level; alter database \"Sh op\" set search_path"
                                + " to a, \"B\"; alter role me in database shop set jit = off;"
                                + " create materialized view m as select 1 as a with no data; refresh materialized view orders",
                        new Known()))
                .isEqualTo(List.of(
                        new AlterSystem("work_mem", List.of("64MB")),
                        new AlterSystem("wal_level", List.of()),
                        new SetSetting("Sh op", null, "search_path", List.of("a", "B")),
                        new SetSetting("shop", "me", "jit", List.of("off")),
                        new CreateMaterializedView(table("m"), List.of(), "select 1 as a", false),
                        new RefreshMaterializedView(ORDERS)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            drop table orders                        | At character 1, near 'drop table orders': dropping a table cannot be taken back
            create table x (id int)                  | a new table is in nobody's way
            grant all on orders to me                | 'GRANT ALL' is not among the statements
            alter table nothing alter a set not null | At character 13, near 'nothing alter a set not null': there is no nothing in the search path public
            alter table orders rename column a b     | At character 36, near 'b': here TO is expected
            alter table orders rename a to           | here a name is expected
            alter table orders rename constraint a to b | renaming a constraint takes a moment and breaks nothing
            alter table orders drop a cascade        | CASCADE would drop what undo could not bring back
            alter table orders alter a               | At the end of the statement: this is not among the changes of a column
            alter table orders owner to me           | this action of ALTER TABLE is not among those
            alter table orders add check (a > 0      | the statement ends too early
            alter table orders alter a set not null now | this is more than Howdah understands
            alter table orders alter a type int, drop b | give them in a statement of their own
            alter table orders add exclude using gist (a with =) | an EXCLUDE constraint cannot be
            cluster                                  | At the end of the statement: name the table to put in order
            cluster verbose;                         | name the table to put in order
            cluster nothing using i                  | At character 9, near 'nothing using i': there is no nothing in the search path public
            cluster orders by id                     | this is more than Howdah understands
            cluster orders using                     | At the end of the statement: here a name is expected
            alter table orders cluster by_id         | this action of ALTER TABLE is not among those
            vacuum orders                            | a plain VACUUM locks nobody out
            ;                                        | give the statement to carry out
            """)
    void says_what_cannot_be_done_and_where(String statement, String message) {
        assertThatThrownBy(() -> Ddl.read(statement, new Known()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(message)
                .extracting(p -> ((Problem) p).kind())
                .isEqualTo(Problem.Kind.INPUT);
    }

    private static QualifiedName table(String name) {
        return new QualifiedName("public", name);
    }

    /** Tables in two schemas. */
    private static final class Known implements Names {

        @Override
        public Optional<QualifiedName> relation(String quoted) {
            return switch (quoted) {
                case "orders" -> Optional.of(ORDERS);
                case "only_ish" -> Optional.of(table("only_ish"));
                case "\"My Shop\".\"Or ders\"" -> Optional.of(ODD);
                default -> Optional.empty();
            };
        }

        @Override
        public String path() {
            return "public";
        }

        @Override
        public String schema() {
            return "public";
        }

        @Override
        public Catalog catalog() {
            throw new IllegalStateException("not read");
        }
    }
}
