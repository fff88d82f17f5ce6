package io.howdah.engine.apply.shadow;

import io.howdah.engine.apply.run.LiveColumn;
import io.howdah.engine.apply.run.Locks;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.apply.shadow.LivePart.Index;
import io.howdah.engine.catalog.Name;
import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.RewriteTable.NewType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The statements that make the empty new table, then those that keep it in step by a trigger; and those that remove both. Only the
 * trigger needs a lock on the table in use.
 */
final class CreationSql {

    /** What the server grants by itself on a new table of ours. */
    private static final String GRANTED_BY_DEFAULT = """
            SELECT DISTINCT CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(x.grantee)) END
              FROM pg_catalog.pg_default_acl d, pg_catalog.aclexplode(d.defaclacl) x
             WHERE d.defaclobjtype = 'r' AND d.defaclrole = (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user)
               AND d.defaclnamespace IN (0, (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = ?))
               AND x.grantee <> d.defaclrole""";

    private final Facts facts;
    private final ShadowSpec spec;
    private final List<String> sql = new ArrayList<>();

    CreationSql(Facts facts) {
        this.facts = facts;
        this.spec = facts.spec();
    }

    List<String> table(Session session) throws SQLException {
        table();
        facts.change().types().forEach(this::type);
        facts.change().dropped().forEach(c -> sql.add(alter("DROP COLUMN " + Name.quoted(c) + " CASCADE")));
        for (OwnedSequence sequence : facts.sequences()) {
            identity(sequence);
        }
        if (facts.traits().ownerIsOther()) {
            sql.add(alter("OWNER TO " + Name.quoted(facts.traits().owner())));
        }
        var grantees = session.query(GRANTED_BY_DEFAULT, row -> row.getString(1), spec.schema());
        grantees.forEach(role -> sql.add("REVOKE ALL ON " + spec.shadow() + " FROM " + role));
        var settings = LiveTraits.settings(session, spec.oid()).stream()
                .filter(s -> !mentionsDropped(s))
                .toList();
        settings.stream()
                .filter(s -> !spec.partitioned() || !DividedSql.isOfStorage(s))
                .forEach(s -> sql.add(s.replace("%s", spec.shadow())));
        var division = facts.division();
        if (division == null) {
            facts.indexes().stream().filter(this::isKey).forEach(this::key);
            facts.indexes().stream().filter(i -> i.constraint().equals("x")).forEach(this::constraint);
        } else {
            var divided = new DividedSql(division, facts);
            sql.addAll(divided.indexes());
            sql.addAll(divided.partitions(settings, grantees));
        }
        return List.copyOf(sql);
    }

    List<String> undoTable() {
        return List.of("DROP TABLE IF EXISTS " + spec.shadow());
    }

    List<String> trigger() {
        var made = new ArrayList<String>();
        made.add(Locks.ask("ONLY " + spec.inUse(), "SHARE ROW EXCLUSIVE"));
        made.addAll(function());
        made.addAll(triggers(spec));
        return List.copyOf(made);
    }

    List<String> undoTrigger() {
        return List.of(
                Locks.ask("ONLY " + spec.inUse(), "ACCESS EXCLUSIVE"),
                "DROP TRIGGER IF EXISTS " + spec.trigger() + " ON " + spec.inUse(),
                "DROP TRIGGER IF EXISTS " + spec.truncateTrigger() + " ON " + spec.inUse(),
                "DROP FUNCTION IF EXISTS " + spec.forward() + "()",
                "DROP TABLE IF EXISTS " + spec.late(),
                "DELETE FROM howdah.shadow WHERE source = " + spec.oid());
    }

    /** The triggers by which the table in use keeps the new one in step; replicated changes fire them too. */
    static List<String> triggers(ShadowSpec spec) {
        return triggers(spec, spec.forward());
    }

    static List<String> triggers(ShadowSpec spec, String function) {
        return List.of(
                "CREATE TRIGGER " + spec.trigger() + " AFTER INSERT OR UPDATE OR DELETE ON " + spec.inUse()
                        + " FOR EACH ROW EXECUTE FUNCTION " + function + "()",
                "ALTER TABLE " + spec.inUse() + " ENABLE ALWAYS TRIGGER " + spec.trigger(),
                "CREATE TRIGGER " + spec.truncateTrigger() + " AFTER TRUNCATE ON " + spec.inUse()
                        + " FOR EACH STATEMENT EXECUTE FUNCTION " + function + "()",
                "ALTER TABLE " + spec.inUse() + " ENABLE ALWAYS TRIGGER " + spec.truncateTrigger());
    }

    private String alter(String action) {
        return "ALTER TABLE " + spec.shadow() + " " + action;
    }

    private void table() {
        sql.add("CREATE " + (facts.traits().unlogged() ? "UNLOGGED " : "") + "TABLE " + spec.shadow() + " (LIKE "
                + spec.inUse() + " INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE INCLUDING COMPRESSION"
                + " INCLUDING GENERATED INCLUDING COMMENTS)"
                + suffix(" PARTITION BY ", spec.partitionedBy())
                + (spec.partitioned()
                        ? ""
                        : suffix(" USING ", quoted(facts.traits().accessMethod())))
                + suffix(" TABLESPACE ", quoted(facts.traits().tablespace())));
    }

    private static String suffix(String word, @Nullable String text) {
        return text == null ? "" : word + text;
    }

    private static @Nullable String quoted(@Nullable String name) {
        return name == null ? null : Name.quoted(name);
    }

    /** The table is empty, so that any type can follow any other; the default goes through the same expression as the rows. */
    private void type(NewType type) {
        var column = Name.quoted(type.column());
        var before = facts.columns().stream()
                .filter(c -> c.name().equals(type.column()))
                .findFirst()
                .map(LiveColumn::defaultSql)
                .orElse(null);
        if (before != null) {
            sql.add(alter("ALTER COLUMN " + column + " DROP DEFAULT"));
        }
        sql.add(alter("ALTER COLUMN " + column + " TYPE " + type.type() + " USING NULL::" + type.type()));
        if (before != null) {
            sql.add(alter("ALTER COLUMN " + column + " SET DEFAULT " + newDefault(type, before)));
        }
    }

    private static String newDefault(NewType type, String before) {
        var using = type.using();
        return using == null ? before : Substitution.of(using, type.column(), "(" + before + ")");
    }

    /** Its own sequence, which the swap sets to where the other one is; until then every value comes from the trigger. */
    private void identity(OwnedSequence sequence) {
        if (!sequence.identity() || facts.change().dropped().contains(sequence.column())) {
            return;
        }
        var name = new QualifiedName(sequence.schema(), newName(sequence.name())).quoted();
        sql.add(alter("ALTER COLUMN " + Name.quoted(sequence.column())
                + " ADD GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME " + name + " " + sequence.options() + ")"));
        sequence.grants().forEach(grant -> sql.add(grant.replace("%s", name)));
    }

    private boolean mentionsDropped(String setting) {
        return facts.change().dropped().stream()
                .anyMatch(c -> setting.contains("ALTER COLUMN " + Name.quoted(c) + " ")
                        || setting.contains(" (" + Name.quoted(c) + ") ON "));
    }

    private boolean isKey(Index index) {
        return index.name().equals(keyIndex());
    }

    /** The index that the key was taken from. */
    private String keyIndex() {
        return facts.indexes().stream()
                .filter(i -> i.unique() && i.name().equals(spec.keyIndex()))
                .map(Index::name)
                .findFirst()
                .orElseThrow();
    }

    private void key(Index index) {
        if (index.constraint().isEmpty()) {
            sql.add("CREATE UNIQUE INDEX " + Name.quoted(newName(index.name())) + " ON " + spec.shadow() + " "
                    + index.body());
        } else {
            constraint(index);
        }
    }

    private void constraint(Index index) {
        sql.add(alter("ADD CONSTRAINT " + Name.quoted(newName(index.name())) + " " + index.constraintSql()));
    }

    /** What something is called while the new table is not in its place yet. */
    static String newName(String name) {
        return Name.limited(name + "_howdah_new");
    }

    /** What something of the old table is called while it is kept. */
    static String oldName(String name) {
        return Name.limited(name + "_howdah_old");
    }

    private List<String> function() {
        var made = new ArrayList<String>();
        var key = spec.key().stream()
                .map(k -> Name.quoted(k.name()) + " " + k.type())
                .collect(Collectors.joining(", "));
        made.add("CREATE TABLE " + spec.late() + " (" + key + ")");
        made.add("INSERT INTO howdah.shadow (source) VALUES (" + spec.oid() + ")");
        made.add(new SyncFunction(spec).forward(facts.copyMayFail(), facts.referenced()));
        made.addAll(owned(spec.forward()));
        if (toOwner()) {
            var owner = Name.quoted(facts.traits().owner());
            made.add("GRANT USAGE ON SCHEMA howdah TO " + owner);
            made.add("GRANT INSERT ON " + spec.late() + " TO " + owner);
            made.add("GRANT SELECT, UPDATE ON howdah.shadow TO " + owner);
        }
        return made;
    }

    /** What a trigger does is done with the rights of the table's owner, and no others. */
    List<String> owned(String function) {
        return toOwner()
                ? List.of("ALTER FUNCTION " + function + "() OWNER TO "
                        + Name.quoted(facts.traits().owner()))
                : List.of();
    }

    private boolean toOwner() {
        return facts.traits().ownerIsOther()
                && facts.traits().superuser()
                && !facts.traits().forced();
    }
}
