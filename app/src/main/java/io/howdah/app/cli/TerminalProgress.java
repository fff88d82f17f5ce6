package io.howdah.app.cli;

import io.howdah.app.stage.Progress;
import io.howdah.app.text.Figures;
import io.howdah.app.text.Printable;
import io.howdah.app.text.Style;
import io.howdah.app.text.Wrap;
import io.howdah.engine.Time;
import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Progress on a terminal: a bar on the last line while a step runs, one lasting line when it has ended. */
final class TerminalProgress implements Progress {

    private static final String CLEAR = "\r\u001B[K";
    private static final int PARTS = 1000;
    private static final int TITLE = 44;
    private static final int TOOK = 12;

    private final PrintStream err;
    private final Style style;
    private final int width;

    TerminalProgress(PrintStream err, Style style, int width) {
        this.err = err;
        this.style = style;
        this.width = width;
    }

    @Override
    public Step begin(String title) {
        return new BarStep(Printable.of(title));
    }

    @Override
    public void note(String text) {
        var lines = Wrap.words(Printable.of(text), width - 4);
        var shown = new StringBuilder(CLEAR);
        for (int i = 0; i < lines.size(); i++) {
            shown.append(i == 0 ? style.yellow("  ! ") : "    ")
                    .append(lines.get(i))
                    .append('\n');
        }
        print(shown.toString());
    }

    private synchronized void print(String text) {
        err.print(text);
        err.flush();
    }

    private final class BarStep implements Step {

        private final String title;
        private final long began = Time.SYSTEM.nanos();
        private final ProgressBar bar;
        private String result = "";

        BarStep(String title) {
            this.title = title;
            bar = new ProgressBarBuilder()
                    .setTaskName(title)
                    .setInitialMax(-1)
                    .setRenderer(new BarRenderer(style, TITLE))
                    .setUpdateIntervalMillis(200)
                    .setMaxRenderedLength(width - 1)
                    .setConsumer(new DelegatingProgressBarConsumer(line -> print(CLEAR + line), width - 1))
                    .build();
        }

        @Override
        public void at(double share, String detail) {
            if (!Double.isNaN(share)) {
                bar.maxHint(PARTS);
                bar.stepTo(Math.round(Math.clamp(share, 0, 1) * PARTS));
            }
            bar.setExtraMessage(Printable.of(detail));
        }

        @Override
        public void result(String text) {
            result = Printable.of(text);
        }

        @Override
        public void close() {
            bar.close();
            var took = Figures.duration(Duration.ofNanos(Time.SYSTEM.nanos() - began));
            print(CLEAR);
            if (!result.isEmpty()) {
                var room = width - 4 - TITLE - TOOK;
                print("  " + style.green("✓ ") + Titles.padded(title, TITLE) + Titles.padded(result, room)
                        + style.dim(" ".repeat(Math.max(0, TOOK - took.length())) + took) + "\n");
            }
        }
    }
}
