package io.howdah.engine.advise.settings;

import io.howdah.engine.advise.Amount;
import io.howdah.engine.advise.Remedy;
import io.howdah.engine.advise.Remedy.Effect;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A setting with another value.
 *
 * @param value as ALTER SYSTEM takes it, with its unit
 * @param plain the same as a bare number of the setting's own unit, or as it is; what parameter groups take
 */
public record SettingChange(String name, String value, String plain) {

    /** Lists of which ALTER SYSTEM takes each name by itself; as one text they would be one name (sources, GUC_LIST_QUOTE). */
    private static final Set<String> LISTS = Set.of(
            "local_preload_libraries",
            "search_path",
            "session_preload_libraries",
            "shared_preload_libraries",
            "temp_tablespaces",
            "unix_socket_directories");

    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    /** A setting that is a word or a number without a unit. */
    public static SettingChange to(String name, String value) {
        return new SettingChange(name, value, value);
    }

    /** A setting that is a whole number. */
    public static SettingChange toCount(String name, double number) {
        return to(name, String.format(Locale.ROOT, "%.0f", number));
    }

    /** A setting that is an amount of memory or disk. */
    public static SettingChange toBytes(Catalog catalog, String name, double bytes) {
        double unit = catalog.setting(name).map(Amount::unit).orElse(1.0);
        return new SettingChange(name, words(bytes), String.format(Locale.ROOT, "%.0f", bytes / unit));
    }

    /** As settings have it: whole numbers of the largest unit that leaves no rest. */
    static String words(double bytes) {
        long rest = Math.round(bytes);
        int unit = 0;
        while (rest >= 1024 && rest % 1024 == 0 && unit < UNITS.length - 1) {
            rest /= 1024;
            unit++;
        }
        return rest + UNITS[unit];
    }

    /** The next lower amount that people write: a power of two, or one and a half times one. */
    static double round(double bytes) {
        double power = Math.pow(2, Math.floor(Math.log(bytes) / Math.log(2)));
        return bytes >= 1.5 * power ? 1.5 * power : power;
    }

    /** Only settings that the server's version knows are changed; on a managed server in the way of its owner. */
    public static Remedy remedy(Catalog catalog, SettingChange... changes) {
        var known = Arrays.stream(changes)
                .filter(c -> catalog.setting(c.name).isPresent())
                .toList();
        if (known.isEmpty()) {
            return Remedy.NONE;
        }
        var managed = Managed.of(catalog);
        return managed.isPresent() ? elsewhere(catalog, known, managed.get()) : here(catalog, known);
    }

    /** As ALTER SYSTEM takes it. */
    String sql() {
        return "ALTER SYSTEM SET " + name + " = " + quoted(name, value) + ";";
    }

    private static Remedy here(Catalog catalog, List<SettingChange> changes) {
        var sql = new ArrayList<String>();
        var undo = new ArrayList<String>();
        for (var change : changes) {
            sql.add(change.sql());
            undo.add(undo(catalog.setting(change.name).orElseThrow()));
        }
        sql.add("SELECT pg_reload_conf();");
        undo.add("SELECT pg_reload_conf();");
        return new Remedy(sql, undo, effect(catalog, changes));
    }

    private static Effect effect(Catalog catalog, List<SettingChange> changes) {
        return changes.stream()
                        .map(c -> catalog.setting(c.name))
                        .flatMap(Optional::stream)
                        .anyMatch(s -> s.context().equals("postmaster"))
                ? Effect.RESTART
                : Effect.RELOAD;
    }

    static String undo(Setting setting) {
        boolean emptyList = LISTS.contains(setting.name()) && setting.value().isBlank();
        if (setting.source().equals("default") || emptyList) {
            return "ALTER SYSTEM RESET " + setting.name() + ";";
        }
        var unit = setting.unit();
        boolean plain = unit == null || !setting.value().matches("-?[1-9]\\d*") || unit.matches("\\d.*");
        return "ALTER SYSTEM SET " + setting.name() + " = "
                + quoted(setting.name(), setting.value() + (plain ? "" : unit)) + ";";
    }

    private static String quoted(String name, String value) {
        return LISTS.contains(name)
                ? Arrays.stream(value.split(","))
                        .map(element -> quoted(element.strip().replaceAll("^\"(.*)\"$", "$1")))
                        .collect(Collectors.joining(", "))
                : quoted(value);
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    private static Remedy elsewhere(Catalog catalog, List<SettingChange> changes, Managed managed) {
        var effect = effect(catalog, changes);
        return new Remedy(
                changes.stream()
                        .map(c -> managed.command(c.name, c.plain, effect == Effect.RESTART))
                        .toList(),
                changes.stream()
                        .map(c -> managed.command(
                                c.name, catalog.setting(c.name).orElseThrow().value(), effect == Effect.RESTART))
                        .toList(),
                effect);
    }
}
