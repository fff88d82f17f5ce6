package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.EncodeColumns;
import io.howdah.engine.change.EncodeColumns.Accepted;
import io.howdah.engine.change.EncodeColumns.Code;
import io.howdah.engine.change.EncodeColumns.Encoding;
import io.howdah.engine.change.EncodeColumns.Lookup;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands against codes is said before anything is changed. */
@PostgresTest
class EncodeColumnsRefusalTest {

    private static final Encoding STATE = Encoding.of("state", List.of(new Code("on", 0), new Code("off", 1)));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            create table t (id int primary key, state int) | Column state of table "Te st".t is of type integer; only TEXT, VARCHAR and CHAR columns that are written get codes
            create table t (id int primary key) | Table "Te st".t has no column state
            create table t (id int primary key, state text, state_code int) | Column state_code of table "Te st".t is there already
            create table t (id int primary key, a text, state text generated always as (a) stored) | is generated from others
            create table t (id int primary key, state text default current_user) | has a default that is no constant
            create table t (id int primary key, state text default 'idle') | The default of column state of table "Te st".t has no code
            create table t (id int, state text) | has no primary key and no other unique index
            create table t (id int, state text, primary key (id, state)) | is its primary key, so the texts in it cannot be dropped later
            create table t (id int primary key, state text); create index up on t (upper(state)) | Index up of table "Te st".t has no equivalent over the codes
            create table t (id int primary key, state text, a int, constraint both_of check (length(state) > a)) | Constraint both_of of table "Te st".t would go with the texts
            create table t (id int, state text) partition by range (id) | has partitions or children, or is one
            create table t (id int primary key, state text); create publication all_of_it for table t | is published by all_of_it
            create table t (id int primary key, state text); create function t_codes() returns int language sql as 'select 1' | There is a function "Te st".t_codes already
            create table t (id int primary key, state text); create rule r as on update to t do instead nothing | has rules that would make something else of each UPDATE
            create table t (id int primary key, state text); create table codes (c int) | There is something called "Te st".codes already
            """)
    void is_refused(String tables, String message, Database db) {
        for (String sql : tables.split(";")) {
            db.execute(sql);
        }
        var before = CatalogSnapshot.of(db);

        assertThatThrownBy(() -> apply(db, change(db, List.of(), Set.of())))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(message);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
        db.execute("drop schema if exists howdah cascade", "drop publication if exists all_of_it");
    }

    @Test
    void a_value_without_a_code_is_named_and_nothing_is_changed(Database db) {
        db.execute(
                "create table t (id int primary key, state text)",
                "insert into t values (1, 'on'), (2, 'broken'), (3, null)");
        var before = CatalogSnapshot.of(db);

        assertThatThrownBy(() -> apply(db, change(db, List.of(), Set.of())))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(
                        "Column state of table \"Te st\".t has values without a code: 'broken'; give them codes");
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    @Test
    void what_is_accepted_is_done(Database db) {
        db.execute(
                "create table t (id int primary key, state text, a int, constraint both_of check (length(state) > a))",
                "insert into t values (1, 'on', 0), (2, 'off', 0)",
                "create index up on t (upper(state))",
                "create publication all_of_it for table t",
                "create function seen() returns trigger language plpgsql as 'begin new.a := new.a + 1; return new; end'",
                "create trigger seen before update on t for each row execute function seen()",
                "alter table t enable always trigger seen");
        var ready = Set.of(Accepted.SUBSCRIBERS_ARE_READY);
        assertThatThrownBy(() -> apply(db, change(db, List.of("up", "both_of"), ready)))
                .hasMessageContaining("has triggers that would be called for each row that is filled in: seen");

        apply(db, change(db, List.of("up", "both_of"), Set.of(Accepted.values())));

        assertThat(db.column("select state_code || ' ' || a from t order by id"))
                .containsExactly("0 1", "1 1");
        Killer.applier(db).undoAll(ApplyListener.SILENT);
        db.execute("drop publication all_of_it");
    }

    private static void apply(Database db, EncodeColumns change) {
        Killer.applier(db).apply(List.of(change), ApplyListener.SILENT);
    }

    private static EncodeColumns change(Database db, List<String> without, Set<Accepted> accepted) {
        var codes = new Lookup(new QualifiedName(db.schema(), "codes"), false);
        return new EncodeColumns(
                new QualifiedName(db.schema(), "t"),
                List.of(new Encoding("state", "state_code", STATE.codes(), codes)),
                without,
                accepted);
    }
}
