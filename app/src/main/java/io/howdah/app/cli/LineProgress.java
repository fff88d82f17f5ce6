package io.howdah.app.cli;

import io.howdah.app.stage.Progress;
import io.howdah.app.text.Figures;
import io.howdah.app.text.Printable;
import io.howdah.engine.Time;
import java.io.PrintStream;
import java.time.Duration;

/** Progress for logs: one line for each step when it begins, and one when it has ended. */
final class LineProgress implements Progress {

    private final PrintStream err;

    LineProgress(PrintStream err) {
        this.err = err;
    }

    @Override
    public Step begin(String title) {
        say(title + " …");
        return new Line(title);
    }

    @Override
    public void note(String text) {
        say("note: " + text);
    }

    private void say(String text) {
        err.println(Printable.of(text));
    }

    private final class Line implements Step {

        private final String title;
        private final long began = Time.SYSTEM.nanos();
        private String result = "";

        Line(String title) {
            this.title = title;
        }

        @Override
        public void at(double share, String detail) {
            // A log would only grow.
        }

        @Override
        public void result(String text) {
            result = text;
        }

        @Override
        public void close() {
            if (!result.isEmpty()) {
                var took = Duration.ofNanos(Time.SYSTEM.nanos() - began);
                say(title + ": " + result + " (" + Figures.duration(took) + ")");
            }
        }
    }
}
