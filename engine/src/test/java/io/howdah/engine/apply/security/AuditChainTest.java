package io.howdah.engine.apply.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import io.howdah.engine.Servers;
import io.howdah.engine.apply.Applier;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.ApplyOptions;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.security.AuditChain.Head;
import io.howdah.engine.apply.security.AuditVerification.Tampering;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.AuditTables;
import io.howdah.engine.change.AuditTables.AuditedTable;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chain over an audit log, and a superuser who tampers with it. */
@PostgresTest
class AuditChainTest {

    @BeforeEach
    void an_audited_table_with_forty_changes(Database db) {
        db.execute("create table \"Or ders\" (id int primary key, v int)");
        new Applier(Servers.sessions(db), ApplyOptions.of("test"))
                .apply(
                        List.of(new AuditTables(
                                AuditTables.SCHEMA,
                                List.of(AuditedTable.whole(new QualifiedName(db.schema(), "Or ders"))),
                                AuditTables.ACTOR)),
                        ApplyListener.SILENT);
        for (int i = 0; i < 4; i++) {
            db.execute(
                    "insert into \"Or ders\" select g, 0 from generate_series(" + i * 10 + ", " + (i * 10 + 9) + ") g");
        }
    }

    @Test
    void holds_over_all_batches_and_goes_on(Database db) {
        var sealed = chain(db).seal();
        assertThat(sealed.sealed()).isEqualTo(40);
        assertThat(sealed.head().position()).isEqualTo(40);
        assertThat(chain(db).seal()).isEqualTo(new AuditChain.Sealed(0, sealed.head()));

        db.execute("update \"Or ders\" set v = 1");
        var open = chain(db).verify(sealed.head());
        assertThat(open.sound()).isTrue();
        assertThat(open.verified()).isEqualTo(40);
        assertThat(open.unsealed()).isEqualTo(40);

        chain(db).seal();
        var verified = chain(db).verify(sealed.head());
        assertThat(verified.sound()).isTrue();
        assertThat(verified.verified()).isEqualTo(80);
        assertThat(verified.unsealed()).isZero();
    }

    @Test
    void does_not_wait_for_a_transaction_that_is_open_and_takes_it_in_later(Database db) throws SQLException {
        try (var open = db.connection();
                var statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("update \"Te st\".\"Or ders\" set v = 7 where id = 1");
            db.execute("update \"Or ders\" set v = 8 where id = 2");
            assertThat(chain(db).seal().sealed()).isEqualTo(40);
            open.commit();
        }
        assertThat(chain(db).seal().sealed()).isEqualTo(2);
        assertThat(chain(db).verify(null).sound()).isTrue();
    }

    @Test
    void does_not_make_writers_wait_for_each_other(Database db) throws SQLException {
        try (var first = db.connection();
                var second = db.connection();
                var one = first.createStatement();
                var two = second.createStatement()) {
            first.setAutoCommit(false);
            one.execute("update \"Te st\".\"Or ders\" set v = 7 where id = 1");
            two.execute("set lock_timeout = '200ms'");
            two.execute("update \"Te st\".\"Or ders\" set v = 7 where id = 2");
            first.rollback();
        }
        assertThat(chain(db).seal().sealed()).isEqualTo(41);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            update audit.entry set new = '{}' where id = $17                                                  | CHANGED_ENTRY  | 17
            update audit.entry set actor = 'eve' where id = $17                                               | CHANGED_ENTRY  | 17
            update audit.entry set at = at + interval '1 microsecond' where id = $17                          | CHANGED_ENTRY  | 17
            delete from audit.entry where id = $17                                                            | MISSING_ENTRY  | 17
            delete from audit.entry where id >= $17                                                           | MISSING_ENTRY  | 17
            update audit.entry set id = -1 where id = $17                                                     | INSERTED_ENTRY | 11
            insert into audit.entry select * from audit.entry where id = $17                                  | INSERTED_ENTRY | 18
            insert into audit.entry (id, transaction, session_role, role, table_schema, table_name, operation) select -5, transaction, 'a', 'a', 'a', 'a', 'INSERT' from audit.entry where id = $17 | INSERTED_ENTRY | 11
            insert into audit.entry (transaction, session_role, role, table_schema, table_name, operation) select max(transaction::text)::xid8, 'a', 'a', 'a', 'a', 'INSERT' from audit.entry | INSERTED_ENTRY | 41
            update audit.entry a set new = b.new, key = b.key from audit.entry b where a.id in ($17, $18) and b.id in ($17, $18) and a.id <> b.id | CHANGED_ENTRY | 17
            delete from audit.link where position = 17                                                        | MISSING_LINK   | 17
            delete from audit.link where position > 30                                                        | MISSING_LINK   | 31
            delete from audit.link where position > 30; delete from audit.entry where id > $30                | MISSING_LINK   | 31
            update audit.link set content = sha256('') where position = 17                                    | CHANGED_LINK   | 17
            update audit.link set position = case position when 17 then 1018 else 1017 end where position in (17, 18); update audit.link set position = position - 1000 where position > 1000 | CHANGED_LINK | 17
            """)
    void shows_what_a_superuser_did_who_disabled_triggers(String sql, Tampering kind, long position, Database db) {
        chain(db).seal();
        tamper(db, places(db, sql));

        var verified = chain(db).verify(null);

        assertThat(verified.firstBreak()).as(sql).isNotNull();
        var found = Objects.requireNonNull(verified.firstBreak());
        assertThat(found.kind()).as(found.text()).isEqualTo(kind);
        assertThat(found.position()).as(found.text()).isEqualTo(position);
        assertThat(verified.verified()).isLessThanOrEqualTo(position);
    }

    @Test
    void that_was_written_anew_is_shown_by_a_head_that_was_kept(Database db) {
        var kept = chain(db).seal().head();
        tamper(
                db,
                places(
                        db,
                        "update audit.entry set new = '{}' where id = $17; truncate audit.link; truncate audit.seal"));
        chain(db).seal();

        assertThat(chain(db).verify(null).sound()).isTrue();
        assertThat(kind(chain(db).verify(Head.of(kept.toString())))).isEqualTo(Tampering.OTHER_CHAIN);
    }

    @Test
    void says_where_recording_was_switched_off(Database db) {
        db.execute("alter table \"Or ders\" disable trigger howdah_audit");

        assertThat(chain(db).verify(null).silent()).containsExactly("\"Te st\".\"Or ders\"");
    }

    @Test
    void is_refused_where_there_is_none_or_where_time_went_back(Database db) {
        assertThatThrownBy(() -> new AuditChain(Servers.sessions(db), "nowhere").seal())
                .isInstanceOf(Problem.class)
                .hasMessageContaining("There is no audit log in schema nowhere");
        db.execute("insert into audit.seal (horizon, position, hash) values ('99999999999', 0, '')");
        assertThatThrownBy(() -> chain(db).seal())
                .isInstanceOf(Problem.class)
                .hasMessageContaining("restored from a dump");
        assertThatThrownBy(() -> Head.of("17")).hasMessageContaining("is not a head");
    }

    @Test
    void goes_through_months_and_what_is_late(Database db) throws SQLException {
        db.execute("insert into audit.entry (at, session_role, role, table_schema, table_name, operation)"
                + " select now() + i * interval '50 days', 'a', 'a', 'a', 'a', 'INSERT' from generate_series(0, 10) i");
        try (var session = new Session(db.connection())) {
            assertThat(AuditMonths.makeAhead(session, AuditTables.SCHEMA, AuditMonths.AHEAD))
                    .isEmpty();
            assertThat(AuditMonths.makeAhead(session, AuditTables.SCHEMA, 6)).hasSizeBetween(1, 3);
        }
        assertThat(db.number("select count(*) from only audit.entry_default")).isPositive();

        chain(db).seal();
        assertThat(chain(db).verify(null).verified()).isEqualTo(51);
    }

    private static @Nullable Tampering kind(AuditVerification verified) {
        var found = verified.firstBreak();
        return found == null ? null : found.kind();
    }

    private static AuditChain chain(Database db) {
        return new AuditChain(Servers.sessions(db), AuditTables.SCHEMA, 7);
    }

    /** Ids of entries in the place of {@code $n}, the n-th in order. */
    private static String places(Database db, String sql) {
        var ids = new ArrayList<>(db.column("select id from audit.entry order by transaction, id"));
        var text = sql;
        for (int place = ids.size(); place >= 1; place--) {
            text = text.replace("$" + place, ids.get(place - 1));
        }
        return text;
    }

    private static void tamper(Database db, String sql) {
        for (String table : List.of("entry", "link", "seal")) {
            db.execute("alter table audit." + table + " disable trigger user");
        }
        db.execute("do $$ declare t text; begin for t in select c.oid::regclass from pg_class c join pg_inherits i"
                + " on i.inhrelid = c.oid where i.inhparent = 'audit.entry'::regclass loop"
                + " execute 'alter table ' || t || ' disable trigger user'; end loop; end $$");
        for (String statement : sql.split(";")) {
            db.execute(statement);
        }
    }
}
