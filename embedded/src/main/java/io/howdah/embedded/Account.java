package io.howdah.embedded;

import java.nio.file.Path;
import java.util.List;

/** Who PostgreSQL's programs run as. They refuse to run as root, so root lends itself another identity. */
sealed interface Account permits OwnAccount, NamespaceAccount, OtherAccount {

    /** The command that runs a command as this account. */
    List<String> wrap(List<String> command);

    /** Gives a file, or a directory with all that is in it, to this account. */
    void own(Path path);

    /** Fails with a plain message when this account cannot reach a directory. */
    void mustReach(Path directory);

    /** Where binaries are unpacked so that this account can run them. */
    Path cache();
}
