package io.howdah.engine.apply.fault;

import io.howdah.engine.catalog.QualifiedName;
import io.howdah.engine.change.AddCheck;
import io.howdah.engine.change.AddKey;
import io.howdah.engine.change.AuditTables;
import io.howdah.engine.change.Change;
import io.howdah.engine.change.CreateMaterializedView;
import io.howdah.engine.change.DropColumn;
import io.howdah.engine.change.MakePartitions;
import io.howdah.engine.change.RenameColumn;
import io.howdah.engine.change.RetirePartitions;
import io.howdah.engine.change.SecureTenants;
import io.howdah.engine.change.SerialToIdentity;
import io.howdah.engine.change.SetSetting;
import io.howdah.engine.change.SetStorageParameters;
import io.howdah.engine.change.StampUpdates;
import io.howdah.testkit.Database;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Kinds of change that leave the rows as they are: keys, triggers, policies, views, settings. */
final class SideKinds {

    private static final String LEDGER = "'\"Led ger\"'::regclass";

    private SideKinds() {}

    static List<KindOfChange> all() {
        return List.of(
                keys(),
                check(),
                identity(),
                dropColumn(),
                renameColumn(),
                storage(),
                ahead(),
                retired(),
                stamps(),
                view(),
                setting(),
                observed(),
                apart(),
                audited());
    }

    private static KindOfChange keys() {
        return KindOfChange.of(
                        "keys",
                        db -> List.of(
                                new AddKey(
                                        LedgerTable.in(db),
                                        "once only",
                                        false,
                                        List.of("id", "amount"),
                                        List.of(),
                                        false,
                                        ""),
                                new AddKey(named(db, "Are a"), null, true, List.of("id"), List.of(), false, "")),
                        "count(*) = 2 from pg_constraint where conname in ('once only', 'Are a_pkey')")
                .with("create table \"Are a\" (id int)", "insert into \"Are a\" select generate_series(1, 500)");
    }

    private static KindOfChange check() {
        return KindOfChange.of(
                "check",
                db -> List.of(new AddCheck(LedgerTable.in(db), "known", "note is null or note <> 'x'", false, true)),
                "convalidated from pg_constraint where conname = 'known'");
    }

    private static KindOfChange identity() {
        return KindOfChange.of(
                        "identity",
                        db -> List.of(new SerialToIdentity(LedgerTable.in(db), "num ber", false)),
                        "attidentity = 'd' from pg_attribute where attrelid = " + LEDGER + " and attname = 'num ber'")
                .with(
                        "alter table \"Led ger\" add \"num ber\" serial",
                        "grant usage on sequence \"Led ger_num ber_seq\" to public");
    }

    private static KindOfChange dropColumn() {
        return KindOfChange.of(
                        "drop column",
                        db -> List.of(new DropColumn(LedgerTable.in(db), "unused", false)),
                        "not exists (select from pg_attribute where attrelid = " + LEDGER + " and attname = 'unused')")
                .with("alter table \"Led ger\" add unused text default 'x'");
    }

    private static KindOfChange renameColumn() {
        return KindOfChange.of(
                        "rename column",
                        db -> List.of(new RenameColumn(LedgerTable.in(db), "state", "status")),
                        "exists (select from pg_attribute where attrelid = " + LEDGER + " and attname = 'status')")
                .states(States.RENAMED);
    }

    private static KindOfChange storage() {
        return KindOfChange.of(
                "storage parameters",
                db -> List.of(new SetStorageParameters(LedgerTable.in(db), Map.of("fillfactor", "80"), List.of())),
                "reloptions::text like '%fillfactor=80%' from pg_class where oid = " + LEDGER);
    }

    private static KindOfChange stamps() {
        return KindOfChange.of(
                        "stamp updates",
                        db -> List.of(new StampUpdates(LedgerTable.in(db), "stamped at")),
                        "exists (select from pg_trigger where tgname like 'howdah_stamp%')")
                .with("alter table \"Led ger\" add \"stamped at\" timestamptz default now()");
    }

    private static KindOfChange ahead() {
        return upkeep("partitions ahead", db -> List.of(new MakePartitions(LedgerTable.in(db), null)), 5);
    }

    private static KindOfChange retired() {
        return upkeep("old partition detached", db -> List.of(new RetirePartitions(LedgerTable.in(db), null)), 2);
    }

    /** Two more partitions are due, and one may go. */
    private static KindOfChange upkeep(
            String name, Function<Database, List<? extends Change>> changes, int partitions) {
        return KindOfChange.of(
                        name, changes, "count(*) = " + partitions + " from pg_inherits where inhparent = " + LEDGER)
                .onTable(LedgerTable.partitioned())
                .afterwards("insert into howdah.partitioned (table_schema, table_name, column_name, every, ahead, keep)"
                        + " values ('Te st', 'Led ger', 'id', '1000000', 2, '1500000')");
    }

    private static KindOfChange view() {
        return KindOfChange.of(
                "materialized view",
                db -> List.of(new CreateMaterializedView(
                        named(db, "by sta te"),
                        List.of("sta te", "owed"),
                        "select state, sum(amount) from \"Te st\".\"Led ger\" group by state",
                        true)),
                "exists (select from pg_class where relname = 'by sta te' and relispopulated)");
    }

    /** Of a role of the whole server, which others were tried on before. */
    private static KindOfChange setting() {
        return KindOfChange.of(
                        "setting",
                        db -> List.of(new SetSetting(null, "Wri ter", "work_mem", List.of("5MB"))),
                        "exists (select from pg_db_role_setting where setrole = '\"Wri ter\"'::regrole"
                                + " and setconfig @> '{work_mem=5MB}')")
                .with("alter role \"Wri ter\" reset work_mem");
    }

    private static KindOfChange observed() {
        return secured("tenants observed", SecureTenants.Stage.OBSERVE, "true");
    }

    private static KindOfChange apart() {
        return secured("tenants apart", SecureTenants.Stage.ENFORCE, "relforcerowsecurity");
    }

    /** All rows are of the one tenant that all sessions name. */
    private static KindOfChange secured(String name, SecureTenants.Stage stage, String also) {
        return KindOfChange.of(
                        name,
                        db -> List.of(new SecureTenants(
                                List.of(new SecureTenants.TenantTable(LedgerTable.in(db), "ten ant")),
                                SecureTenants.SETTING,
                                List.of(),
                                stage)),
                        "relrowsecurity and " + also + " and exists (select from pg_policy where polrelid = c.oid)"
                                + " from pg_class c where c.oid = " + LEDGER)
                .with(
                        "alter table \"Led ger\" add \"ten ant\" int not null default 1",
                        "do $$ begin execute format('alter database %I set app.tenant = %L', current_database(), '1'); end $$");
    }

    /** What was recorded is never taken back, nor what it is in. */
    private static KindOfChange audited() {
        return KindOfChange.of(
                        "audit log",
                        db -> List.of(new AuditTables(
                                AuditTables.SCHEMA,
                                List.of(AuditTables.AuditedTable.whole(LedgerTable.in(db))),
                                AuditTables.ACTOR)),
                        "exists (select from pg_trigger where tgrelid = " + LEDGER + " and tgname = 'howdah_audit')")
                .leaving("\\baudit\\b");
    }

    private static QualifiedName named(Database db, String table) {
        return new QualifiedName(db.schema(), table);
    }
}
