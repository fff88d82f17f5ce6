package io.howdah.app.json;

import io.howdah.engine.catalog.IndexDefinition;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.catalog.StatisticsDefinition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code howdah advise --format json} answers; with {@code measured} also what {@code howdah demo} does. The schema is
 * docs/schemas/advise.json.
 *
 * @param kept existing indexes that look as if they could go, and stay
 * @param growth the size that the advice is for; null where it is today's
 * @param tried how the indexes fared on a copy; null where there was none
 * @param unseen what could not be read or judged, each with what would help
 */
public record AdviceDocument(
        ServerPart server,
        WorkloadPart workload,
        List<AdvicePart> advice,
        List<NotAdvisedPart> notAdvised,
        List<StatementPart> statements,
        List<FindingPart> findings,
        List<String> unseen,
        List<KeptPart> kept,
        @Nullable GrowthPart growth,
        @Nullable TriedPart tried,
        @Nullable MeasuredPart measured) {

    /** The server. */
    public record ServerPart(String version, String database, long databaseBytes) {}

    /** The workload; costs in the planner's units, weighted by calls. */
    public record WorkloadPart(
            long statements,
            double costBefore,
            double costAfter,
            String source,
            @Nullable String since,
            double calls) {}

    /** One piece of advice; {@code changes} is the SQL as data, from which it can be applied. */
    public record AdvicePart(
            String id,
            String slug,
            String key,
            String severity,
            String subject,
            String title,
            String why,
            List<String> sql,
            List<String> undo,
            long sizeBytes,
            List<EvidencePart> evidence,
            List<String> statements,
            List<ChangePart> changes,
            List<String> notes) {}

    /** A reason to believe it. */
    public record EvidencePart(String label, String text, Map<String, Double> figures) {}

    /**
     * A change: of kind {@code create_index}, {@code drop_index} or {@code reindex_index} with the definition,
     * {@code create_extension}, {@code create_statistics} with the statistics, or {@code set_statistics_target} with the target.
     *
     * @param index the index, the statistics, the extension with the schema of its members, or the table whose column it is
     */
    public record ChangePart(
            String kind,
            QualifiedName index,
            @Nullable IndexDefinition definition,
            @Nullable StatisticsDefinition statistics,
            @Nullable TargetPart target) {

        /** Of an index, or an extension. */
        ChangePart(String kind, QualifiedName index, @Nullable IndexDefinition definition) {
            this(kind, index, definition, null, null);
        }
    }

    /** What ANALYZE is to gather of a column: most common values and histogram bounds at most. */
    public record TargetPart(String column, int target) {}

    /** An index that looks as if it could go, why it stays, and the id of the statement that needs it. */
    public record KeptPart(
            String index, String reason, @Nullable String statement) {}

    /** What leads from today to the size that the advice is for, and what changes on the way. */
    public record GrowthPart(
            List<TablePart> tables,
            List<String> notes,
            List<OutgrownPart> outgrown,
            List<String> onlyThen,
            List<String> onlyToday) {}

    /** A table that grows. */
    public record TablePart(String name, double rowsNow, double rowsThen, long bytesNow, long bytesThen) {}

    /** A statement whose plan does not keep pace; costs of one call, with today's indexes. */
    public record OutgrownPart(
            String id, String text, double calls, double rowsFactor, double costNow, double costThen, String reason) {}

    /** A statement that was not judged. */
    public record NotAdvisedPart(String statement, String reason) {}

    /** What the planner says of a statement before and after; costs of one call. */
    public record StatementPart(
            String id,
            String text,
            double calls,
            double meanMs,
            double costBefore,
            double costAfter,
            List<FormPart> forms) {}

    /** A statement with values of one kind in place of its parameters, or planned without any; costs of one call. */
    public record FormPart(String sql, double share, boolean generic, double costBefore, double costAfter) {}

    /**
     * Something seen without a way out that the tool can carry out.
     *
     * @param timeShare share of the workload's time that it costs, from 0 to 1
     * @param bytes disk or memory spent without need
     * @param choices the ways out that are the user's to choose, best first; empty where the finding has none of its own
     */
    public record FindingPart(
            String slug,
            String key,
            String severity,
            String subject,
            String title,
            String why,
            double timeShare,
            long bytes,
            List<EvidencePart> evidence,
            List<String> remedy,
            List<String> remedyUndo,
            @Nullable String effect,
            List<ChoicePart> choices) {}

    /** One way out of what was found, with what it brings and asks for, its SQL in order, and the commands that do it online. */
    public record ChoicePart(
            String title,
            List<String> consequences,
            List<String> sql,
            List<String> statements,
            List<String> commands) {}

    /**
     * Indexes tried on a copy; times in milliseconds of all calls.
     *
     * @param rounds how often was chosen
     */
    public record TriedPart(
            double withoutMs,
            double withMs,
            int rounds,
            List<TriedRunPart> runs,
            List<LeftOutPart> leftOut,
            List<NotAdvisedPart> notRun) {}

    /** One form of a statement with the indexes and without; times of one call in milliseconds, at least where it was stopped. */
    public record TriedRunPart(String id, String text, double calls, double withoutMs, double withMs) {}

    /** An index that was chosen and, once tried, is not proposed. */
    public record LeftOutPart(String index, String reason) {}

    /**
     * What was measured in one run of the demonstration.
     *
     * @param beforeMs time of the whole workload before, all calls added up
     * @param afterMs the same number of calls after
     * @param errors errors that the application saw while the advice was applied
     * @param longestStallMs longest wait on a lock of ours, or latency by how much it was above the statement's own p99
     *     before, where that is more than 200 ms; else 0
     * @param seconds the whole demonstration
     */
    public record MeasuredPart(
            double beforeMs,
            double afterMs,
            long errors,
            double longestStallMs,
            List<MeasuredStatementPart> statements,
            List<VerdictPart> verdicts,
            double seconds) {}

    /** A statement measured; means and percentiles of one call, by the driver. */
    public record MeasuredStatementPart(
            String id,
            String text,
            long calls,
            double beforeMs,
            double afterMs,
            double p95BeforeMs,
            double p95AfterMs,
            String trend) {}

    /** What became of a piece of advice. */
    public record VerdictPart(String id, String verdict, String why) {}
}
