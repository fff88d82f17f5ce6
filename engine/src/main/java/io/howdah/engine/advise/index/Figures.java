package io.howdah.engine.advise.index;

import java.util.Locale;

/** Writes numbers for people: whole where they are large, with the digits that matter where they are small. */
public final class Figures {

    private Figures() {}

    public static String of(double number) {
        return Math.abs(number) >= 100
                ? String.format(Locale.ROOT, "%,.0f", number)
                : String.format(Locale.ROOT, "%.1f", number).replaceAll("\\.0$", "");
    }

    public static String percent(double share) {
        double percent = 100 * share;
        return String.format(Locale.ROOT, percent >= 10 ? "%.0f %%" : percent >= 0.1 ? "%.1f %%" : "%.2f %%", percent);
    }

    public static String bytes(double bytes) {
        return bytes >= 10_000_000
                ? String.format(Locale.ROOT, "%,.0f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%,.0f kB", bytes / 1e3);
    }
}
