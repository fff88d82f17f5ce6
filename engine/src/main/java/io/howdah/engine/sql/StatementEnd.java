package io.howdah.engine.sql;

import java.util.List;

/** Tells where statements end. */
public final class StatementEnd {

    private StatementEnd() {}

    /**
     * The place in the text behind the first statement's semicolon, which stands outside of strings, brackets and bodies of SQL
     * functions; 0 where there is none.
     */
    public static int of(List<Token> tokens) {
        int brackets = 0;
        int blocks = 0;
        for (int i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            if (token.isSymbol("(")) {
                brackets++;
            } else if (token.isSymbol(")")) {
                brackets--;
            } else if (token.is("begin")
                    && i + 1 < tokens.size()
                    && tokens.get(i + 1).is("atomic")) {
                blocks = 1;
            } else if (blocks > 0 && token.is("case")) {
                blocks++;
            } else if (blocks > 0 && token.is("end")) {
                blocks--;
            } else if (brackets == 0 && blocks == 0 && token.isSymbol(";")) {
                return token.end();
            }
        }
        return 0;
    }
}
