package io.howdah.testkit;

import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Hands databases to the methods of {@link PostgresTest} classes, and looks afterwards at what they left. */
final class PostgresExtension implements ParameterResolver, AfterEachCallback, AfterAllCallback, ExecutionCondition {

    private static final Namespace NAMESPACE = Namespace.create(PostgresExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Database.class;
    }

    /** A database of the class, if a method for the whole class asked first, is handed to its tests too. */
    @Override
    public Database resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var store = context.getStore(NAMESPACE);
        var existing = store.get(Database.class, Database.class);
        if (existing != null) {
            return existing;
        }
        var wanted = wanted(context);
        var database = Databases.create(ServerUnderTest.shared(major(wanted), wanted.autovacuum()));
        store.put(Database.class, database);
        store.put(Owner.class, new Owner(context.getUniqueId()));
        return database;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        checkAndDrop(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        checkAndDrop(context);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var major = major(wanted(context));
        if (!ServerUnderTest.atHand(major)) {
            return ConditionEvaluationResult.disabled(ServerUnderTest.absence(major));
        }
        return AnnotationSupport.findAnnotation(context.getElement(), SincePostgres.class)
                .filter(since -> major < since.value())
                .map(since ->
                        ConditionEvaluationResult.disabled("needs PostgreSQL " + since.value() + ", this is " + major))
                .orElseGet(() -> ConditionEvaluationResult.enabled("runs on PostgreSQL " + major));
    }

    private static void checkAndDrop(ExtensionContext context) {
        var store = context.getStore(NAMESPACE);
        var database = store.get(Database.class, Database.class);
        var owner = store.get(Owner.class, Owner.class);
        if (database == null || owner == null) {
            return;
        }
        List<String> leaks;
        try {
            leaks = Leaks.of(database);
        } finally {
            if (owner.id().equals(context.getUniqueId())) {
                Databases.drop(database);
            }
        }
        if (!leaks.isEmpty()) {
            throw new AssertionError("The test " + String.join("; it ", leaks));
        }
    }

    private static int major(PostgresTest wanted) {
        return wanted.major() == 0 ? ServerUnderTest.defaultMajor() : wanted.major();
    }

    private static PostgresTest wanted(ExtensionContext context) {
        for (Class<?> type = context.getRequiredTestClass(); type != null; type = type.getEnclosingClass()) {
            var annotation = AnnotationSupport.findAnnotation(type, PostgresTest.class);
            if (annotation.isPresent()) {
                return annotation.get();
            }
        }
        throw new IllegalStateException(context.getRequiredTestClass() + " is not a @PostgresTest");
    }

    private record Owner(String id) {}
}
