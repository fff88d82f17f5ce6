package io.howdah.engine.apply.partition;

import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.catalog.QualifiedName;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a step of a conversion works by beyond its SQL.
 *
 * @param partitioning the change that the step belongs to
 * @param working what the partitioned table is called while it is not in place
 * @param first what the table is called as a partition
 * @param bound where writes end until the partitioned table is in place; null where they do not end at a time
 * @param after what undo runs when all rows are back
 * @param build what undo builds concurrently before its other statements; null where that is nothing
 * @param built the index that this builds
 */
record ConversionDetail(
        String partitioning,
        QualifiedName working,
        QualifiedName first,
        @Nullable String bound,
        List<String> after,
        @Nullable String build,
        @Nullable QualifiedName built) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    String json() {
        return MAPPER.writeValueAsString(this);
    }

    static ConversionDetail of(AppliedStep step) {
        return MAPPER.readValue(Objects.requireNonNull(step.detail()), ConversionDetail.class);
    }

    ConversionDetail bound(String time) {
        return new ConversionDetail(partitioning, working, first, time, after, build, built);
    }

    ConversionDetail after(List<String> statements) {
        return new ConversionDetail(partitioning, working, first, bound, statements, build, built);
    }

    ConversionDetail building(String statement, QualifiedName index) {
        return new ConversionDetail(partitioning, working, first, bound, after, statement, index);
    }
}
