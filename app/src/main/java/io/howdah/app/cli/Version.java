package io.howdah.app.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"howdah " + number(), "Java " + Runtime.version() + ", " + System.getProperty("os.name")};
    }

    /** From the jar's manifest; a program run from classes has none. */
    static String number() {
        var version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }
}
