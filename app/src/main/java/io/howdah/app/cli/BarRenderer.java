package io.howdah.app.cli;

import io.howdah.app.text.Figures;
import io.howdah.app.text.Style;
import io.howdah.app.text.Wrap;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/** Draws a step under way on one line: title, bar and time left where the share is known, time so far where it is not. */
final class BarRenderer implements ProgressBarRenderer {

    private static final int CELLS = 20;

    /** Less than this share or time says nothing about the rest. */
    private static final double SHARE_TO_JUDGE_BY = 0.05;

    private static final int SECONDS_TO_JUDGE_BY = 2;

    private final Style style;
    private final int titleWidth;

    BarRenderer(Style style, int titleWidth) {
        this.style = style;
        this.titleWidth = titleWidth;
    }

    @Override
    public String render(ProgressState state, int width) {
        var elapsed = state.getElapsedAfterStart();
        var detail = state.getExtraMessage() == null ? "" : state.getExtraMessage();
        var time = state.isIndefinite() ? seconds(elapsed) : time(elapsed, state.getNormalizedProgress());
        var bar = state.isIndefinite() ? "" : bar(state.getNormalizedProgress()) + "  ";
        var rest = time + (detail.isEmpty() ? "" : ", " + detail);
        int room = width - 4 - titleWidth - bar.length();
        return "  … " + Titles.padded(state.getTaskName(), titleWidth) + style.cyan(bar)
                + style.dim(Wrap.cut(rest, Math.max(10, room)));
    }

    static String bar(double share) {
        int full = (int) Math.round(Math.clamp(share, 0, 1) * CELLS);
        return "█".repeat(full) + "░".repeat(CELLS - full);
    }

    private static String time(Duration elapsed, double share) {
        if (share < SHARE_TO_JUDGE_BY || elapsed.toSeconds() < SECONDS_TO_JUDGE_BY) {
            return seconds(elapsed);
        }
        var left = Duration.ofMillis(Math.round(elapsed.toMillis() * (1 - share) / share));
        return "about " + seconds(left) + " left";
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() < 60 ? duration.toSeconds() + " s" : Figures.duration(duration);
    }
}
