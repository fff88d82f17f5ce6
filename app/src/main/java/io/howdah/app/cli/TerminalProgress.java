package io.howdah.app.cli;

import io.howdah.app.stage.Progress;
import io.howdah.app.text.Figures;
import io.howdah.app.text.Style;
import io.howdah.app.text.Wrap;
import io.howdah.engine.Time;
import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress on a terminal: a bar on the last line while a step runs, one lasting line when it has ended. */
final class TerminalProgress implements Progress {

    private static final String CLEAR = "\r\u001B[K";
    private static final int PARTS = 1000;
    private static final int TITLE = 34;

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
        return new BarStep(title);
    }

    @Override
    public void note(String text) {
        var lines = Wrap.words(text, width - 4);
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

    private String padded(String title) {
        return title + " ".repeat(Math.max(1, TITLE - Style.width(title)));
    }

    private final class BarStep implements Step {

        private final String title;
        private final long began = Time.SYSTEM.nanos();
        private final ProgressBar bar;
        private String result = "";

        BarStep(String title) {
            this.title = title;
            bar = new ProgressBarBuilder()
                    .setTaskName("  " + padded(title))
                    .setInitialMax(-1)
                    .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                    .setUpdateIntervalMillis(200)
                    .hideEta()
                    .setMaxRenderedLength(width - 1)
                    .setConsumer(new DelegatingProgressBarConsumer(line -> print("\r" + line), width - 1))
                    .build();
        }

        @Override
        public void at(double share, String detail) {
            if (!Double.isNaN(share)) {
                bar.maxHint(PARTS);
                bar.stepTo(Math.round(Math.clamp(share, 0, 1) * PARTS));
            }
            bar.setExtraMessage(detail);
        }

        @Override
        public void result(String text) {
            result = text;
        }

        @Override
        public void close() {
            bar.close();
            var took = Figures.duration(Duration.ofNanos(Time.SYSTEM.nanos() - began));
            print(CLEAR);
            if (!result.isEmpty()) {
                var room = width - TITLE - 4 - took.length() - 2;
                print("  " + style.green("✓ ") + padded(title) + Wrap.cut(result, room) + "  " + style.dim(took)
                        + "\n");
            }
        }
    }
}
