package org.patchbay;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.patchbay.web.OmitNull;

/** Enforces the packages and imports that docs/architecture.md describes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
    private static final String ROOT = "org.patchbay";

    private final JavaClasses product = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /**
     * Each line is complete; imports are not inherited. A name with a capital letter is that one type: ssh opens an
     * endpoint and generates its user key, and terminal hands it an endpoint.
     */
    private static final String IMPORTS = """
            observe  →
            sandbox  →
            identity →
            check    → observe
            ssh      → sandbox.Endpoint sandbox.UserKey
            progress → check identity
            lesson   → check
            terminal → ssh sandbox.Endpoint observe
            probe    → ssh sandbox observe check
            lab      → lesson check observe probe sandbox terminal progress identity
            author   → lab lesson check observe
            web      → lab lesson check observe terminal progress identity
            server   → observe sandbox identity check ssh progress lesson terminal probe lab author web
            cli      → author lesson check observe server
            """;

    static Stream<Arguments> imports() {
        return IMPORTS.lines().map(line -> {
            String[] sides = line.split("\\s*→\\s*", -1);
            return arguments(
                    sides[0],
                    Arrays.stream(sides[1].split(" "))
                            .filter(name -> !name.isBlank())
                            .toList());
        });
    }

    @ParameterizedTest(name = "{0} → {1}")
    @MethodSource("imports")
    void packagesImportOnlyAllowedPackages(String name, List<String> allowed) {
        DescribedPredicate<JavaClass> may = resideOutsideOfPackage(ROOT + "..").or(in(name));
        for (String other : allowed) {
            may = may.or(in(other));
        }
        classes()
                .that(in(name))
                .should()
                .onlyDependOnClassesThat(may.as("may be imported by " + name))
                .check(product);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @MethodSource("imports")
    void everyNameInTheTableExists(String name, List<String> allowed) {
        assertThat(Stream.concat(Stream.of(name), allowed.stream()))
                .allMatch(other -> product.stream().anyMatch(in(other)));
    }

    @Test
    void everyClassIsInAListedPackage() {
        classes()
                .should()
                .resideInAnyPackage(
                        imports().map(line -> ROOT + "." + line.get()[0] + "..").toArray(String[]::new))
                .check(product);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(product);
    }

    @Test
    void subPackagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(product);
    }

    /** The network picture must not depend on lessons; {@link OmitNull} only says how its JSON is written. */
    @Test
    void thePictureComesFromTheKernelAlone() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".web.topology..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..")
                        .and(not(resideInAnyPackage(ROOT + ".observe..", ROOT + ".web.topology..")))
                        .and(not(type(OmitNull.class))))
                .check(product);
    }

    @Test
    void onlySshKnowsJsch() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".ssh..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.jcraft..")
                .check(product);
    }

    @Test
    void onlyProgressAndItsWiringKnowTheDatabase() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".progress..", ROOT + ".server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.jdbi..", "org.flywaydb..", "io.agroal..")
                .check(product);
    }

    @Test
    void readingAndJudgingArePure() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".observe..", ROOT + ".check..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.io..",
                                "java.nio.file..",
                                "java.net..",
                                "java.time..",
                                "jakarta..",
                                "io.quarkus..")
                        // An address is a value; parsing it as a literal does no lookup.
                        .and(not(assignableTo(InetAddress.class))))
                .check(product);
    }

    @Test
    void nothingStaticChanges() {
        fields().that().areStatic().should().beFinal().check(product);
        fields().that().areStatic().should().notHaveRawType(container()).check(product);
    }

    @Test
    void packagesHaveNamesFromTheField() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        Arrays.stream("util utils utility common helper helpers manager managers impl misc".split(" "))
                                .map(name -> ".." + name + "..")
                                .toArray(String[]::new))
                .check(product);
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)(\\$.*)?")
                .check(product);
    }

    private static DescribedPredicate<JavaClass> in(String packageOrType) {
        boolean type = packageOrType.chars().anyMatch(Character::isUpperCase);
        return type
                ? nameMatching((ROOT + "." + packageOrType).replace(".", "\\.") + "(\\$.*)?")
                        .forSubtype()
                : resideInAPackage(ROOT + "." + packageOrType + "..").forSubtype();
    }

    /** Mutable collection types; a constant list has the type of an interface. */
    private static DescribedPredicate<JavaClass> container() {
        List<Class<?>> atomics =
                List.of(AtomicBoolean.class, AtomicInteger.class, AtomicLong.class, AtomicReference.class);
        return describe(
                "a container that can change",
                type -> atomics.stream().anyMatch(type::isEquivalentTo)
                        || (!type.isInterface()
                                && (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class))));
    }
}
