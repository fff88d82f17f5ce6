package io.howdah.app.ddl;

import io.howdah.engine.change.AlterSystem;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.SetSetting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ALTER SYSTEM, and ALTER DATABASE and ALTER ROLE as far as they are about settings. */
final class SettingDdl {

    private final Source source;

    SettingDdl(Source source) {
        this.source = source;
    }

    /** Null where it is another statement. */
    @Nullable
    Change read() {
        if (source.take("alter", "system")) {
            var setting = new ArrayList<String>();
            var values = assignment(setting);
            return new AlterSystem(setting.getFirst(), values);
        }
        if (source.take("alter", "database")) {
            return ofSessions(source.name(), null);
        }
        if (source.take("alter", "role") || source.take("alter", "user")) {
            var role = source.take("all") ? null : source.name();
            var database = source.take("in", "database") ? source.name() : null;
            return ofSessions(database, role);
        }
        return null;
    }

    private Change ofSessions(@Nullable String database, @Nullable String role) {
        if (!source.isAny("set", "reset") || source.is("set", "tablespace")) {
            throw source.wrong("of a database or a role, Howdah changes the settings: SET or RESET");
        }
        var setting = new ArrayList<String>();
        var values = assignment(setting);
        return new SetSetting(database, role, setting.getFirst(), values);
    }

    /** The values; the setting is added to the list. */
    private List<String> assignment(List<String> setting) {
        boolean reset = source.take("reset");
        if (!reset) {
            source.expect("set");
        }
        if (source.is("all")) {
            throw source.wrong("RESET ALL could not be taken back; name the settings");
        }
        setting.add(dotted());
        if (reset) {
            return List.of();
        }
        if (!source.take("=")) {
            source.expect("to");
        }
        return source.take("default") ? List.of() : values();
    }

    private String dotted() {
        var name = source.name();
        return source.take(".") ? name + "." + source.name() : name;
    }

    private List<String> values() {
        var values = new ArrayList<String>();
        do {
            var sign = source.take("-") ? "-" : "";
            values.add(sign + source.next().text());
        } while (source.take(","));
        return values;
    }
}
