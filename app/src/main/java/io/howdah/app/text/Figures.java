package io.howdah.app.text;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them: three significant digits and a unit. */
public final class Figures {

    private static final String[] BYTE_UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB"};

    private Figures() {}

    /** Bytes in the units of {@code pg_size_pretty}: 1 kB is 1024 bytes. */
    public static String bytes(long bytes) {
        double size = Math.abs(bytes);
        int unit = 0;
        while (size >= 1024 && unit < BYTE_UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        return (bytes < 0 ? "-" : "") + (unit == 0 ? count(size) : digits(size)) + " " + BYTE_UNITS[unit];
    }

    public static String millis(double millis) {
        if (millis >= 60_000) {
            return duration(Duration.ofMillis(Math.round(millis)));
        }
        return millis >= 1000 ? digits(millis / 1000) + " s" : digits(millis) + " ms";
    }

    /** A duration in its two largest units: {@code 3 d 4 h}, {@code 2 min 5 s}, {@code 4.2 s}. */
    public static String duration(Duration duration) {
        long seconds = Math.round(duration.toMillis() / 1000.0);
        if (seconds < 60) {
            return digits(duration.toMillis() / 1000.0) + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        if (seconds < 86_400) {
            return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
        }
        return seconds / 86_400 + " d " + seconds % 86_400 / 3600 + " h";
    }

    /** A whole number with its thousands apart. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A number rounded, with its thousands apart. */
    public static String count(double count) {
        return count(Math.round(count));
    }

    /** A count in short, as {@link #brief(double)} writes it. */
    public static String brief(long count) {
        return count < 10_000 ? count(count) : brief((double) count);
    }

    /** A large number in short: {@code 950}, {@code 12.3 k}, {@code 4.5 M}, {@code 1.2 G}. */
    public static String brief(double number) {
        double size = Math.abs(number);
        if (size < 10_000) {
            return size < 100 ? digits(number) : count(number);
        }
        if (size < 1e6) {
            return digits(number / 1e3) + " k";
        }
        if (size < 1e9) {
            return digits(number / 1e6) + " M";
        }
        return size < 1e12 ? digits(number / 1e9) + " G" : digits(number / 1e12) + " T";
    }

    /** By what the first is larger: {@code 23×}; below one with two digits: {@code 0.85×}. */
    public static String factor(double before, double after) {
        if (after <= 0 || before <= 0) {
            return "–";
        }
        return digits(before / after) + "×";
    }

    public static String percent(double share) {
        double percent = share * 100;
        return (percent >= 10 ? count(percent) : digits(percent)) + " %";
    }

    /** Three significant digits, without an exponent; thousands apart. */
    public static String digits(double number) {
        double size = Math.abs(number);
        if (size == 0) {
            return "0";
        }
        if (size >= 99.95) {
            return count(number);
        }
        var format = size >= 9.995 ? "%.1f" : size >= 0.0995 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, number);
    }
}
