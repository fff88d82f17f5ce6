package io.howdah.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Root inside a user namespace of its own without a mapping: the programs see themselves as nobody, and root's files as
 * nobody's, so that they neither refuse nor need other owners of files (user_namespaces(7), "unmapped user IDs").
 */
record NamespaceAccount() implements Account {

    private static final String ROOT = "0";

    @Override
    public List<String> wrap(List<String> command) {
        var wrapped = new ArrayList<>(List.of("unshare", "-U"));
        wrapped.addAll(command);
        return wrapped;
    }

    @Override
    public void own(Path path) {
        Directories.giveTo(ROOT, path);
    }

    @Override
    public void mustReach(Path directory) {}

    @Override
    public Path cache() {
        return Directories.cache();
    }
}
