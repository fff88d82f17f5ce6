package io.howdah.engine.prove;

import io.howdah.engine.advise.query.Attempt;
import io.howdah.engine.advise.query.Rewriter;
import io.howdah.engine.advise.query.Rewriters;
import io.howdah.engine.catalog.Catalog;
import io.howdah.engine.catalog.Statement;
import io.howdah.engine.sql.OpenStatement;
import io.howdah.engine.twin.Answer;
import io.howdah.engine.twin.Configuration;
import io.howdah.engine.twin.Question;
import io.howdah.engine.twin.WhatIf;
import java.util.List;
import java.util.Optional;

/** Writes a statement and its other form with parameters in place of constants: where the form is still there, and the server takes it. */
final class OpenForms {

    private final Catalog catalog;
    private final WhatIf twin;
    private final Statement statement;

    OpenForms(Catalog catalog, WhatIf twin, Statement statement) {
        this.catalog = catalog;
        this.twin = twin;
        this.statement = statement;
    }

    /** @param sql that the form is known of */
    Proposal.Open of(Rewriter rewriter, String sql) {
        boolean plannable = isPlanned(sql);
        var kind = form(rewriter, sql).map(Object::getClass);
        var before = OpenStatement.of(sql, text -> {
                    var form = form(rewriter, text);
                    return form.map(Object::getClass).equals(kind)
                            && (!plannable || (isPlanned(text) && form.stream().allMatch(this::isPlanned)));
                })
                .sql();
        return new Proposal.Open(
                before, form(rewriter, before).map(OpenForms::after).orElse(""));
    }

    private Optional<Attempt> form(Rewriter rewriter, String sql) {
        return Rewriters.attempt(rewriter, sql, catalog);
    }

    private static String after(Attempt attempt) {
        return switch (attempt) {
            case Attempt.Rewritten form -> form.sql();
            case Attempt.Keyset form -> form.next();
            case Attempt.Refused none -> "";
        };
    }

    private boolean isPlanned(Attempt attempt) {
        return switch (attempt) {
            case Attempt.Rewritten form -> isPlanned(form.sql());
            case Attempt.Keyset form -> isPlanned(form.settled());
            case Attempt.Refused none -> true;
        };
    }

    private boolean isPlanned(String sql) {
        return twin.ask(Configuration.AS_IS, List.of(new Question(statement, sql, 1, true)))
                        .getFirst()
                instanceof Answer.Planned;
    }
}
