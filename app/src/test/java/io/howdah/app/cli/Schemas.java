package io.howdah.app.cli;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The schemas under docs/schemas. */
public final class Schemas {

    private static final String ADDRESS = "https://howdah.io/schemas/";

    private Schemas() {}

    /** What is wrong with a document, as the schema has it; nothing is fetched from anywhere. */
    public static List<String> violations(String schema, String document) {
        var registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Schemas::text));
        return registry.getSchema(SchemaLocation.of(ADDRESS + schema)).validate(document, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    private static String text(String address) {
        try {
            return Files.readString(Path.of("..", "docs", "schemas", address.substring(ADDRESS.length())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
