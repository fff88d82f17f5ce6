package io.howdah.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.howdah.engine.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionResolverTest {

    private final Path home;
    private final Map<String, String> variables = new HashMap<>();

    ConnectionResolverTest(@TempDir Path home) {
        this.home = home;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    postgresql://                                        | me@localhost:5432/me
                    postgres://db.example                                | me@db.example:5432/me
                    postgresql://ann@db.example:5433/app                 | ann@db.example:5433/app
                    postgresql://ann:p%40ss@db.example/my%20db           | ann@db.example:5432/my db p@ss
                    postgresql://[2001:db8::1]:5433/app                  | me@[2001:db8::1]:5433/app
                    postgresql:///app?host=/var/run/pg&port=5433         | me@/var/run/pg/.s.PGSQL.5433/app
                    postgresql://%2Fvar%2Frun%2Fpg/app                   | me@/var/run/pg/.s.PGSQL.5432/app
                    postgresql://db.example/app?user=ann&password=a%26b  | ann@db.example:5432/app a&b
                    jdbc:postgresql://db.example/app?user=ann            | ann@db.example:5432/app
                    host=db.example port = 5433 dbname=app user=ann      | ann@db.example:5433/app
                    host=db.example dbname='my db' password='it\\'s \\\\' | me@db.example:5432/my db it's \\
                    app                                                  | me@localhost:5432/app
                    """)
    void reads_what_psql_reads(String target, String expected) {
        assertThat(text(resolve(target))).isEqualTo(expected);
    }

    @Test
    void tries_several_hosts_in_order_with_ports_of_their_own() {
        var settings = resolve("postgresql://a:1,b,c:3/app");

        assertThat(settings.places())
                .extracting(ConnectionSettings.Place::toString)
                .containsExactly("a:1", "b:5432", "c:3");
        assertThat(resolve("host=a,b port=7").places())
                .extracting(ConnectionSettings.Place::toString)
                .containsExactly("a:7", "b:7");
    }

    @Test
    void prefers_options_to_the_string_the_string_to_the_service_and_that_to_the_environment() throws IOException {
        Files.writeString(
                home.resolve(".pg_service.conf"),
                "# ours\n[other]\nhost=wrong\n[app]\nhost=from-service\nport=7\nuser=service\ndbname=service\n");
        variables.put("PGHOST", "from-environment");
        variables.put("PGUSER", "environment");
        variables.put("PGPORT", "8");
        variables.put("PGDATABASE", "environment");
        variables.put("PGAPPNAME", "ignored");

        var settings = new ConnectionResolver(environment())
                .resolve(new ConnectionOptions("service=app user=string dbname=string", null, null, "option", null));

        assertThat(text(settings)).isEqualTo("option@from-service:7/string");
        assertThat(text(new ConnectionResolver(environment()).resolve(ConnectionOptions.NONE)))
                .isEqualTo("environment@from-environment:8/environment");
    }

    @Test
    void finds_the_service_by_variable_in_the_file_that_is_named() throws IOException {
        var file = home.resolve("services");
        Files.writeString(file, "[app]\nhost=from-service\n");
        variables.put("PGSERVICE", "app");
        variables.put("PGSERVICEFILE", file.toString());

        assertThat(resolve("").host()).isEqualTo("from-service");
    }

    @Test
    void refuses_a_service_that_no_file_defines() {
        assertRefused("service=none", "the service \"none\" is not defined in " + home);
    }

    @Test
    void takes_the_unix_socket_where_there_is_one_for_the_port() throws IOException {
        Files.createFile(home.resolve(".s.PGSQL.5433"));
        var environment = new Environment(variables, home, "me", List.of(home.resolve("none"), home));
        var resolver = new ConnectionResolver(environment);

        assertThat(resolver.resolve(ConnectionOptions.of("port=5433")).host()).isEqualTo(home.toString());
        assertThat(resolver.resolve(ConnectionOptions.of("port=5434")).host()).isEqualTo("localhost");
    }

    @Test
    void looks_passwords_up_in_the_password_file() throws IOException {
        var file = passwordFile("rw-------", """
                # a comment:*:*:*:no
                db.example:5433:*:ann:for 5433
                db.example:*:app:ann:with\\:colon and \\\\
                [::1]:*:*:*:no
                *:*:*:bob:bob's
                localhost:*:*:socket:by socket
                """);

        assertThat(resolve("postgresql://ann@db.example:5433/x").password()).isEqualTo("for 5433");
        assertThat(resolve("postgresql://ann@db.example/app").password()).isEqualTo("with:colon and \\");
        assertThat(resolve("postgresql://bob@anywhere/any").password()).isEqualTo("bob's");
        assertThat(resolve("postgresql://carl@db.example/app").password()).isNull();
        assertThat(resolve("host=/tmp user=socket").password()).isEqualTo("by socket");
        variables.put("PGPASSWORD", "variable");
        assertThat(resolve("postgresql://ann@db.example/app").password()).isEqualTo("variable");
        assertThat(file).exists();
    }

    @Test
    void does_not_read_a_password_file_that_others_may_read() throws IOException {
        passwordFile("rw-r-----", "*:*:*:*:secret\n");

        assertThat(resolve("").password()).isNull();
    }

    @Test
    void never_prints_the_password() {
        assertThat(resolve("postgresql://ann:secret@a,b/app").toString()).doesNotContain("secret");
    }

    @Test
    void prefers_encryption_and_checks_certificates_where_libpq_would() throws IOException {
        assertThat(properties("")).containsEntry("sslmode", "prefer").doesNotContainKey("sslrootcert");
        assertThat(properties("sslmode=require")).containsEntry("sslmode", "require");
        assertThat(properties("sslmode=verify-full sslrootcert=/ca.crt"))
                .containsEntry("sslmode", "verify-full")
                .containsEntry("sslrootcert", "/ca.crt");
        assertThat(properties("sslrootcert=system")).containsEntry("sslmode", "verify-full");

        Files.createDirectories(home.resolve(".postgresql"));
        Files.createFile(home.resolve(".postgresql/root.crt"));
        assertThat(properties("sslmode=require"))
                .containsEntry("sslmode", "verify-ca")
                .containsEntry(
                        "sslrootcert", home.resolve(".postgresql/root.crt").toString());
    }

    @Test
    void passes_time_out_target_and_options_on() {
        variables.put("PGCONNECT_TIMEOUT", "1");
        variables.put("PGOPTIONS", "-c geqo=off");
        variables.put("PGTARGETSESSIONATTRS", "read-write");
        variables.put("PGCHANNELBINDING", "require");

        assertThat(properties(""))
                .containsEntry("connectTimeout", "2")
                .containsEntry("options", "-c geqo=off")
                .containsEntry("targetServerType", "primary")
                .containsEntry("channelBinding", "require");
    }

    @Test
    void connects_to_the_address_where_one_is_given_with_the_name() {
        assertThat(resolve("host=db.example hostaddr=10.0.0.7").host()).isEqualTo("10.0.0.7");
        assertRefused("host=db.example hostaddr=10.0.0.7 sslmode=verify-full", "hostaddr");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    hots=a                       | unknown connection parameter "hots" in the connection string; did you mean "host"?
                    postgresql://a/b?sslmod=x    | unknown connection parameter "sslmod" in the connection URI; did you mean "sslmode"?
                    host=a port=many             | the port "many" is not a number from 1 to 65535
                    host=a port=70000            | the port "70000" is not a number from 1 to 65535
                    host=a,b,c port=1,2          | there are 2 ports for 3 hosts
                    host='a                      | the quoted value of "host" in the connection string has no end
                    host=a sslmode=maybe         | sslmode "maybe" is not one of allow, disable
                    host=a connect_timeout=soon  | connect_timeout "soon" is not a number of seconds
                    host=a sslcrl=x              | "sslcrl" is not supported
                    host=a target_session_attrs=x | target_session_attrs "x" is not one of any
                    postgresql://a%zz/b          | without two hexadecimal digits
                    postgresql://[::1/b          | missing "]"
                    mysql://me@db/shop           | "mysql://" is no address of a PostgreSQL server
                    jdbc:mysql://db/shop         | "jdbc:mysql://" is no address of a PostgreSQL server
                    """)
    void refuses_what_it_does_not_understand(String target, String message) {
        assertRefused(target, message);
    }

    private Path passwordFile(String mode, String text) throws IOException {
        var file = Files.writeString(home.resolve(".pgpass"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private Map<String, String> properties(String target) {
        return resolve(target).properties();
    }

    private ConnectionSettings resolve(String target) {
        return new ConnectionResolver(environment()).resolve(ConnectionOptions.of(target));
    }

    private Environment environment() {
        return new Environment(variables, home, "me", List.of(Path.of("/tmp")));
    }

    private void assertRefused(String target, String message) {
        assertThatThrownBy(() -> resolve(target)).isInstanceOf(Problem.class).hasMessageContaining(message);
    }

    private static String text(ConnectionSettings settings) {
        @Nullable String password = settings.password();
        return settings + (password == null ? "" : " " + password);
    }
}
