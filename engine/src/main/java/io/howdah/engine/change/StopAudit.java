package io.howdah.engine.change;

import io.howdah.engine.catalog.QualifiedName;
import java.util.List;

/**
 * Records changes of tables no longer. What was recorded stays.
 *
 * @param schema of the log
 * @param tables all that are audited where none is named
 */
public record StopAudit(String schema, List<QualifiedName> tables) implements LiveChange {

    @Override
    public String summary() {
        return "no longer record changes in schema " + schema;
    }
}
