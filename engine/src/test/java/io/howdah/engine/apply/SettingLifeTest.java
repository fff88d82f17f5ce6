package io.howdah.engine.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Servers;
import io.howdah.engine.apply.run.ApplyListener;
import io.howdah.engine.apply.run.ApplyOptions;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.AlterSystem;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CreateMaterializedView;
import io.howdah.engine.change.RefreshMaterializedView;
import io.howdah.engine.change.SetSetting;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Settings of the server, of databases and roles, and materialized views: changed, and changed back. */
@PostgresTest
class SettingLifeTest {

    private static final String IN_FILE =
            "select coalesce((select setting from pg_file_settings where name = 'vacuum_cost_limit' and sourcefile ~ 'auto.conf'), 'none')";

    private static final List<Change> LIMIT = List.of(new AlterSystem("vacuum_cost_limit", List.of("321")));

    @AfterEach
    void as_it_was(Database db) {
        db.execute("alter system reset vacuum_cost_limit", "select pg_reload_conf()");
    }

    @Test
    void of_the_server_are_set_and_put_back(Database db) {
        db.execute("alter system set vacuum_cost_limit = 123");

        Killer.applier(db).apply(LIMIT, ApplyListener.SILENT);
        assertThat(db.value(IN_FILE)).isEqualTo("321");
        assertThat(db.value("select reset_val from pg_settings where name = 'vacuum_cost_limit'"))
                .isEqualTo("321");

        Killer.applier(db).undoAll(ApplyListener.SILENT);
        assertThat(db.value(IN_FILE)).isEqualTo("123");
    }

    @ParameterizedTest
    @EnumSource
    void of_the_server_are_recognised_after_a_kill(Killer.Moment moment, Database db) {
        assertThat(new Killer(db, moment, 1).killsApply(LIMIT)).isTrue();
        Killer.applier(db).resume(null, ApplyListener.SILENT);
        assertThat(db.value(IN_FILE)).isEqualTo("321");

        assertThat(new Killer(db, moment, 1).killsUndo()).isTrue();
        Killer.applier(db).undoAll(ApplyListener.SILENT);
        assertThat(db.value(IN_FILE)).isEqualTo("none");
    }

    @Test
    void of_the_server_take_a_superuser_or_a_grant(Database db) {
        var role = db.createRole();
        db.execute("grant create on database " + Name.quoted(db.name()) + " to \"" + role.name() + "\"");
        var applier = new Applier(Servers.sessions(db, role), ApplyOptions.of("test"));

        assertThatThrownBy(() -> applier.apply(LIMIT, ApplyListener.SILENT))
                .hasMessageContaining("that takes a superuser, or, from PostgreSQL 15 on, GRANT ALTER SYSTEM");
        assertThatThrownBy(() -> Killer.applier(db)
                        .apply(List.of(new AlterSystem("no_such", List.of("1"))), ApplyListener.SILENT))
                .hasMessageContaining("There is no setting no_such");
    }

    @Test
    void of_a_database_are_set_and_put_back(Database db) {
        var settings =
                "select coalesce(string_agg(c, ';' order by c), '') from pg_db_role_setting s, unnest(setconfig) c"
                        + " where setdatabase = (select oid from pg_database where datname = current_database()) and setrole = 0";
        db.execute("alter database " + Name.quoted(db.name()) + " set temp_tablespaces = pg_default, \"pg_default\"");
        var before = db.value(settings);

        Killer.applier(db)
                .apply(
                        List.of(
                                new SetSetting(db.name(), null, "temp_tablespaces", List.of("pg_default")),
                                new SetSetting(db.name(), null, "work_mem", List.of("7MB"))),
                        ApplyListener.SILENT);
        assertThat(db.value(settings)).contains("work_mem=7MB").isNotEqualTo(before);

        Killer.applier(db).undoAll(ApplyListener.SILENT);
        assertThat(db.value(settings)).isEqualTo(before);
        db.execute("alter database " + Name.quoted(db.name()) + " reset temp_tablespaces");
    }

    @Test
    void materialized_views_are_made_refreshed_and_dropped(Database db) {
        db.execute("create table t (id int)", "insert into t values (1), (2)");
        var view = new QualifiedName(db.schema(), "m V");
        var before = CatalogSnapshot.of(db);
        Killer.applier(db)
                .apply(
                        List.of(new CreateMaterializedView(view, List.of("i d"), "select id from \"Te st\".t", true)),
                        ApplyListener.SILENT);
        assertThat(db.number("select count(*) from \"m V\"")).isEqualTo(2);

        assertThatThrownBy(() -> refresh(db, view)).hasMessageContaining("has no unique index");
        db.execute("create unique index on \"m V\" (\"i d\")", "insert into t values (3)");
        refresh(db, view);
        assertThat(db.number("select count(*) from \"m V\"")).isEqualTo(3);

        Killer.applier(db).undoAll(ApplyListener.SILENT);
        assertThat(CatalogSnapshot.of(db)).isEqualTo(before);
    }

    private static void refresh(Database db, QualifiedName view) {
        Killer.applier(db).apply(List.of(new RefreshMaterializedView(view)), ApplyListener.SILENT);
    }
}
