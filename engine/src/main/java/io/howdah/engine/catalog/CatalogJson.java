package io.howdah.engine.catalog;

import io.howdah.engine.Problem;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
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

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private CatalogJson() {}

    private record File(
            @Nullable String howdah,
            int format,
            @Nullable Catalog catalog,
            @Nullable Workload workload) {}

    public static void write(Catalog catalog, Path path) {
        write(new File("catalog", FORMAT, catalog, null), path);
    }

    public static void write(Workload workload, Path path) {
        write(new File("workload", FORMAT, null, workload), path);
    }

    public static Catalog readCatalog(Path path) {
        var catalog = read(path, "catalog").catalog();
        if (catalog == null) {
            throw foreign(path, "catalog", null);
        }
        return catalog;
    }

    public static Workload readWorkload(Path path) {
        var workload = read(path, "workload").workload();
        if (workload == null) {
            throw foreign(path, "workload", null);
        }
        return workload;
    }

    private static void write(File file, Path path) {
        try (var out = new BufferedOutputStream(Files.newOutputStream(path))) {
            MAPPER.writeValue(out, file);
        } catch (IOException | JacksonException e) {
            throw new Problem(Problem.Kind.INPUT, "cannot write " + path + ": " + e.getMessage(), e);
        }
    }

    private static File read(Path path, String expected) {
        try (var in = new BufferedInputStream(Files.newInputStream(path))) {
            var file = MAPPER.readValue(in, File.class);
            if (!expected.equals(file.howdah())) {
                throw foreign(path, expected, null);
            }
            if (file.format() > FORMAT) {
                throw Problem.input(path + " was written by a newer version of Howdah, in format " + file.format()
                        + "; this one reads up to " + FORMAT);
            }
            return file;
        } catch (IOException e) {
            throw new Problem(Problem.Kind.INPUT, "cannot read " + path + ": " + e.getMessage(), e);
        } catch (JacksonException e) {
            throw foreign(path, expected, e);
        }
    }

    private static Problem foreign(Path path, String expected, @Nullable Throwable cause) {
        return new Problem(Problem.Kind.INPUT, path + " is not a " + expected + " that Howdah saved", cause);
    }
}
