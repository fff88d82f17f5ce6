package io.howdah.engine.postgres;

import io.howdah.engine.Problem;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A connection parameter as libpq knows it (manual, section 34.1.2), the variable that sets it (section 34.15), and what
 * becomes of it here: most have a property of the driver, some change nothing, some cannot be honoured.
 */
enum Keyword {
    HOST("PGHOST"),
    HOSTADDR("PGHOSTADDR"),
    PORT("PGPORT"),
    DBNAME("PGDATABASE"),
    USER("PGUSER"),
    PASSWORD("PGPASSWORD"),
    PASSFILE("PGPASSFILE"),
    SERVICE("PGSERVICE"),
    SERVICEFILE("PGSERVICEFILE"),
    OPTIONS("PGOPTIONS"),
    APPLICATION_NAME("PGAPPNAME"),
    CONNECT_TIMEOUT("PGCONNECT_TIMEOUT"),
    TARGET_SESSION_ATTRS("PGTARGETSESSIONATTRS"),
    SSLMODE("PGSSLMODE"),
    SSLROOTCERT("PGSSLROOTCERT"),
    SSLCERT("PGSSLCERT", "sslcert"),
    SSLKEY("PGSSLKEY", "sslkey"),
    SSLPASSWORD(null, "sslpassword"),
    SSLNEGOTIATION("PGSSLNEGOTIATION", "sslNegotiation"),
    CHANNEL_BINDING("PGCHANNELBINDING", "channelBinding"),
    REQUIRE_AUTH("PGREQUIREAUTH", "requireAuth"),
    GSSENCMODE("PGGSSENCMODE", "gssEncMode"),
    KRBSRVNAME("PGKRBSRVNAME", "kerberosServerName"),
    GSSLIB("PGGSSLIB", Use.IGNORED),
    GSSDELEGATION("PGGSSDELEGATION", Use.IGNORED),
    CLIENT_ENCODING("PGCLIENTENCODING", Use.IGNORED),
    FALLBACK_APPLICATION_NAME(null, Use.IGNORED),
    KEEPALIVES(null, Use.IGNORED),
    KEEPALIVES_IDLE(null, Use.IGNORED),
    KEEPALIVES_INTERVAL(null, Use.IGNORED),
    KEEPALIVES_COUNT(null, Use.IGNORED),
    TCP_USER_TIMEOUT(null, Use.IGNORED),
    LOAD_BALANCE_HOSTS("PGLOADBALANCEHOSTS", Use.IGNORED),
    SSLCOMPRESSION("PGSSLCOMPRESSION", Use.IGNORED),
    SSLSNI("PGSSLSNI", Use.IGNORED),
    SSLCERTMODE("PGSSLCERTMODE", Use.IGNORED),
    SSLKEYLOGFILE(null, Use.IGNORED),
    MIN_PROTOCOL_VERSION("PGMINPROTOCOLVERSION", Use.IGNORED),
    MAX_PROTOCOL_VERSION("PGMAXPROTOCOLVERSION", Use.IGNORED),
    SSLCRL("PGSSLCRL", Use.UNSUPPORTED),
    SSLCRLDIR("PGSSLCRLDIR", Use.UNSUPPORTED),
    REQUIREPEER("PGREQUIREPEER", Use.UNSUPPORTED),
    SSL_MIN_PROTOCOL_VERSION("PGSSLMINPROTOCOLVERSION", Use.UNSUPPORTED),
    SSL_MAX_PROTOCOL_VERSION("PGSSLMAXPROTOCOLVERSION", Use.UNSUPPORTED),
    REPLICATION(null, Use.UNSUPPORTED);

    private static final Map<String, Keyword> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(Keyword::keyword, k -> k));

    /** What becomes of a parameter. */
    enum Use {
        /** The resolver gives it a meaning, or the driver takes it. */
        HONOURED,
        /** It changes nothing that a reader of catalogs could notice. */
        IGNORED,
        /** Leaving it out unsaid would weaken what the user asked for. */
        UNSUPPORTED
    }

    private final @Nullable String variable;
    private final @Nullable String driverProperty;
    private final Use use;

    Keyword(@Nullable String variable) {
        this(variable, null, Use.HONOURED);
    }

    Keyword(@Nullable String variable, String driverProperty) {
        this(variable, driverProperty, Use.HONOURED);
    }

    Keyword(@Nullable String variable, Use use) {
        this(variable, null, use);
    }

    Keyword(@Nullable String variable, @Nullable String driverProperty, Use use) {
        this.variable = variable;
        this.driverProperty = driverProperty;
        this.use = use;
    }

    String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Nullable
    String variable() {
        return variable;
    }

    @Nullable
    String driverProperty() {
        return driverProperty;
    }

    Use use() {
        return use;
    }

    /** The keyword of that name; a {@link Problem} that names the nearest one where there is none. */
    static Keyword named(String name, String where) {
        var keyword = BY_NAME.get(name);
        if (keyword == null) {
            throw Problem.input("unknown connection parameter \"" + name + "\" in " + where + "; did you mean \""
                    + nearest(name) + "\"?");
        }
        return keyword;
    }

    private static String nearest(String name) {
        return BY_NAME.keySet().stream()
                .min(Comparator.comparingInt((String k) -> Distance.between(k, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }
}
