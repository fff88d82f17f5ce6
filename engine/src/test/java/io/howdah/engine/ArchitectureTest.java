package io.howdah.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.howdah.engine.advise.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    private static final String ENGINE = "io.howdah.engine";

    /** Wherever the build puts its classes: {@code -Dfast} has a folder of its own. */
    private static final ImportOption WITHOUT_TESTS = location -> !location.contains("/test-classes/");

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(WITHOUT_TESTS).importPackages(ENGINE);

    private static final JavaClasses WITH_TESTS = new ClassFileImporter().importPackages(ENGINE);

    /** What each stage may use, besides itself and the root package; the order is that of the loop. */
    private static final Map<String, List<String>> MAY_USE = Map.of(
            "postgres", List.of(),
            "catalog", List.of(),
            "sql", List.of("catalog"),
            "change", List.of("catalog"),
            "read", List.of("postgres", "catalog", "sql"),
            "twin", List.of("postgres", "catalog", "sql", "change"),
            "advise", List.of("catalog", "sql", "change", "twin"),
            "prove", List.of("postgres", "catalog", "sql", "change", "twin", "advise"),
            "apply", List.of("postgres", "catalog", "change"),
            "verify", List.of("catalog", "change", "twin", "apply"));

    @TestFactory
    List<DynamicTest> a_stage_uses_only_the_stages_before_it() {
        return MAY_USE.keySet().stream()
                .sorted()
                .map(stage -> DynamicTest.dynamicTest(stage, () -> usesOnlyItsOwn(stage)))
                .toList();
    }

    private static void usesOnlyItsOwn(String stage) {
        var forbidden = new ArrayList<>(MAY_USE.keySet());
        forbidden.remove(stage);
        forbidden.removeAll(MAY_USE.getOrDefault(stage, List.of()));
        noClasses()
                .that()
                .resideInAPackage(within(stage))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        forbidden.stream().map(ArchitectureTest::within).toArray(String[]::new))
                .because("the loop has one direction; see ARCHITECTURE.md")
                .check(CLASSES);
    }

    @Test
    void every_package_has_its_place_in_the_loop() {
        var stages = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(p -> !p.equals(ENGINE))
                .map(p -> p.substring(ENGINE.length() + 1).split("\\.")[0])
                .distinct();

        assertThat(stages).allMatch(MAY_USE::containsKey);
    }

    @Test
    void packages_form_no_cycle() {
        slices().matching(ENGINE + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void only_postgres_opens_connections() {
        noClasses()
                .that()
                .resideOutsideOfPackage(within("postgres"))
                .should()
                .dependOnClassesThat(named("java.sql.DriverManager")
                        .or(named("javax.sql.DataSource"))
                        .or(resideInAPackage("org.postgresql.ds..")))
                .because("time-outs, application name and the mapping of errors live in one place")
                .check(CLASSES);
    }

    @Test
    void rules_are_free_of_java_sql() {
        noClasses()
                .that()
                .resideInAPackage(within("advise"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..")
                .because("a rule judges records, so that it works on a saved catalog as on a live server")
                .check(CLASSES);
    }

    @Test
    void public_types_cannot_be_extended_by_accident() {
        classes()
                .that()
                .arePublic()
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .should(com.tngtech.archunit.lang.conditions.ArchConditions.haveModifier(JavaModifier.FINAL)
                        .or(com.tngtech.archunit.lang.conditions.ArchConditions.haveModifier(JavaModifier.ABSTRACT)))
                .because("final, record, sealed or interface: what is open is open on purpose")
                .check(CLASSES);
    }

    @Test
    void nothing_reads_the_wall_clock_or_sleeps_outside_the_clock() {
        noClasses()
                .that(not(name(ENGINE + ".SystemTime")))
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", java.time.Duration.class)
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .because("whatever waits must be testable without waiting; use Time")
                .check(CLASSES);
    }

    @TestFactory
    List<DynamicTest> every_rule_has_a_page_and_a_test_class() {
        return CLASSES.stream()
                .filter(c -> c.isAssignableTo(Rule.class) && !c.isInterface() && !c.isAnonymousClass())
                .map(c -> DynamicTest.dynamicTest(c.getSimpleName(), () -> documentedAndTested(c)))
                .toList();
    }

    /** Rules that judge a workload have no catalog to examine alone; their slug is a constant. */
    @TestFactory
    List<DynamicTest> every_rule_on_a_workload_has_a_page_and_a_test_class() {
        return CLASSES.stream()
                .filter(c -> c.getSimpleName().endsWith("Rule") && !c.isAssignableTo(Rule.class))
                .map(c -> DynamicTest.dynamicTest(c.getSimpleName(), () -> {
                    var slug = c.reflect().getDeclaredField("SLUG");
                    slug.setAccessible(true);
                    documentedAndTested(c, String.valueOf(slug.get(null)));
                }))
                .toList();
    }

    private static void documentedAndTested(JavaClass rule) throws ReflectiveOperationException {
        var constructor = rule.reflect().getDeclaredConstructor();
        constructor.setAccessible(true);
        var slug = ((Rule) constructor.newInstance()).slug();

        documentedAndTested(rule, slug);
    }

    private static void documentedAndTested(JavaClass rule, String slug) {
        assertThat(Files.exists(Path.of("..", "docs", "rules", slug + ".md")))
                .as("docs/rules/%s.md", slug)
                .isTrue();
        assertThat(WITH_TESTS.contain(rule.getName() + "Test"))
                .as("%sTest", rule.getSimpleName())
                .isTrue();
    }

    private static String within(String stage) {
        return ENGINE + "." + stage + "..";
    }

    private static DescribedPredicate<JavaClass> named(String className) {
        return DescribedPredicate.describe(className, c -> c.getName().equals(className));
    }
}
