package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.run.Refusals;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.change.RewriteTable.NewType;
import io.howdah.engine.change.RewriteTable.Wish;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks before a rewrite whether its undo would be one: every row that is there is taken to its new values and back, and has to be
 * what it was. What is written after the change goes the same way back.
 */
final class WayBack {

    /**
     * A cast that may stand in an assignment and gives the same in every session, as not even those between times with and without a
     * zone do; any value can be assigned as text.
     */
    private static final String CAST = """
            SELECT EXISTS (
              SELECT FROM (SELECT pg_catalog.to_regtype(?)::oid AS source, pg_catalog.to_regtype(?)::oid AS target) t
               WHERE t.source = t.target
                  OR EXISTS (SELECT FROM pg_catalog.pg_type y WHERE y.oid = t.target AND y.typcategory = 'S')
                  OR EXISTS (SELECT FROM pg_catalog.pg_cast c LEFT JOIN pg_catalog.pg_proc p ON p.oid = c.castfunc
                              WHERE c.castsource = t.source AND c.casttarget = t.target AND c.castcontext IN ('a', 'i')
                                AND coalesce(p.provolatile, 'i') = 'i'))""";

    private static final String NO_SUCH_OPERATOR = "42883";

    private final Session session;
    private final Facts facts;

    WayBack(Session session, Facts facts) {
        this.session = session;
        this.facts = facts;
    }

    /** What stands against the new types. */
    List<String> problems() throws SQLException {
        var found = new ArrayList<String>();
        for (NewType type : facts.change().types()) {
            if (!facts.integers(type)) {
                problem(type).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<String> problem(NewType type) throws SQLException {
        if (type.using() != null && type.back() == null && !leadsBack(type)) {
            return Optional.of(place(type) + " becomes " + type.type() + " by USING, and no cast from that to "
                    + facts.oldType(type) + " leads back; say what the old value is with --back '"
                    + Name.quoted(type.column()) + " = EXPRESSION'");
        }
        if (facts.change().wants(Wish.LOSSY_UNDO)) {
            return Optional.empty();
        }
        try {
            return other(type);
        } catch (SQLException e) {
            if (Refusals.connectionLost(e)) {
                throw e;
            }
            return Optional.of(place(type) + " cannot become " + type.type() + " and go back to " + facts.oldType(type)
                    + ": " + Refusals.message(e));
        }
    }

    private String place(NewType type) {
        return "Column " + type.column() + " of table " + facts.table().name();
    }

    private boolean leadsBack(NewType type) throws SQLException {
        return session.holds(CAST, type.type(), facts.oldType(type));
    }

    /** A value that is another afterwards. */
    private Optional<String> other(NewType type) throws SQLException {
        var name = Name.quoted(type.column());
        var way = "(SELECT howdah_was AS was, " + name + " AS becomes, " + back(type) + " AS again FROM (SELECT "
                + forth() + ", f." + name + " AS howdah_was FROM ONLY "
                + facts.spec().inUse() + " f) n) q";
        var values =
                "SELECT coalesce(pg_catalog.quote_literal(was), 'null') || ' becomes ' || coalesce(pg_catalog.quote_literal(becomes), 'null')"
                        + " || ', and with undo ' || coalesce(pg_catalog.quote_literal(again), 'null') FROM " + way
                        + " WHERE ";
        return first(values, facts.oldType(type))
                .map(words ->
                        place(type) + " does not go back to what it was in rows that are written after the change: "
                                + words + "; give --back '" + Name.quoted(type.column())
                                + " = EXPRESSION', or begin all the same with --lossy-undo");
    }

    /** Of a type without an operator of equality the texts are compared, of JSON what they mean. */
    private Optional<String> first(String values, String type) throws SQLException {
        var form = type.equals("json") ? "jsonb" : "text";
        try {
            return found(values + "was IS DISTINCT FROM again LIMIT 1");
        } catch (SQLException e) {
            if (!NO_SUCH_OPERATOR.equals(Refusals.state(e))) {
                throw e;
            }
            return found(values + "CAST(was AS " + form + ") IS DISTINCT FROM CAST(again AS " + form + ") LIMIT 1");
        }
    }

    private Optional<String> found(String sql) throws SQLException {
        return session.queryAsWritten(sql, row -> row.getString(1)).stream().findFirst();
    }

    private String forth() {
        return facts.spec().columns().stream()
                .map(c -> c.from() + " AS " + Name.quoted(c.name()))
                .collect(Collectors.joining(", "));
    }

    private String back(NewType type) {
        return facts.spec().kept().stream()
                .filter(c -> c.name().equals(type.column()))
                .map(ShadowSpec.CopiedColumn::from)
                .findFirst()
                .orElse(Name.quoted(type.column()));
    }
}
