package io.howdah.engine.apply.security;

import io.howdah.engine.apply.run.Refusals;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.change.SecureTenants;
import io.howdah.engine.change.SecureTenants.Stage;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;

/** Looks at what would make a separation of tenants false or a trial of it worthless. */
final class TenantChecks {

    private static final Pattern SETTING = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)+");

    private final Session session;
    private final SecureTenants change;
    private final List<String> problems;

    TenantChecks(Session session, SecureTenants change, List<String> problems) {
        this.session = session;
        this.change = change;
        this.problems = problems;
    }

    void check() throws SQLException {
        if (!SETTING.matcher(change.setting()).matches()) {
            problems.add("The setting that names the tenant must be called like app.tenant, with a point in it, not "
                    + change.setting());
        }
        if (change.stage() == Stage.OBSERVE && !TenantPlans.mayObserve(session)) {
            problems.add("The role may not create anything in schema howdah, where what is observed is counted; let its"
                    + " owner run: GRANT CREATE ON SCHEMA howdah TO …");
        }
        for (String role : change.roles()) {
            role(role);
        }
        if (change.stage() == Stage.ENFORCE && change.roles().isEmpty() && !mayMakeRoles()) {
            problems.add(
                    "It could not be tried whether tenants are kept apart, as our role may make no other role; name"
                            + " a role of the application that ours is a member of");
        }
        if (change.stage() == Stage.ENFORCE) {
            views();
        }
    }

    private boolean mayMakeRoles() throws SQLException {
        return session.holds("SELECT rolsuper OR rolcreaterole FROM pg_catalog.pg_roles WHERE rolname = current_user");
    }

    private void role(String role) throws SQLException {
        var held = session.first(
                "SELECT rolsuper OR rolbypassrls FROM pg_catalog.pg_roles WHERE rolname = ?",
                row -> row.getBoolean(1),
                role);
        if (held.isEmpty()) {
            problems.add("There is no role " + role);
        } else if (held.get()) {
            problems.add("Role " + role + " is a superuser or has BYPASSRLS, so that no policy holds for it; the"
                    + " application needs a role that is neither");
        } else if (!mayBecome(role)) {
            problems.add(
                    "It could not be tried as role " + role + " whether tenants are kept apart; let an administrator"
                            + " run: GRANT " + Name.quoted(role) + " TO CURRENT_USER, as our role");
        }
    }

    /** Whether we may act as the role, tried out: what it takes differs from version to version. */
    private boolean mayBecome(String role) throws SQLException {
        session.connection().setAutoCommit(false);
        try {
            session.execute("SET LOCAL ROLE " + Name.quoted(role));
            return true;
        } catch (SQLException e) {
            if (Refusals.connectionLost(e)) {
                throw e;
            }
            return false;
        } finally {
            session.connection().rollback();
            session.connection().setAutoCommit(true);
        }
    }

    private List<String> existing() throws SQLException {
        return session.query(
                "SELECT rolname FROM pg_catalog.pg_roles WHERE rolname = ANY (?)",
                row -> row.getString(1),
                session.array(change.roles()));
    }

    private void views() throws SQLException {
        for (var table : change.tables()) {
            TenantWarnings.leakingViews(session, table.table(), existing()).stream()
                    .filter(problem -> !problems.contains(problem))
                    .forEach(problems::add);
        }
    }
}
