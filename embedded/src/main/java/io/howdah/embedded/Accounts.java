package io.howdah.embedded;

import io.howdah.embedded.ServerException.Reason;
import java.util.List;
import java.util.Optional;

/** Chooses the account that PostgreSQL runs as. */
final class Accounts {

    /** The commands that run another as an account, best first; each names the account by $USER and $GROUP. */
    private static final List<List<String>> WAYS = List.of(
            List.of("setpriv", "--reuid=$USER", "--regid=$GROUP", "--clear-groups"),
            List.of("runuser", "-u", "$USER", "--"),
            List.of("su", "-s", "/bin/sh", "-c", "exec \"$@\"", "--", "$USER", "sh"));

    private Accounts() {}

    static Account choose(RootWay way) {
        if (!output(List.of("id", "-u")).equals(Optional.of("0"))) {
            return new OwnAccount();
        }
        return switch (way) {
            case AUTOMATIC -> namespace().or(Accounts::other).orElseThrow(Accounts::neither);
            case NAMESPACE -> namespace().orElseThrow(Accounts::neither);
            case OTHER_ACCOUNT -> other().orElseThrow(Accounts::neither);
        };
    }

    private static Optional<Account> namespace() {
        var account = new NamespaceAccount();
        return works(account) ? Optional.of(account) : Optional.empty();
    }

    private static Optional<Account> other() {
        for (String name : List.of("postgres", "nobody")) {
            for (List<String> way : WAYS) {
                var account = other(name, way);
                if (account.isPresent()) {
                    return account;
                }
            }
        }
        return Optional.empty();
    }

    /** The account, if it exists and can be taken on in this way. */
    static Optional<Account> other(String name, List<String> way) {
        var group = output(List.of("id", "-g", name));
        if (group.isEmpty()) {
            return Optional.empty();
        }
        var prefix = way.stream()
                .map(word -> word.replace("$USER", name).replace("$GROUP", group.get()))
                .toList();
        var account = new OtherAccount(name, prefix);
        return works(account) ? Optional.of(account) : Optional.empty();
    }

    static List<List<String>> ways() {
        return WAYS;
    }

    /** Whether programs run as the account, and find a name for it as initdb must. */
    private static boolean works(Account account) {
        return output(account.wrap(List.of("id", "-un")))
                .filter(name -> !name.equals("root"))
                .isPresent();
    }

    private static Optional<String> output(List<String> command) {
        try {
            var result = new Commands(new OwnAccount()).run(command);
            return result.succeeded() ? Optional.of(result.output()) : Optional.empty();
        } catch (ServerException absent) {
            return Optional.empty();
        }
    }

    private static ServerException neither() {
        return new ServerException(
                Reason.NO_ACCOUNT,
                "PostgreSQL refuses to run as root, and here neither a user namespace (unshare -U) nor another account"
                        + " (postgres or nobody, by setpriv, runuser or su) can be used. Run Howdah as another user.");
    }
}
