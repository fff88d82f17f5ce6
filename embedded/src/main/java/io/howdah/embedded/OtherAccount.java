package io.howdah.embedded;

import io.howdah.embedded.ServerException.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An account of the system that root hands PostgreSQL's programs and directories to. */
record OtherAccount(String name, List<String> prefix) implements Account {

    @Override
    public List<String> wrap(List<String> command) {
        var wrapped = new ArrayList<>(prefix);
        wrapped.addAll(command);
        return wrapped;
    }

    @Override
    public void own(Path path) {
        Directories.giveTo(name, path);
    }

    @Override
    public void mustReach(Path directory) {
        var check = new Commands(this).run(List.of("ls", "-d", directory + "/."));
        if (!check.succeeded()) {
            throw new ServerException(
                    Reason.DIRECTORY,
                    "PostgreSQL must run as " + name + " here, and " + name + " cannot reach " + directory
                            + ". Choose a directory whose parents everybody may enter.");
        }
    }

    @Override
    public Path cache() {
        return Directories.sharedCache();
    }
}
