package io.howdah.engine.apply.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Whatever goes wrong: the application loses nothing, waits for nobody, and the change can be brought to its end or taken back. */
class FaultSuiteTest {

    /** How many are tried in every build: others each day. */
    private static final int SAMPLE = 40;

    /** How many are tried in the long run, of each kind of change as many. */
    private static final int LONG_RUN = 450;

    private static Stage stage;
    private static List<FaultCase> cases;
    private static long seed;
    private static final Tally TALLY = new Tally();

    @BeforeAll
    static void a_server_and_rehearsals() throws SQLException {
        seed = Long.getLong("seed", LocalDate.now(ZoneOffset.UTC).toEpochDay());
        stage = Stage.open();
        cases = FaultSuite.of(stage, seed);
        System.out.println("The sample of " + cases.size() + " faults is that of -Dseed=" + seed);
    }

    @AfterAll
    static void no_server() throws IOException {
        stage.close();
        Files.writeString(Path.of("target", "faults.md"), TALLY.toString());
    }

    @TestFactory
    Stream<DynamicTest> a_sample() {
        var shuffled = new ArrayList<>(cases);
        Collections.shuffle(shuffled, new Random(seed));
        return tests(shuffled.subList(0, Math.min(SAMPLE, shuffled.size())));
    }

    /** Those in whose name the pattern {@code -Dfaults} is found; else of each kind of change as many as time allows. */
    @Tag("slow")
    @TestFactory
    Stream<DynamicTest> all() {
        var only = System.getProperty("faults");
        if (only != null) {
            var pattern = Pattern.compile(only);
            return tests(cases.stream()
                    .filter(one -> pattern.matcher(one.name()).find())
                    .toList());
        }
        return Kinds.all().stream().flatMap(kind -> tests(ofKind(kind.name())));
    }

    private static List<FaultCase> ofKind(String kind) {
        var chosen = new ArrayList<>(cases.stream()
                .filter(one -> one.rehearsal().kind().name().equals(kind))
                .toList());
        Collections.shuffle(chosen, new Random(seed));
        return chosen.subList(0, Math.min(LONG_RUN / Kinds.all().size(), chosen.size()));
    }

    private static Stream<DynamicTest> tests(List<FaultCase> chosen) {
        return chosen.stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> TALLY.run(one, stage)));
    }
}
