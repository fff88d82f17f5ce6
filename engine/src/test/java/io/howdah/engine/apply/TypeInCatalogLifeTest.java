package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.apply.run.AppliedStep.Kind;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.RewriteTable;
import io.howdah.engine.change.RewriteTable.NewType;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Types that only the catalog has to know are changed there, and no table is written anew for them. */
@PostgresTest
class TypeInCatalogLifeTest {

    private static final String FILES = """
            select string_agg(pg_relation_filenode(oid)::text, ' ' order by pg_relation_filenode(oid)) from pg_class
             where oid = '"Or ders"'::regclass or oid in (select indexrelid from pg_index where indrelid = '"Or ders"'::regclass)""";

    private static final String STATISTICS =
            "select count(*) from pg_stats where tablename = 'Or ders' and attname = 'Co de'";

    @BeforeEach
    void orders(Database db) {
        db.execute(
                "create table \"Or ders\" (id int primary key, \"Co de\" varchar(10) default 'x' unique, price numeric(8, 2),"
                        + " note varchar(20) collate \"C\", checked varchar(5) check (checked <> ''), lowered varchar(5))",
                "insert into \"Or ders\" select i, 'c' || i, i, 'n' || i, 'c', 'l' from generate_series(1, 1000) i",
                "create index on \"Or ders\" (price)",
                "create index on \"Or ders\" (lower(lowered))",
                "comment on column \"Or ders\".\"Co de\" is 'A code'",
                "analyze \"Or ders\"");
    }

    @AfterEach
    void no_journal(Database db) {
        db.execute("drop schema if exists howdah cascade");
    }

    private static List<Change> types(Database db, String... columnsAndTypes) {
        var types = new ArrayList<NewType>();
        for (int i = 0; i < columnsAndTypes.length; i += 2) {
            types.add(new NewType(columnsAndTypes[i], columnsAndTypes[i + 1], null, null));
        }
        return List.of(RewriteTable.types(new QualifiedName(db.schema(), "Or ders"), types));
    }

    @Test
    void lives(Database db) {
        var change = types(db, "Co de", "varchar(40)", "price", "numeric(12, 2)", "note", "text collate \"C\"");
        var before = CatalogSnapshot.of(db);
        var files = db.value(FILES);
        Killer.applier(db).apply(change, ApplyListener.SILENT);
        var after = CatalogSnapshot.of(db);
        assertThat(RewriteTableLifeTest.difference(before, after))
                .isNotEmpty()
                .allMatch(line -> line.startsWith("column "));
        assertThat(db.value(FILES)).isEqualTo(files);
        assertThat(db.number(STATISTICS)).isOne();

        Killer.applier(db).undoLatest(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
        assertThat(db.number(STATISTICS)).isOne();
        Killer.applier(db).apply(change, ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(after);
    }

    @Test
    void is_not_taken_back_where_a_value_has_become_too_long(Database db) {
        Killer.applier(db).apply(types(db, "Co de", "text"), ApplyListener.SILENT);
        db.execute("update \"Or ders\" set \"Co de\" = 'more than ten letters' where id = 7");
        var made = CatalogSnapshot.of(db);

        assertThatThrownBy(() -> Killer.applier(db).undoAll(ApplyListener.SILENT))
                .hasMessageContaining("value too long for type character varying(10)");
        assertThat(CatalogSnapshot.of(db)).isEqualTo(made);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            id      | bigint       | the rows are other
            Co de   | varchar(5)   | the rows are looked at
            note    | text         | the collation is another
            checked | text         | a check is read again
            lowered | varchar(9)   | the index of an expression is built again
            price   | numeric(8,1) | the rows are other
            """)
    void is_left_to_the_copy_where(String column, String type, String why, Database db) {
        db.execute("create index on \"Or ders\" (note)");
        if (type.equals("varchar(5)") || type.equals("numeric(8,1)")) {
            db.execute("delete from \"Or ders\" where length(\"Co de\") > 5");
        }
        assertThat(Killer.applier(db).plan(types(db, column, type)))
                .as(why)
                .extracting(PlannedStep::kind)
                .contains(Kind.SHADOW_COPY);
    }

    @Test
    void is_left_to_the_copy_where_others_refer_to_the_column(Database db) {
        db.execute("create table other (code varchar(10) references \"Or ders\" (\"Co de\"))");

        assertThat(Killer.applier(db).plan(types(db, "Co de", "varchar(40)")))
                .extracting(PlannedStep::kind)
                .contains(Kind.SHADOW_COPY);
    }

    @Test
    void does_nothing_where_it_is_so_already(Database db) {
        assertThat(Killer.applier(db).plan(types(db, "Co de", "character varying(10)", "id", "int4")))
                .extracting(PlannedStep::state)
                .containsExactly(StepState.ALREADY);
    }

    @ParameterizedTest
    @EnumSource
    void goes_on_after_a_kill_at_any_step_and_can_be_taken_back(Killer.Moment moment, Database db) {
        var change = types(db, "Co de", "text");
        var before = CatalogSnapshot.of(db);
        int step = 1;
        while (new Killer(db, moment, step).killsApply(change)) {
            Killer.applier(db).apply(change, ApplyListener.SILENT);
            assertThat(RewriteTableLifeTest.difference(before, CatalogSnapshot.of(db)))
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith("column "));
            Killer.applier(db).undoAll(ApplyListener.SILENT);
            assertThat(CatalogSnapshot.of(db)).as("killed at step %d", step).isEqualTo(before);
            step++;
        }
        assertThat(step).isEqualTo(4);
        step = 1;
        while (new Killer(db, moment, step).killsUndo()) {
            Killer.applier(db).undoAll(ApplyListener.SILENT);
            assertThat(CatalogSnapshot.of(db)).as("killed at step %d", step).isEqualTo(before);
            Killer.applier(db).apply(change, ApplyListener.SILENT);
            step++;
        }
        assertThat(step).isGreaterThan(1);
    }
}
