package io.howdah.engine.change;

import io.howdah.engine.catalog.QualifiedName;

/** A change of a table's definition that needs no copy of its rows. */
public sealed interface TableChange extends InPlaceChange
        permits AddCheck,
                AddColumn,
                AddForeignKey,
                AddKey,
                AlterConstraint,
                DropColumn,
                DropConstraint,
                DropNotNull,
                MarkClustered,
                RenameColumn,
                RenameTable,
                SetDefault,
                SetNotNull,
                SetStorageParameters,
                SerialToIdentity,
                StampUpdates,
                ValidateConstraint {

    QualifiedName table();
}
