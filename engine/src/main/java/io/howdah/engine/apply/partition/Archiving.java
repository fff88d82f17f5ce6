package io.howdah.engine.apply.partition;

import io.howdah.engine.Problem;
import io.howdah.engine.apply.run.AppliedStep;
import io.howdah.engine.apply.run.ApplyEvent;
import io.howdah.engine.apply.run.Operation;
import io.howdah.engine.apply.run.Runner;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Writes what was a partition to a file, which is read back before the step ends. The file stays when the step is taken back. */
public final class Archiving implements Operation {

    private static final String COLUMNS = """
            SELECT a.attname, a.attgenerated = '' AS stored,
                   quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
                   || CASE WHEN a.attcollation <> t.typcollation THEN ' COLLATE ' || quote_ident(cn.nspname) || '.' || quote_ident(co.collname)
                           ELSE '' END
                   || CASE a.attgenerated WHEN '' THEN '' ELSE ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ')'
                           || CASE a.attgenerated WHEN 's' THEN ' STORED' ELSE ' VIRTUAL' END END
                   || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END AS definition
              FROM pg_attribute a
              JOIN pg_type t ON t.oid = a.atttypid
              LEFT JOIN pg_collation co ON co.oid = a.attcollation LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
              LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
             WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum""";

    private static final String COMPLETE = """
            SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', CAST(? AS text), conname, pg_get_constraintdef(oid)) AS sql, 1, conname
              FROM pg_constraint WHERE conrelid = to_regclass(?) AND contype IN ('c', 'p', 'u', 'x')
            UNION ALL
            SELECT pg_get_indexdef(indexrelid), 2, indexrelid::regclass::name FROM pg_index i
             WHERE indrelid = to_regclass(?) AND indisvalid
               AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.conrelid = i.indrelid)
             ORDER BY 2, 3""";

    private final Runner runner;

    public Archiving(Runner runner) {
        this.runner = runner;
    }

    @Override
    public @Nullable String apply(AppliedStep step) throws SQLException, InterruptedException {
        var directory = Path.of(Objects.requireNonNull(UpkeepDetail.of(step).file()));
        try {
            if (!Files.isDirectory(directory)) {
                throw Problem.input("Directory " + directory + ", where partitions are to be archived, is not there");
            }
            archive(step, directory);
            return null;
        } catch (InterruptedIOException e) {
            throw new InterruptedException();
        } catch (IOException e) {
            throw Problem.refused("Archiving " + step.object() + " in " + directory + " failed: " + e, e);
        }
    }

    private void archive(AppliedStep step, Path directory) throws SQLException, IOException {
        var written = new ArrayList<Path>();
        try {
            Plainly.read(runner.session(), () -> {
                runner.session().execute("SET LOCAL extra_float_digits = 3");
                try {
                    written.add(write(step, directory));
                } catch (IOException e) {
                    throw new Wrapped(e);
                }
            });
        } catch (Wrapped e) {
            throw e.cause;
        }
        runner.tell(new ApplyEvent.Told(step.object() + " is archived in " + written.getFirst()));
        runner.journal().progresses(step, "{\"file\": " + json(written.getFirst()) + "}");
    }

    private static String json(Path file) {
        return tools.jackson.databind.json.JsonMapper.builder().build().writeValueAsString(file.toString());
    }

    private Path write(AppliedStep step, Path directory) throws SQLException, IOException {
        var session = runner.session();
        var partition = step.object();
        var columns = new ArrayList<String>();
        var definitions = session.query(
                COLUMNS,
                row -> {
                    if (row.getBoolean("stored")) {
                        columns.add(row.getString("attname"));
                    }
                    return row.getString("definition");
                },
                partition.quoted());
        var create = "CREATE TABLE " + partition.quoted() + " (" + String.join(", ", definitions) + ")";
        var complete = session.query(
                COMPLETE, row -> row.getString(1), partition.quoted(), partition.quoted(), partition.quoted());
        var server = session.first("SELECT current_setting('server_version')", row -> row.getString(1))
                .orElseThrow();
        var detail = UpkeepDetail.of(step);
        var file = free(directory, partition);
        ArchiveFile.write(
                file,
                rows -> new ArchiveHeader(
                        ArchiveHeader.FORMAT,
                        ArchiveHeader.VERSION,
                        detail.parent(),
                        partition,
                        Objects.requireNonNull(detail.bound()),
                        List.copyOf(columns),
                        rows.rows(),
                        rows.bytes(),
                        rows.sha256(),
                        create,
                        complete,
                        server,
                        runner.time().now().toString()),
                out -> session.connection()
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut(copy(partition, columns) + " TO STDOUT (FORMAT text, ENCODING 'UTF8')", out));
        return file;
    }

    static String copy(QualifiedName table, List<String> columns) {
        return "COPY " + table.quoted() + " ("
                + String.join(", ", columns.stream().map(Name::quoted).toList()) + ")";
    }

    /** A name that no archive has yet: one that is there may be of other rows. */
    private static Path free(Path directory, QualifiedName partition) {
        var name = safe(partition.schema()) + "." + safe(partition.name());
        var file = directory.resolve(name + ".howdah.gz");
        for (int i = 2; Files.exists(file); i++) {
            file = directory.resolve(name + "-" + i + ".howdah.gz");
        }
        return file;
    }

    private static String safe(String name) {
        var safe = new StringBuilder();
        for (byte b : name.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            safe.append(
                    c < 128 && (Character.isLetterOrDigit(c) || c == '_')
                            ? c
                            : "%" + HexFormat.of().toHexDigits(b));
        }
        return safe.toString();
    }

    /** Carries a failure of the file through what expects failures of the server. */
    private static final class Wrapped extends SQLException {
        private static final long serialVersionUID = 1L;
        private final IOException cause;

        Wrapped(IOException cause) {
            super(cause);
            this.cause = cause;
        }
    }

    @Override
    public @Nullable String undo(AppliedStep step) {
        return null;
    }

    /** A file that was not whole has not got its name. */
    @Override
    public AppliedStep settle(AppliedStep step, String reason) throws SQLException {
        return Operation.asBefore(runner, step, reason);
    }
}
