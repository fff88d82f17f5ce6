package io.howdah.engine.apply.batch;

import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.StepState;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far a step that works in batches is, as the journal has it.
 *
 * @param rows done
 * @param cursor from which the next batch goes on, as JSON
 * @param last whether nothing is left
 */
record Reached(long rows, @Nullable String cursor, boolean last) {

    private static final JsonMapper JSON = new JsonMapper();

    private static final Reached NOTHING = new Reached(0, null, false);

    /** What an earlier run of the same direction came to; nothing where there was none. */
    static Reached of(AppliedStep step) {
        if (step.progress() == null) {
            return NOTHING;
        }
        var node = JSON.readTree(step.progress());
        if (node.path("undoing").asBoolean(false) != isUndoing(step)) {
            return NOTHING;
        }
        var cursor = node.path("cursor");
        return new Reached(
                node.path("rows").asLong(0),
                cursor.isNull() || cursor.isMissingNode() ? null : cursor.toString(),
                node.path("last").asBoolean(false));
    }

    static boolean isUndoing(AppliedStep step) {
        return step.state() == StepState.UNDOING;
    }

    Reached after(Batches.Outcome outcome) {
        return new Reached(rows + outcome.rows(), outcome.cursor(), outcome.last());
    }

    String json(boolean undoing) {
        var node = JSON.createObjectNode().put("rows", rows).put("last", last).put("undoing", undoing);
        if (cursor != null) {
            node.set("cursor", JSON.readTree(cursor));
        }
        return JSON.writeValueAsString(node);
    }
}
