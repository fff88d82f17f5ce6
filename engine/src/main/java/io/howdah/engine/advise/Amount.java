package io.howdah.engine.advise;

import io.howdah.engine.catalog.Setting;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures as people say them, and settings as plain figures. */
public final class Amount {

    private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB", "PB"};

    private Amount() {}

    public static String bytes(double bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= 1024 && unit < BYTES.length - 1) {
            amount /= 1024;
            unit++;
        }
        return rounded(amount) + " " + BYTES[unit];
    }

    public static String duration(double seconds) {
        if (seconds < 120) {
            return rounded(seconds) + " s";
        }
        if (seconds < 7_200) {
            return rounded(seconds / 60) + " min";
        }
        return seconds < 172_800 ? rounded(seconds / 3_600) + " h" : rounded(seconds / 86_400) + " days";
    }

    public static String count(long count) {
        return count((double) count);
    }

    public static String count(double count) {
        return count < 1e6
                ? String.format(Locale.ROOT, "%,.0f", count)
                : rounded(count / (count < 1e9 ? 1e6 : 1e9)) + (count < 1e9 ? " million" : " billion");
    }

    public static String share(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    /** A number by itself, one digit after the point where it is small. */
    public static String digits(double number) {
        return Math.abs(number) < 0.95 ? String.format(Locale.ROOT, "%.2g", number) : rounded(number);
    }

    private static String rounded(double amount) {
        var text = String.format(Locale.ROOT, amount < 9.95 ? "%.1f" : "%.0f", amount);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** The setting's number times its unit, in bytes or milliseconds; -1 and 0 keep their special meaning. */
    public static double number(Setting setting) {
        double value = Double.parseDouble(setting.value());
        return value <= 0 ? value : value * unit(setting.unit());
    }

    /** What one of the setting's unit is, in bytes or milliseconds. */
    public static double unit(Setting setting) {
        return unit(setting.unit());
    }

    private static double unit(@Nullable String unit) {
        return switch (unit == null ? "" : unit) {
            case "kB" -> 1024;
            case "8kB" -> 8192;
            case "MB" -> 1024 * 1024;
            case "16MB" -> 16.0 * 1024 * 1024;
            case "s" -> 1_000;
            case "min" -> 60_000;
            default -> 1;
        };
    }
}
