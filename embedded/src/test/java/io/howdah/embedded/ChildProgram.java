package io.howdah.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** Starts a server, says where its data are or why there is none, and exits without closing it when its standard input ends. */
final class ChildProgram {

    private ChildProgram() {}

    public static void main(String[] arguments) throws IOException {
        var builder = PostgresServer.builder()
                .binaries(Binaries.installed(Path.of(arguments[0])))
                .setting("fsync", "off");
        if (arguments.length > 1) {
            builder.dataDirectory(Path.of(arguments[1]));
        }
        System.out.println("starting");
        try {
            var server = builder.start();
            System.out.println(server.dataDirectory());
            if (System.in.read() < 0) {
                System.exit(0);
            }
        } catch (ServerException e) {
            System.out.println(e.reason());
        }
    }
}
