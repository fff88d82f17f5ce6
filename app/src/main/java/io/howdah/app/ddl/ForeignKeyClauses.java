package io.howdah.app.ddl;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What follows the columns of REFERENCES, in the order and words in which the server writes it down. */
final class ForeignKeyClauses {

    private final Source source;
    private String match = "";
    private String onUpdate = "";
    private String onDelete = "";
    private boolean deferrable;
    private boolean deferred;

    ForeignKeyClauses(Source source) {
        this.source = source;
    }

    String read() {
        while (one()) {
            // each sets what it says
        }
        return String.join(
                " ",
                Stream.of(
                                match,
                                onUpdate,
                                onDelete,
                                deferrable || deferred ? "DEFERRABLE" : "",
                                deferred ? "INITIALLY DEFERRED" : "")
                        .filter(clause -> !clause.isEmpty())
                        .toList());
    }

    private boolean one() {
        if (source.take("match")) {
            match = source.take("full") ? "MATCH FULL" : simple();
        } else if (source.take("on", "update")) {
            onUpdate = action("ON UPDATE ");
        } else if (source.take("on", "delete")) {
            onDelete = action("ON DELETE ");
        } else if (source.take("deferrable")) {
            deferrable = true;
        } else if (source.take("not", "deferrable")) {
            deferrable = false;
        } else if (source.take("initially", "deferred")) {
            deferred = true;
        } else {
            return source.take("initially", "immediate");
        }
        return true;
    }

    private String simple() {
        source.expect("simple");
        return "";
    }

    private String action(String event) {
        if (source.take("no", "action")) {
            return "";
        }
        if (source.take("restrict")) {
            return event + "RESTRICT";
        }
        if (source.take("cascade")) {
            return event + "CASCADE";
        }
        source.expect("set");
        var what = source.take("null") ? "SET NULL" : "SET DEFAULT";
        if (what.equals("SET DEFAULT")) {
            source.expect("default");
        }
        List<String> columns = source.is("(") ? source.names() : new ArrayList<>();
        return event
                + what
                + (columns.isEmpty()
                        ? ""
                        : " ("
                                + String.join(
                                        ", ",
                                        columns.stream()
                                                .map(io.howdah.engine.catalog.Name::quoted)
                                                .toList())
                                + ")");
    }
}
