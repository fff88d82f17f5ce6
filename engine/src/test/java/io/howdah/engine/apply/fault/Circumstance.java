package io.howdah.engine.apply.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** What holds all the time while a change is made and taken back; it is to cost time, and nothing else. */
enum Circumstance {
    /** Time-outs are set for the role of the tool that suit short statements of an application. */
    TIME_OUTS_OF_THE_ROLE,
    /** Somebody dumps the database, again and again. */
    DUMPS;

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql/15/bin/pg_dump");

    private static final Pattern FIXED_ROW = Pattern.compile("(?m)^-[0-9]+\\t");

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    Probe.Fault in(Life life, long seed) {
        switch (this) {
            case TIME_OUTS_OF_THE_ROLE -> timeOuts(life);
            case DUMPS -> dumps(life);
        }
        return new Probe.Fault() {};
    }

    private static void timeOuts(Life life) {
        var alter = "alter role \"To ol\" in database \"" + life.db().name() + "\" set ";
        life.db()
                .execute(
                        alter + "statement_timeout = '30ms'",
                        alter + "lock_timeout = '5ms'",
                        alter + "idle_in_transaction_session_timeout = '1s'",
                        alter + "default_transaction_isolation = 'serializable'");
    }

    private static void dumps(Life life) {
        var program = life.server().server().bin().resolve("pg_dump");
        var chosen = Files.isExecutable(program) ? program : DEBIAN;
        Assumptions.assumeTrue(
                Files.isExecutable(chosen)
                        && (!chosen.equals(DEBIAN) || life.db().major() <= 15),
                "no pg_dump");
        life.other(() -> {
            while (!life.ending()) {
                dump(life, chosen);
            }
        });
    }

    /**
     * A dump that ends well is whole: it has the rows that nobody touches. It looks for tables first and locks them then, and says so
     * where one has gone in between, as those do that a change makes for itself.
     */
    private static void dump(Life life, Path program) {
        try {
            var process = new ProcessBuilder(List.of(
                            program.toString(),
                            "--exclude-schema=howdah",
                            "--dbname=" + life.db().url()))
                    .redirectErrorStream(true)
                    .start();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            long fixed = FIXED_ROW.matcher(text).results().count();
            if (status != 0 && text.contains("does not exist")) {
                return;
            }
            if (status != 0 || fixed % LedgerTable.FIXED != 0 || fixed == 0) {
                life.ledger()
                        .failed("pg_dump ended with " + status + " and " + fixed + " fixed rows: "
                                + text.lines()
                                        .filter(line -> line.startsWith("pg_dump"))
                                        .toList());
            }
            Thread.sleep(50);
        } catch (IOException e) {
            life.ledger().failed(Sentence.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
