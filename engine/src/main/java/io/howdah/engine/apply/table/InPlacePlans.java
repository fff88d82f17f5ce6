package io.howdah.engine.apply.table;

import io.howdah.engine.apply.run.PlannedStep;
import io.howdah.engine.apply.run.Refusals;
import io.howdah.engine.apply.run.Session;
import io.howdah.engine.change.AddCheck;
import io.howdah.engine.change.AddColumn;
import io.howdah.engine.change.AddForeignKey;
import io.howdah.engine.change.AddKey;
import io.howdah.engine.change.AlterConstraint;
import io.howdah.engine.change.AlterSystem;
import io.howdah.engine.change.CreateMaterializedView;
import io.howdah.engine.change.DropColumn;
import io.howdah.engine.change.DropConstraint;
import io.howdah.engine.change.DropNotNull;
import io.howdah.engine.change.InPlaceChange;
import io.howdah.engine.change.MarkClustered;
import io.howdah.engine.change.RefreshMaterializedView;
import io.howdah.engine.change.RenameColumn;
import io.howdah.engine.change.RenameTable;
import io.howdah.engine.change.SerialToIdentity;
import io.howdah.engine.change.SetDefault;
import io.howdah.engine.change.SetNotNull;
import io.howdah.engine.change.SetSetting;
import io.howdah.engine.change.SetStorageParameters;
import io.howdah.engine.change.StampUpdates;
import io.howdah.engine.change.TableChange;
import io.howdah.engine.change.ValidateConstraint;
import java.sql.SQLException;
import java.util.List;

/** Makes steps of changes that depend on what the server has. */
public final class InPlacePlans {

    private final Planning planning;

    /**
     * @param problems what stands against the changes is added here
     * @param plans the steps are added here
     */
    public InPlacePlans(Session session, List<String> problems, List<PlannedStep> plans) {
        planning = new Planning(session, problems, plans);
    }

    public void add(InPlaceChange change) throws SQLException {
        try {
            switch (change) {
                case TableChange table -> add(table);
                case AlterSystem alter -> new SettingPlan(planning).system(alter);
                case SetSetting set -> new SettingPlan(planning).ofSessions(set);
                case CreateMaterializedView create -> new ViewPlan(planning).create(create);
                case RefreshMaterializedView refresh -> new ViewPlan(planning).refresh(refresh);
            }
        } catch (SQLException e) {
            if (Refusals.connectionLost(e)) {
                throw e;
            }
            planning.problem("It is not possible to " + change.summary() + ": " + Refusals.message(e));
        }
    }

    private void add(TableChange change) throws SQLException {
        var found = planning.table(change.table());
        if (found.isEmpty()) {
            return;
        }
        var table = found.get();
        switch (change) {
            case SetNotNull set -> new NotNullPlan(planning).set(table, set.column());
            case DropNotNull drop -> new NotNullPlan(planning).drop(table, drop.column());
            case SetDefault set -> new DefaultPlan(planning).set(table, set);
            case AddCheck check -> new CheckPlan(planning).add(table, check);
            case AddForeignKey key -> new ForeignKeyPlan(planning).add(table, key);
            case AddKey key -> new KeyPlan(planning).add(table, key);
            case DropConstraint drop -> new ConstraintPlan(planning).drop(table, drop);
            case ValidateConstraint validate -> new ConstraintPlan(planning).validate(table, validate);
            case AlterConstraint alter -> new ConstraintPlan(planning).alter(table, alter);
            case AddColumn add -> new ColumnPlan(planning).add(table, add);
            case DropColumn drop -> new ColumnPlan(planning).drop(table, drop);
            case RenameColumn rename -> new RenameColumnPlan(planning).rename(table, rename);
            case RenameTable rename -> new RenamePlan(planning).rename(table, rename);
            case SetStorageParameters set -> new StoragePlan(planning).set(table, set);
            case MarkClustered mark -> new ClusterMarkPlan(planning).mark(table, mark);
            case SerialToIdentity identity -> new IdentityPlan(planning).make(table, identity);
            case StampUpdates stamp -> new StampPlan(planning).add(table, stamp);
        }
    }
}
