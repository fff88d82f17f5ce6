package io.howdah.engine.change;

import io.howdah.engine.catalog.Name;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sets a parameter for the sessions of a database, of a role, or of a role in a database, that begin from then on.
 *
 * @param database null for all
 * @param role null for all
 * @param values one, or those of a list; none to reset it
 */
public record SetSetting(
        @Nullable String database, @Nullable String role, String setting, List<String> values)
        implements InPlaceChange {

    public String sql() {
        if (role == null && database != null) {
            return "ALTER DATABASE " + Name.quoted(database) + " " + AlterSystem.assignment(setting, values);
        }
        return "ALTER ROLE " + (role == null ? "ALL" : Name.quoted(role))
                + (database == null ? "" : " IN DATABASE " + Name.quoted(database)) + " "
                + AlterSystem.assignment(setting, values);
    }

    @Override
    public String summary() {
        var of = (role == null ? "" : " of role " + Name.quoted(role))
                + (database == null ? "" : " of database " + Name.quoted(database));
        return (values.isEmpty() ? "reset " + setting + of : "set " + setting + of + " to " + String.join(", ", values))
                + ", for sessions that begin from then on";
    }
}
