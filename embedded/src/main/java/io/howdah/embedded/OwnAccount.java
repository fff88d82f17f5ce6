package io.howdah.embedded;

import java.nio.file.Path;
import java.util.List;

/** The account that this JVM runs as, where it is not root. */
record OwnAccount() implements Account {

    @Override
    public List<String> wrap(List<String> command) {
        return command;
    }

    @Override
    public void own(Path path) {}

    @Override
    public void mustReach(Path directory) {}

    @Override
    public Path cache() {
        return Directories.cache();
    }
}
