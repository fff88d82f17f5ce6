package io.howdah.engine.read.dump;

import io.howdah.engine.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One statement of a dump. */
record DumpStatement(String sql, List<Token> tokens) {

    private static final int LONGEST = 70;

    /** Whether it begins with these words. */
    boolean begins(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!word(i).equals(words[i])) {
                return false;
            }
        }
        return true;
    }

    /** The word at a place from 0, in lower case; empty where there is none. */
    String word(int place) {
        return place < tokens.size() && tokens.get(place).kind() == Token.Kind.WORD
                ? tokens.get(place).text().toLowerCase(Locale.ROOT)
                : "";
    }

    /**
     * The function of pg_catalog that is all that it calls: {@code SELECT pg_catalog.f('…')} or {@code SELECT * FROM
     * pg_catalog.f('…')} with constants; else empty.
     */
    String call() {
        int at = begins("select") && tokens.size() > 3 && tokens.get(1).isSymbol("*") && word(2).equals("from") ? 3 : 1;
        boolean qualified = word(at).equals("pg_catalog")
                && tokens.size() > at + 3
                && tokens.get(at + 1).isSymbol(".");
        var arguments = qualified ? tokens.subList(at + 3, tokens.size()) : List.<Token>of();
        long brackets = arguments.stream().filter(t -> t.isSymbol("(")).count();
        return brackets == 1 && arguments.getFirst().isSymbol("(") ? word(at + 2) : "";
    }

    /** The names in CREATE EXTENSION: its own, and that of its schema where there is one; empty for other statements. */
    List<String> extension() {
        if (!begins("create", "extension")) {
            return List.of();
        }
        int at = word(2).equals("if") ? 5 : 2;
        var names = new ArrayList<String>();
        for (int i = at; i < tokens.size(); i++) {
            if (i == at || tokens.get(i - 1).is("schema")) {
                names.add(tokens.get(i).name());
            }
        }
        return names;
    }

    /** Whether it is the comment of a column, which may say what its values mean. */
    boolean isAboutColumn() {
        return begins("comment", "on", "column");
    }

    /** Whether it writes statistics. */
    boolean restoresStatistics() {
        return call().startsWith("pg_restore_");
    }

    boolean setsOwner() {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).is("owner") && tokens.get(i + 1).is("to")) {
                return true;
            }
        }
        return false;
    }

    /** Its beginning, on one line. */
    String brief() {
        var line = sql.replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
