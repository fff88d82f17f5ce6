package io.howdah.engine.read;

import java.util.ArrayList;
import java.util.List;

/** Splits comma-separated values with quoted fields into rows. */
final class Csv {

    private final String text;
    private final List<List<String>> rows = new ArrayList<>();
    private List<String> row = new ArrayList<>();
    private int at;

    private Csv(String text) {
        this.text = text;
    }

    static List<List<String>> rows(String text) {
        var csv = new Csv(text);
        while (csv.at < text.length()) {
            csv.field();
        }
        csv.endRow();
        return csv.rows;
    }

    private void field() {
        row.add(text.charAt(at) == '"' ? quoted() : bare());
        if (at < text.length() && text.charAt(at) == '\n') {
            endRow();
        }
        at++;
    }

    private void endRow() {
        if (!row.isEmpty()) {
            rows.add(row);
            row = new ArrayList<>();
        }
    }

    private String bare() {
        int from = at;
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
            at++;
        }
        return text.substring(from, at);
    }

    private String quoted() {
        var value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            if (text.charAt(at) == '"') {
                at++;
                if (at >= text.length() || text.charAt(at) != '"') {
                    break;
                }
            }
            value.append(text.charAt(at));
        }
        return value.toString();
    }
}
