package io.howdah.engine.advise.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.howdah.engine.advise.Decision.Choice;
import io.howdah.engine.advise.Finding;
import io.howdah.engine.advise.Looking;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.catalog.Workload;
import io.howdah.testkit.Database;
import io.howdah.testkit.PostgresTest;
import io.howdah.testkit.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class RowSecurityBypassedRuleTest {

    private final RowSecurityBypassedRule rule = new RowSecurityBypassedRule();

    @Test
    void sees_owners_and_superusers_past_whom_policies_do_nothing(Database db) {
        db.execute(
                "create role \"The owner\"",
                "create table \"Mine\" (id int)",
                "alter table \"Mine\" owner to \"The owner\"",
                "alter table \"Mine\" enable row level security",
                "create policy p on \"Mine\" using (id = 1)");
        var sql = "SELECT * FROM \"Te st\".\"Mine\"";
        var catalog = Looking.catalog(db);

        assertThat(Looking.subjects(Looking.with(rule, catalog, Statements.of("The owner", sql), Map.of())))
                .containsExactly("\"Mine\", \"The owner\"");
        assertThat(Looking.with(rule, catalog, Statements.of("somebody else", sql), Map.of()))
                .isEmpty();
        db.execute("alter table \"Mine\" force row level security");
        assertThat(Looking.with(rule, Looking.catalog(db), Statements.of("The owner", sql), Map.of()))
                .isEmpty();
        assertThat(Looking.subjects(Looking.with(rule, Looking.catalog(db), Statements.of(db.user(), sql), Map.of())))
                .hasSize(1);
        db.execute("drop owned by \"The owner\"", "drop role \"The owner\"");
    }

    @Test
    void sees_members_of_the_owner_that_have_its_rights(Database db) {
        var owner = quoted(db.createRole());
        var member = db.createRole(owner);
        var apart = db.createRole();
        db.execute("alter role " + quoted(apart) + " noinherit", "grant " + owner + " to " + quoted(apart));
        secured(db, owner);

        assertThat(titles(db, member.name()))
                .containsExactly("the policies of \"Te st\".\"Mine\" do not hold for " + quoted(member)
                        + ", which owns the table");
        assertThat(titles(db, apart.name())).isEmpty();
        db.execute("alter table \"Mine\" force row level security");
        assertThat(titles(db, member.name())).isEmpty();
    }

    @Test
    void sees_members_of_members_of_the_owner_as_far_as_each_has_its_rights(Database db) {
        var owner = quoted(db.createRole());
        var team = quoted(db.createRole(owner));
        var member = db.createRole(team);
        var apart = db.createRole();
        db.execute("alter role " + quoted(apart) + " noinherit", "grant " + owner + " to " + quoted(apart));
        var behind = db.createRole(quoted(apart));
        var free = db.createRole();
        db.execute("alter role " + quoted(free) + " bypassrls");
        var ofFree = db.createRole(quoted(free));
        secured(db, owner);

        assertThat(titles(db, member.name())).singleElement().asString().endsWith(", which owns the table");
        assertThat(titles(db, behind.name())).isEmpty();
        assertThat(titles(db, ofFree.name())).isEmpty();
    }

    @Test
    void sees_roles_whom_no_policy_ever_holds(Database db) {
        var free = db.createRole();
        db.execute("alter role " + quoted(free) + " bypassrls");
        secured(db, quoted(db.createRole()));
        db.execute("alter table \"Mine\" force row level security");

        assertThat(titles(db, free.name())).singleElement().asString().endsWith(quoted(free) + ", which has BYPASSRLS");
        assertThat(titles(db, db.user())).singleElement().asString().endsWith(", which is a superuser");
    }

    @Test
    void lets_the_policies_hold_for_the_owner_where_that_helps(Database db) {
        var owner = db.createRole();
        secured(db, quoted(owner));

        var owners = seen(db, owner.name()).getFirst();
        var ways = Objects.requireNonNull(owners.decision()).choices();
        assertThat(ways)
                .extracting(Choice::title)
                .containsExactly(
                        "let the policies hold for the owner too",
                        "let the application come as a role without such rights");
        assertThat(ways.getFirst().sql()).containsExactly("ALTER TABLE \"Te st\".\"Mine\" FORCE ROW LEVEL SECURITY");
        assertThat(owners.evidence().getFirst().text())
                .isEqualTo("owns the table; row-level security is on, and not forced");

        db.execute("alter table \"Mine\" force row level security");
        var superusers = seen(db, db.user()).getFirst();
        assertThat(Objects.requireNonNull(superusers.decision()).choices())
                .extracting(Choice::title)
                .containsExactly("let the application come as a role without such rights");
        assertThat(superusers.evidence().getFirst().text())
                .isEqualTo("is a superuser; row-level security is on, and forced");
    }

    @Test
    void is_silent_where_no_policy_is_in_force(Database db) {
        var owner = db.createRole();
        secured(db, quoted(owner));
        assertThat(titles(db, owner.name())).hasSize(1);

        db.execute("alter table \"Mine\" disable row level security");
        assertThat(titles(db, owner.name())).isEmpty();

        db.execute("alter table \"Mine\" enable row level security", "drop policy p on \"Mine\"");
        assertThat(titles(db, owner.name())).isEmpty();
    }

    @Test
    void is_silent_about_the_few_calls_of_an_administrator(Database db) {
        var owner = db.createRole();
        secured(db, quoted(owner));
        var sql = "SELECT * FROM \"Te st\".\"Mine\"";

        assertThat(Looking.with(rule, Looking.catalog(db), called(sql, owner.name(), 6, 94), Map.of()))
                .hasSize(1);
        assertThat(Looking.with(rule, Looking.catalog(db), called(sql, owner.name(), 5, 95), Map.of()))
                .isEmpty();
    }

    private static Workload called(String sql, String role, double calls, double others) {
        var callers = List.of(new Statement.Caller(role, calls), new Statement.Caller("somebody else", others));
        var statement = new Statement("1", sql, List.of(), calls + others, 1, null, callers);
        return new Workload("test", null, Instant.EPOCH, List.of(statement), List.of());
    }

    private static void secured(Database db, String owner) {
        db.execute(
                "create table \"Mine\" (id int)",
                "alter table \"Mine\" owner to " + owner,
                "alter table \"Mine\" enable row level security",
                "create policy p on \"Mine\" using (id = 1)");
    }

    private List<String> titles(Database db, String role) {
        return seen(db, role).stream().map(Finding::title).toList();
    }

    private List<Finding> seen(Database db, String role) {
        var workload = Statements.of(role, "SELECT * FROM \"Te st\".\"Mine\"");
        return Looking.with(rule, Looking.catalog(db), workload, Map.of());
    }

    private static String quoted(Role role) {
        return "\"" + role.name() + "\"";
    }
}
