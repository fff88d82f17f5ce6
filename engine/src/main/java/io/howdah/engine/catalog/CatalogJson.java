package io.howdah.engine.catalog;

import io.howdah.engine.Problem;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes catalogs and workloads to files and reads them back.
 *
 * <p>A file says what it holds and in which format. Fields may be added without a new format: a reader passes over those it does
 * not know.
 */
public final class CatalogJson {

    /** Raised when a field changes its meaning or a new one cannot be done without. */
    private static final int FORMAT = 1;

    /** Bytes unpacked. A database of ten thousand tables with all its statistics takes some hundred MB. */
    private static final long LARGEST = 2L << 30;

    /** Of objects in objects; records of ours take a dozen. */
    private static final int DEEPEST = 64;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private CatalogJson() {}

    private record File(
            @Nullable String howdah,
            int format,
            @Nullable Catalog catalog,
            @Nullable Workload workload,
            @Nullable Boolean masked) {}

    public static void write(Catalog catalog, Path path) {
        write(new File("catalog", FORMAT, catalog, null, null), path);
    }

    public static void write(Workload workload, Path path) {
        write(new File("workload", FORMAT, null, kept(workload), null), path);
    }

    /** Compressed where the file's name ends with {@code .gz}. */
    public static void write(SavedTwin twin, Path path) {
        write(new File("twin", FORMAT, twin.catalog(), kept(twin.workload()), twin.masked()), path);
    }

    /** Plans from a log hold constants, and nothing of a twin needs them. */
    private static Workload kept(Workload workload) {
        return workload.seeing(workload.seen().with(List.of()));
    }

    /** A twin, or a catalog, which comes without statements. */
    public static SavedTwin readTwin(Path path) {
        var file = read(path, Set.of("twin", "catalog"));
        var catalog = file.catalog();
        if (catalog == null) {
            throw foreign(path, "twin", null);
        }
        var workload = file.workload();
        return new SavedTwin(
                catalog,
                workload == null
                        ? new Workload(path.toString(), null, catalog.readAt(), List.of(), List.of())
                        : workload,
                Boolean.TRUE.equals(file.masked()));
    }

    public static Catalog readCatalog(Path path) {
        var catalog = read(path, Set.of("catalog")).catalog();
        if (catalog == null) {
            throw foreign(path, "catalog", null);
        }
        return catalog;
    }

    public static Workload readWorkload(Path path) {
        var workload = read(path, Set.of("workload")).workload();
        if (workload == null) {
            throw foreign(path, "workload", null);
        }
        return workload;
    }

    private static void write(File file, Path path) {
        var zipped = path.toString().endsWith(".gz");
        try (var plain = new BufferedOutputStream(Files.newOutputStream(path));
                var out = zipped ? new GZIPOutputStream(plain) : plain) {
            MAPPER.writeValue(out, file);
        } catch (IOException | JacksonException e) {
            throw new Problem(Problem.Kind.INPUT, "cannot write " + path + ": " + e.getMessage(), e);
        }
    }

    private static File read(Path path, Set<String> expected) {
        var what = expected.contains("twin") ? "twin" : expected.iterator().next();
        try (var in = LimitedStream.open(path, LARGEST)) {
            var file = MAPPER.readValue(in, File.class);
            if (file.howdah() == null || !expected.contains(file.howdah())) {
                throw foreign(path, what, null);
            }
            if (file.format() > FORMAT) {
                throw Problem.input(path + " was written by a newer version of Howdah, in format " + file.format()
                        + "; this one reads up to " + FORMAT);
            }
            WholeRecords.flaw(file).ifPresent(flaw -> {
                throw Problem.input(path + " is not a " + what + " that Howdah saved: " + flaw);
            });
            return file;
        } catch (NoSuchFileException e) {
            throw new Problem(Problem.Kind.INPUT, "there is no file " + path, e);
        } catch (ZipException | EOFException e) {
            throw foreign(path, what, e);
        } catch (IOException e) {
            throw new Problem(Problem.Kind.INPUT, "cannot read " + path + ": " + e.getMessage(), e);
        } catch (JacksonException e) {
            throw foreign(path, what, e);
        }
    }

    private static Problem foreign(Path path, String expected, @Nullable Throwable cause) {
        return new Problem(Problem.Kind.INPUT, path + " is not a " + expected + " that Howdah saved", cause);
    }
}
