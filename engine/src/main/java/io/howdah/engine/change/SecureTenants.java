package io.howdah.engine.change;

import io.howdah.engine.catalog.QualifiedName;
import java.util.List;

/**
 * Keeps the rows of one tenant from the others by row-level security, in two stages. The application says in a setting whose
 * rows it works on, for each transaction: {@code SET LOCAL app.tenant = '17'}.
 *
 * @param setting that names the tenant; empty or missing means nobody
 * @param roles of the application, as which the separation is tried before it is believed; a role made for the trial where none is named
 */
public record SecureTenants(List<TenantTable> tables, String setting, List<String> roles, Stage stage)
        implements LiveChange {

    /** The setting unless another is named. */
    public static final String SETTING = "app.tenant";

    /** How far the separation goes. */
    public enum Stage {
        /** Nothing is hidden or refused; statements that would be affected are counted and written to the server's log. */
        OBSERVE,
        /** Rows of others, and all rows while no tenant is set, can be neither read nor written. */
        ENFORCE
    }

    /** A table and the column that says whose a row is. */
    public record TenantTable(QualifiedName table, String column) {}

    @Override
    public String summary() {
        return (stage == Stage.OBSERVE ? "observe" : "enforce") + " the separation of tenants by " + setting + " on "
                + tables.size() + (tables.size() == 1 ? " table" : " tables");
    }
}
