/**
 * Rules on settings: for the machine at hand, for what runs on it, and those that are wrong on any machine.
 * Start reading at {@link io.howdah.engine.advise.settings.SettingChange}.
 */
@NullMarked
package io.howdah.engine.advise.settings;

import org.jspecify.annotations.NullMarked;
