package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.Application;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.StepState;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.EncodeColumns;
import io.howdah.engine.change.EncodeColumns.Code;
import io.howdah.engine.change.EncodeColumns.Encoding;
import io.howdah.engine.change.EncodeColumns.Lookup;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Text columns get codes: whole life, stopped at any point, gone on with and taken back. */
@PostgresTest
class EncodeColumnsLifeTest {

    private static final int STEPS = 13;

    @BeforeEach
    void orders(Database db) {
        db.execute(
                "create table \"Or ders\" (id bigint primary key, \"Sta tus\" text not null default 'new', kind varchar(10),"
                        + " note text, made timestamptz not null default now(),"
                        + " constraint \"paid Sta tus\" check (\"Sta tus\" <> 'paid' or made is not null),"
                        + " check (kind in ('a', 'b')))",
                "insert into \"Or ders\" select i, (array['new', 'paid', 'it''s sent'])[1 + i % 3],"
                        + " (array['a', 'b', null])[1 + i % 3], 'n' || i from generate_series(1, 3000) i",
                "create index by_status on \"Or ders\" (\"Sta tus\" text_pattern_ops, made desc)",
                "create index by_kind on \"Or ders\" (kind, id) include (\"Sta tus\") where \"Sta tus\" <> 'paid' and kind is not null",
                "create index open on \"Or ders\" (made) where \"Sta tus\" in ('new', 'paid') and kind = 'a'",
                "create unique index one_note on \"Or ders\" (\"Sta tus\", note)",
                "create index others on \"Or ders\" (note)",
                "grant select, insert on \"Or ders\" to public",
                "grant update (\"Sta tus\") on \"Or ders\" to public");
    }

    @Test
    void lives(Database db) {
        var before = snapshot(db);

        var applied = Killer.applier(db).apply(change(db), ApplyListener.SILENT);
        var after = snapshot(db);

        assertThat(applied.state()).isEqualTo(Application.State.DONE);
        assertThat(applied.steps().stream().filter(step -> !step.atFinish()))
                .extracting(AppliedStep::state)
                .containsOnly(StepState.DONE)
                .hasSize(STEPS);
        assertThat(ApplyLifeTest.difference(before, after))
                .isNotEmpty()
                .allMatch(l -> l.matches("(?s).*_code.*|.* codes.*|.*_codes.*"));
        assertThat(disagreements(db)).isZero();
        assertThat(Killer.applier(db)
                        .undoLatest(ApplyListener.SILENT)
                        .orElseThrow()
                        .state())
                .isEqualTo(Application.State.UNDONE);
        assertThat(snapshot(db)).isEqualTo(before);

        Killer.applier(db).apply(change(db), ApplyListener.SILENT);
        assertThat(snapshot(db)).isEqualTo(after);
    }

    @Test
    void gives_each_index_its_like(Database db) {
        Killer.applier(db).apply(change(db), ApplyListener.SILENT);

        assertThat(
                        db.column(
                                "select replace(indexdef, '\"Te st\".', '') from pg_indexes where indexdef ~ '_code' order by indexname"))
                .containsExactly(
                        "CREATE INDEX by_kind_code ON \"Or ders\" USING btree (kind_code, id) INCLUDE (\"Sta tus_code\")"
                                + " WHERE ((\"Sta tus_code\" <> 20) AND (kind_code IS NOT NULL))",
                        "CREATE INDEX by_status_code ON \"Or ders\" USING btree (\"Sta tus_code\", made DESC)",
                        "CREATE UNIQUE INDEX one_note_code ON \"Or ders\" USING btree (\"Sta tus_code\", note)",
                        "CREATE INDEX open_code ON \"Or ders\" USING btree (made)"
                                + " WHERE ((\"Sta tus_code\" = ANY (ARRAY[0, 20])) AND (kind_code = 1))");
    }

    @Test
    void is_finished_without_the_texts(Database db) {
        var number = Killer.applier(db).apply(change(db), ApplyListener.SILENT).id();

        var finished = Killer.applier(db).finish(number, ApplyListener.SILENT);

        assertThat(finished).extracting(Application::state).containsExactly(Application.State.FINISHED);
        assertThat(
                        db.column(
                                "select attname || ' ' || attnotnull || coalesce(' ' || pg_get_expr(adbin, adrelid), '')"
                                        + " from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum"
                                        + " where attrelid = '\"Or ders\"'::regclass and attnum > 0 and not attisdropped order by attnum"))
                .containsExactly("id true", "note false", "made true now()", "Sta tus_code true 0", "kind_code false");
        assertThat(db.column("select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint"
                        + " where conrelid = '\"Or ders\"'::regclass and contype in ('c', 'f') order by 1"))
                .containsExactly(
                        "Or ders_Sta tus_code_known FOREIGN KEY (\"Sta tus_code\") REFERENCES \"Sta tus codes\"(code)",
                        "Or ders_kind_code_known CHECK ((kind_code = ANY (ARRAY[1, 2])))",
                        "paid Sta tus_code CHECK (((\"Sta tus_code\" <> 20) OR (made IS NOT NULL)))");
        assertThat(db.number("select count(*) from pg_trigger where not tgisinternal")
                        + db.number("select count(*) from pg_proc where proname like 'Or ders%'"))
                .isZero();
        db.execute("insert into \"Or ders\" (id) values (0)");
        assertThat(db.value("select \"Sta tus_code\" from \"Or ders\" where id = 0"))
                .isEqualTo("0");
        assertThat(Killer.applier(db).undoLatest(ApplyListener.SILENT)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void is_finished_though_that_is_killed(Killer.Moment moment, Database db) {
        var number = Killer.applier(db).apply(change(db), ApplyListener.SILENT).id();
        assertThat(new Killer(db, moment, 1).killsFinish(number)).isTrue();

        Killer.applier(db).finish(number, ApplyListener.SILENT);

        assertThat(Killer.applier(db).status().getFirst().state()).isEqualTo(Application.State.FINISHED);
        assertThat(db.number("select count(*) from pg_attribute where attrelid = '\"Or ders\"'::regclass"
                        + " and attname in ('Sta tus', 'kind')"))
                .isZero();
    }

    @Test
    void is_not_finished_while_something_else_needs_a_text(Database db) {
        db.execute("create view shown as select \"Sta tus\" from \"Or ders\"");
        var applied = Killer.applier(db).apply(change(db), ApplyListener.SILENT);

        assertThat(applied.steps().getLast().summary())
                .endsWith("once they are no longer needed by view \"Te st\".shown");
        assertThatThrownBy(() -> Killer.applier(db).finish(applied.id(), ApplyListener.SILENT))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("other objects depend on it");
        assertThat(disagreements(db)).isZero();
        db.execute("drop view shown");
        assertThat(Killer.applier(db).finish(applied.id(), ApplyListener.SILENT))
                .extracting(Application::state)
                .containsExactly(Application.State.FINISHED);
    }

    static Stream<Arguments> moments() {
        return IntStream.rangeClosed(1, STEPS)
                .boxed()
                .flatMap(step -> Stream.of(
                                Killer.Moment.BEFORE_ITS_STATEMENT, Killer.Moment.BETWEEN_ITS_STATEMENT_AND_THE_JOURNAL)
                        .map(moment -> Arguments.of(step, moment)));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void goes_on_or_is_taken_back_after_a_kill(int step, Killer.Moment moment, Database db) {
        var before = snapshot(db);
        assertThat(new Killer(db, moment, step).killsApply(change(db))).isTrue();

        resume(db);

        assertThat(disagreements(db)).isZero();
        assertThat(db.number("select count(*) from pg_index where not indisvalid"))
                .isZero();
        assertThat(db.number("select count(*) from pg_indexes where indexdef ~ '_code'"))
                .isEqualTo(4);
        Killer.applier(db).undoAll(ApplyListener.SILENT);
        assertThat(snapshot(db)).isEqualTo(before);

        assertThat(new Killer(db, moment, step).killsApply(change(db))).isTrue();
        Killer.applier(db).undoAll(ApplyListener.SILENT);
        assertThat(snapshot(db)).isEqualTo(before);
    }

    private static void resume(Database db) {
        var resumed = Killer.applier(db).resume(null, ApplyListener.SILENT);
        assertThat(resumed.map(Application::state)).isIn(Optional.of(Application.State.DONE), Optional.empty());
    }

    @ParameterizedTest
    @EnumSource
    void is_taken_back_whole_though_that_is_killed(Killer.Moment moment, Database db) {
        var before = snapshot(db);
        for (int step = 1; step <= 4; step++) {
            Killer.applier(db).apply(change(db), ApplyListener.SILENT);
            new Killer(db, moment, step).killsUndo();
            Killer.applier(db).undoAll(ApplyListener.SILENT);
            assertThat(snapshot(db)).isEqualTo(before);
        }
    }

    /** Without the numbers of columns, of which dropped ones keep theirs. */
    private static List<String> snapshot(Database db) {
        return CatalogSnapshot.of(db).stream()
                .map(l -> l.replaceFirst("(^column .*?)\\.\\d+ ", "$1 "))
                .sorted()
                .toList();
    }

    static long disagreements(Database db) {
        return db.number(
                "select count(*) from \"Or ders\" where \"Sta tus_code\" is distinct from case \"Sta tus\" when 'new' then 0"
                        + " when 'paid' then 20 when 'it''s sent' then -3 end or kind_code is distinct from case kind when 'a' then 1"
                        + " when 'b' then 2 end");
    }

    static List<Change> change(Database db) {
        return List.of(new EncodeColumns(table(db), encodings(db)));
    }

    static List<Encoding> encodings(Database db) {
        var status = List.of(new Code("new", 0), new Code("paid", 20, "Money came"), new Code("it's sent", -3));
        return List.of(
                new Encoding(
                        "Sta tus",
                        "Sta tus_code",
                        status,
                        new Lookup(new QualifiedName(db.schema(), "Sta tus codes"), true)),
                Encoding.of("kind", List.of(new Code("a", 1), new Code("b", 2))));
    }

    static QualifiedName table(Database db) {
        return new QualifiedName(db.schema(), "Or ders");
    }
}
