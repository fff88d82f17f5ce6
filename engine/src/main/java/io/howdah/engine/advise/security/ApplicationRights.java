package io.howdah.engine.advise.security;

import io.howdah.engine.advise.OwnTables;
import io.howdah.engine.advise.Scene;
import io.howdah.engine.advise.schema.Mentions;
import java.util.Map;
import java.util.TreeMap;

/** The roles as which statements of the workload run. */
final class ApplicationRights {

    private ApplicationRights() {}

    /** Calls by role, over the statements that read or change tables of users. */
    static Map<String, Double> calls(Scene scene) {
        var reader = new Mentions.Reader(scene.catalog());
        var calls = new TreeMap<String, Double>();
        scene.workload().statements().stream()
                .filter(s -> reader.read(s.text()).tables().stream().anyMatch(OwnTables::isOwn))
                .flatMap(s -> s.callers().stream())
                .forEach(c -> calls.merge(c.role(), c.calls(), Double::sum));
        return calls;
    }
}
