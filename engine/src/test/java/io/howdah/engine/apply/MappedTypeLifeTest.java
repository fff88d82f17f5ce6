package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.RewriteTable;
import io.howdah.engine.change.RewriteTable.NewType;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Values that an expression makes of others, and the way back from them. */
@PostgresTest
class MappedTypeLifeTest {

    private static final String CODES = "case state when 'new' then 0 when 'it''s paid' then 1 end";
    private static final String STATES = "case state when 0 then 'new' when 1 then 'it''s paid' end";

    private static final String CONTENT = "select count(*) || ' ' || sum(hashtext(t::text)) from t";

    @BeforeEach
    void a_table(Database db) {
        db.execute(
                "create table t (id int primary key, state text not null, price numeric(10, 2), words json, at timestamp)",
                "insert into t select i, (array['new', 'it''s paid'])[1 + i % 2], i + 0.25, '{\"a\":  1}', '2026-01-01'"
                        + " from generate_series(1, 500) i");
    }

    @AfterEach
    void no_journal(Database db) {
        db.execute("drop schema if exists howdah cascade");
    }

    private static List<Change> type(
            Database db, String column, String type, @Nullable String using, @Nullable String back) {
        return List.of(rewrite(db, column, type, using, back));
    }

    private static RewriteTable rewrite(
            Database db, String column, String type, @Nullable String using, @Nullable String back) {
        return RewriteTable.types(new QualifiedName(db.schema(), "t"), List.of(new NewType(column, type, using, back)));
    }

    @Test
    void lives_with_a_way_back(Database db) {
        var change = type(db, "state", "smallint", CODES, STATES);
        var before = CatalogSnapshot.of(db);
        var content = db.value(CONTENT);
        Killer.applier(db).apply(change, ApplyListener.SILENT);
        var after = CatalogSnapshot.of(db);
        assertThat(db.value("select string_agg(distinct state::text, ' ') from t"))
                .isEqualTo("0 1");
        db.execute("update t set state = 1 where id = 2", "insert into t (id, state) values (0, 0)");
        Killer.applier(db).undoLatest(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
        assertThat(db.column("select state from t where id in (0, 2) order by id"))
                .containsExactly("new", "it's paid");
        db.execute("update t set state = 'new' where id = 2", "delete from t where id = 0");
        assertThat(db.value(CONTENT)).isEqualTo(content);

        Killer.applier(db).apply(change, ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(after);
        Killer.applier(db).finish(2L, ApplyListener.SILENT);
        assertThat(db.column("select relname from pg_class where relname like '%howdah%'"))
                .isEmpty();
    }

    @Test
    void is_refused_where_no_cast_leads_back(Database db) {
        assertRefused(
                db,
                type(db, "at", "timestamptz", "at at time zone 'Asia/Tokyo'", null),
                "Column at of table \"Te st\".t becomes timestamptz by USING, and no cast from that to timestamp without time"
                        + " zone leads back; say what the old value is with --back 'at = EXPRESSION'");
        assertRefused(db, type(db, "price", "bytea", "null", null), "say what the old value is with --back");
    }

    @Test
    void is_refused_where_a_value_would_come_back_as_another(Database db) {
        assertRefused(
                db,
                type(db, "state", "smallint", CODES, null),
                "Column state of table \"Te st\".t does not go back to what it was in rows that are written after the change: ",
                "becomes '",
                "give --back 'state = EXPRESSION', or begin all the same with --lossy-undo");
        assertRefused(
                db, type(db, "price", "numeric(10, 1)", null, null), "'1.25' becomes '1.3', and with undo '1.30'");
        assertRefused(db, type(db, "price", "bigint", "price * 100", null), "with undo '125.00'");
        assertRefused(db, type(db, "state", "smallint", CODES, "case state when 0 then 'new' end"), "with undo null");
        assertRefused(db, type(db, "state", "int", null, null), "invalid input syntax for type integer");
        assertRefused(db, type(db, "state", "int", CODES, "'x' || nothing"), "column \"nothing\" does not exist");
    }

    @Test
    void takes_what_is_the_same_though_it_is_written_otherwise(Database db) {
        assertThat(Killer.applier(db).plan(type(db, "words", "jsonb", null, null)))
                .isNotEmpty();
        assertThat(Killer.applier(db).plan(type(db, "price", "bigint", "price * 100", "price / 100.0")))
                .isNotEmpty();
        assertThat(Killer.applier(db)
                        .plan(type(
                                db,
                                "at",
                                "timestamptz",
                                "at at time zone 'Asia/Tokyo'",
                                "at at time zone 'Asia/Tokyo'")))
                .isNotEmpty();
    }

    @Test
    void loses_what_is_to_be_lost(Database db) {
        var change = rewrite(db, "price", "numeric(10, 1)", null, null).wishing(RewriteTable.Wish.LOSSY_UNDO);
        Killer.applier(db).apply(List.of(change), ApplyListener.SILENT);
        db.execute("update t set state = 'paid' where id = 1");
        Killer.applier(db).undoLatest(ApplyListener.SILENT);

        assertThat(db.column("select price from t where id in (1, 2) order by id"))
                .as("only what was written since")
                .containsExactly("1.30", "2.25");
    }

    private static void assertRefused(Database db, List<Change> change, String... words) {
        var refused = assertThatThrownBy(() -> Killer.applier(db).plan(change)).isInstanceOf(Problem.class);
        for (String one : words) {
            refused.hasMessageContaining(one);
        }
        refused.extracting(e -> ((Problem) e).text().lines().count()).isEqualTo(2L);
    }
}
