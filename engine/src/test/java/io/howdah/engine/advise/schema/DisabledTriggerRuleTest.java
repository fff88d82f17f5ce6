package io.howdah.engine.advise.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.engine.advise.Severity;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class DisabledTriggerRuleTest {

    @Test
    void sees_triggers_and_foreign_keys_that_are_off(Database db) {
        db.execute(
                "create table p (id int primary key)",
                "create table \"T\" (p int references p)",
                "create function f() returns trigger language plpgsql as 'begin return new; end'",
                "create trigger \"Of mine\" before insert on \"T\" for each row execute function f()",
                "create trigger fine before update on \"T\" for each row execute function f()");
        assertThat(Looking.with(new DisabledTriggerRule(), db)).isEmpty();

        db.execute("alter table \"T\" disable trigger all", "alter table \"T\" enable trigger fine");

        var findings = Looking.with(new DisabledTriggerRule(), db);
        assertThat(findings)
                .filteredOn(f -> f.severity() == Severity.WARNING)
                .hasSize(2)
                .allMatch(f -> f.title().equals("a foreign key of \"Te st\".\"T\" is not checked"))
                .allMatch(f -> f.why().startsWith("Somebody switched the triggers"));
        assertThat(findings)
                .filteredOn(f -> f.severity() == Severity.NOTICE)
                .hasSize(1)
                .allMatch(f -> f.title().equals("the trigger \"Te st\".\"T\".\"Of mine\" is off"))
                .allMatch(f -> f.why().startsWith("What it does is not done"));
        assertThat(Looking.graded(findings))
                .contains("NOTICE \"T\".\"Of mine\"")
                .hasSize(3);
        findings.forEach(f ->
                Objects.requireNonNull(f.decision()).choices().getFirst().sql().forEach(db::execute));
        assertThat(Looking.with(new DisabledTriggerRule(), db)).isEmpty();
    }

    @Test
    void offers_to_drop_a_trigger_and_writes_nothing_down_for_a_foreign_key(Database db) {
        db.execute(
                "create table p (id int primary key)",
                "create table \"T\" (p int references p)",
                "create function f() returns trigger language plpgsql as 'begin return new; end'",
                "create trigger \"Of mine\" before insert on \"T\" for each row execute function f()",
                "alter table \"T\" disable trigger all");

        var findings = Looking.with(new DisabledTriggerRule(), db);

        assertThat(findings)
                .filteredOn(f -> f.severity() == Severity.WARNING)
                .hasSize(2)
                .allMatch(f -> secondWay(f).isEmpty());
        assertThat(findings)
                .filteredOn(f -> f.severity() == Severity.NOTICE)
                .flatExtracting(DisabledTriggerRuleTest::secondWay)
                .containsExactly("DROP TRIGGER \"Of mine\" ON \"Te st\".\"T\"");
    }

    @Test
    void is_silent_about_the_tables_of_migration_tools(Database db) {
        db.execute(
                "create table databasechangelog (id int)",
                "create function f() returns trigger language plpgsql as 'begin return new; end'",
                "create trigger off before insert on databasechangelog for each row execute function f()",
                "alter table databasechangelog disable trigger off");

        assertThat(Looking.with(new DisabledTriggerRule(), db)).isEmpty();
    }

    @Test
    void is_silent_about_triggers_that_speak_on_replicas_or_everywhere(Database db) {
        db.execute(
                "create table t (id int)",
                "create function f() returns trigger language plpgsql as 'begin return new; end'",
                "create trigger there before insert on t for each row execute function f()",
                "create trigger everywhere before update on t for each row execute function f()",
                "alter table t enable replica trigger there",
                "alter table t enable always trigger everywhere");

        assertThat(Looking.with(new DisabledTriggerRule(), db)).isEmpty();
    }

    private static List<String> secondWay(Finding finding) {
        return Objects.requireNonNull(finding.decision()).choices().get(1).sql();
    }
}
