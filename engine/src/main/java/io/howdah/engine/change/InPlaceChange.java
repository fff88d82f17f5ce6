package io.howdah.engine.change;

/** A change of what is there, in steps that are transactions or harmless to repeat, and that copies no rows of a table in use. */
public sealed interface InPlaceChange extends LiveChange
        permits AlterSystem, CreateMaterializedView, RefreshMaterializedView, SetSetting, TableChange {}
