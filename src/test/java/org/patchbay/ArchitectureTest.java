package org.patchbay;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keeps the house as docs/architecture.md draws it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {
    private static final String HOUSE = "org.patchbay";

    private final JavaClasses product = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(HOUSE);

    /**
     * Each line is complete; imports are not inherited. A name with a capital letter is that one type: ssh opens an
     * endpoint, and terminal hands it one.
     */
    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "observe,  ''",
        "sandbox,  ''",
        "identity, ''",
        "check,    observe",
        "ssh,      sandbox.Endpoint",
        "progress, check identity",
        "lesson,   check",
        "terminal, ssh sandbox.Endpoint observe",
        "probe,    ssh sandbox observe check",
        "lab,      lesson check observe probe sandbox terminal progress identity",
        "author,   lab lesson check observe",
        "web,      lab lesson check observe terminal progress identity",
        "cli,      observe sandbox identity check ssh progress lesson terminal probe lab author web",
    })
    void aRoomImportsWhatItMay(String room, String allowed) {
        DescribedPredicate<JavaClass> may = resideOutsideOfPackage(HOUSE + "..").or(in(room));
        for (String other : allowed.isEmpty() ? new String[0] : allowed.split(" ")) {
            may = may.or(in(other));
        }
        classes()
                .that()
                .resideInAPackage(HOUSE + "." + room + "..")
                .should()
                .onlyDependOnClassesThat(may.as("may be imported by " + room))
                .allowEmptyShould(true)
                .check(product);
    }

    @Test
    void everyClassHasARoom() {
        List<String> rooms = List.of(
                "observe",
                "sandbox",
                "identity",
                "check",
                "ssh",
                "progress",
                "lesson",
                "terminal",
                "probe",
                "lab",
                "author",
                "web",
                "cli");
        classes()
                .should()
                .resideInAnyPackage(
                        rooms.stream().map(room -> HOUSE + "." + room + "..").toArray(String[]::new))
                .check(product);
    }

    @Test
    void noRoomLeadsBackToItself() {
        slices().matching(HOUSE + ".(*)..").should().beFreeOfCycles().check(product);
    }

    /** What a page draws can't know what a lesson meant. */
    @Test
    void thePictureComesFromTheKernelAlone() {
        noClasses()
                .that()
                .resideInAPackage(HOUSE + ".web.topology..")
                .should()
                .dependOnClassesThat(resideInAPackage(HOUSE + "..")
                        .and(not(resideInAnyPackage(HOUSE + ".observe..", HOUSE + ".web.topology.."))))
                .check(product);
    }

    @Test
    void onlySshKnowsJsch() {
        noClasses()
                .that()
                .resideOutsideOfPackage(HOUSE + ".ssh..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.jcraft..")
                .check(product);
    }

    @Test
    void onlyProgressKnowsTheDatabase() {
        noClasses()
                .that()
                .resideOutsideOfPackage(HOUSE + ".progress..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "org.jdbi..", "org.flywaydb..", "io.agroal..")
                .check(product);
    }

    @Test
    void readingAndJudgingArePure() {
        noClasses()
                .that()
                .resideInAnyPackage(HOUSE + ".observe..", HOUSE + ".check..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.io..",
                                "java.nio.file..",
                                "java.net..",
                                "java.time..",
                                "jakarta..",
                                "io.quarkus..")
                        // An address is a value; reading it as a literal asks nobody.
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

    private static DescribedPredicate<JavaClass> in(String roomOrType) {
        boolean type = roomOrType.chars().anyMatch(Character::isUpperCase);
        return type
                ? nameMatching((HOUSE + "." + roomOrType).replace(".", "\\.") + "(\\$.*)?")
                        .forSubtype()
                : resideInAPackage(HOUSE + "." + roomOrType + "..").forSubtype();
    }

    /** What is made to be changed; a constant list has the type of an interface. */
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
