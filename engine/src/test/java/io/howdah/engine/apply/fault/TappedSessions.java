package io.howdah.engine.apply.fault;

import io.howdah.engine.postgres.ConnectionSettings;
import io.howdah.engine.postgres.Sessions;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;

/** Sessions whose writes somebody sees before they are sent and when they are committed, and may spoil. */
final class TappedSessions implements Sessions {

    private static final Pattern READS = Pattern.compile("(?is)\\s*(select|show|set|lock|table|values|explain)\\b.*");

    private final Sessions sessions;
    private final Tap tap;

    TappedSessions(Sessions sessions, Tap tap) {
        this.sessions = sessions;
        this.tap = tap;
    }

    /** Sees the writes. */
    interface Tap {

        /** Before anything is done on a connection, or one is opened. */
        void use();

        /** Before a statement is sent that is committed by itself, or before the commit of a transaction that wrote. */
        void before(Connection connection, String sql) throws SQLException;

        /** The server has committed it. */
        void after(Connection connection, String sql) throws SQLException;
    }

    @Override
    public Connection readOnly() {
        tap.use();
        return sessions.readOnly();
    }

    @Override
    public Connection writing() {
        tap.use();
        return new Tapped(sessions.writing()).proxy();
    }

    @Override
    public ConnectionSettings settings() {
        return sessions.settings();
    }

    /** Calls through, with the exception that the callee threw. */
    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(TappedSessions.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** One connection. */
    private final class Tapped implements InvocationHandler {
        private final Connection real;
        private String written = "";

        Tapped(Connection real) {
            this.real = real;
        }

        Connection proxy() {
            return TappedSessions.proxy(Connection.class, this);
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            tap.use();
            return switch (method.getName()) {
                case "createStatement" -> statement(Statement.class, call(real, method, arguments), "");
                case "prepareStatement" ->
                    statement(PreparedStatement.class, call(real, method, arguments), (String) arguments[0]);
                case "commit" -> committed(method);
                case "rollback" -> {
                    written = "";
                    yield call(real, method, arguments);
                }
                default -> call(real, method, arguments);
            };
        }

        private Object committed(Method commit) throws Throwable {
            var sql = written;
            written = "";
            if (sql.isEmpty()) {
                return call(real, commit, null);
            }
            return through(sql, () -> call(real, commit, null));
        }

        private Object through(String sql, Call work) throws Throwable {
            tap.before(real, sql);
            var result = work.run();
            tap.after(real, sql);
            return result;
        }

        private Object statement(Class<? extends Statement> type, Object statement, String prepared) {
            return TappedSessions.proxy(type, (proxy, method, arguments) -> {
                tap.use();
                if (!method.getName().startsWith("execute")) {
                    return call(statement, method, arguments);
                }
                var sql = arguments == null || arguments.length == 0 ? prepared : (String) arguments[0];
                return executed(sql, () -> call(statement, method, arguments));
            });
        }

        private Object executed(String sql, Call work) throws Throwable {
            if (READS.matcher(sql).matches()) {
                return work.run();
            }
            if (!real.getAutoCommit()) {
                written = written.isEmpty() ? sql : written;
                return work.run();
            }
            return through(sql, work);
        }
    }

    private interface Call {
        Object run() throws Throwable;
    }
}
