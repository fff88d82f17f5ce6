package io.howdah.engine.read;

import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.postgres.SqlProblems;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects what could not be read, and says it in sentences with what would help. */
final class Unseen {

    private static final int NAMED = 5;

    private final String role;
    private final List<QualifiedName> withoutSelect = new ArrayList<>();
    private final List<QualifiedName> withRowSecurity = new ArrayList<>();
    private final List<QualifiedName> extended = new ArrayList<>();
    private final List<QualifiedName> sequences = new ArrayList<>();
    private final List<String> sentences = new ArrayList<>();

    Unseen(String role) {
        this.role = Name.quoted(role);
    }

    void statisticsWithoutSelect(QualifiedName relation) {
        withoutSelect.add(relation);
    }

    void statisticsUnderRowSecurity(QualifiedName relation) {
        withRowSecurity.add(relation);
    }

    void extendedStatistics(QualifiedName statistics) {
        extended.add(statistics);
    }

    void sequence(QualifiedName sequence) {
        sequences.add(sequence);
    }

    void activity() {
        sentences.add("What other users' sessions do, and some settings, are not visible to role " + role
                + "; GRANT pg_monitor TO " + role + " would help.");
    }

    void refused(String what, SQLException why) {
        sentences.add(what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1) + " could not be read by role "
                + role + ": " + SqlProblems.message(why) + ".");
    }

    void locked(int count) {
        sentences.add(count + " relations are locked exclusively by other sessions, and were left out with the views on"
                + " them rather than waited for; read again when the locks are gone.");
    }

    void newerThanKnown(String version, int newest) {
        sentences.add("PostgreSQL " + version + " is newer than " + newest
                + ", the newest version that this release was tested with; what is new in it is not seen.");
    }

    List<String> sentences() {
        var all = new ArrayList<>(sentences);
        if (!withoutSelect.isEmpty()) {
            all.add("The column statistics of " + named(withoutSelect, "table") + " are not visible to role " + role
                    + ", which may not read their columns; GRANT pg_read_all_data TO " + role
                    + ", or the functions that `howdah grant --print-sql` prints, would help.");
        }
        if (!withRowSecurity.isEmpty()) {
            all.add(
                    "The column statistics of " + named(withRowSecurity, "table") + " are not visible to role " + role
                            + " because of row-level security; the functions that `howdah grant --print-sql` prints would help.");
        }
        if (!extended.isEmpty()) {
            all.add("What ANALYZE found for " + named(extended, "extended statistics object")
                    + " is shown to the owner of the table only, not to role " + role
                    + "; the functions that `howdah grant --print-sql` prints would help.");
        }
        if (!sequences.isEmpty()) {
            all.add("How far " + named(sequences, "sequence") + " have counted is not visible to role " + role
                    + "; GRANT pg_read_all_data TO " + role + " would help.");
        }
        return List.copyOf(all);
    }

    private static String named(List<QualifiedName> names, String what) {
        var listed = names.stream().limit(NAMED).map(QualifiedName::toString).toList();
        return names.size() + " " + what + (names.size() == 1 ? " (" : "s (") + String.join(", ", listed)
                + (names.size() > NAMED ? ", …)" : ")");
    }
}
