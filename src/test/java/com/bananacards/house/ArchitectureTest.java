package com.bananacards.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.stream.Collectors.toSet;

import com.bananacards.security.Caller;
import com.bananacards.security.Owned;
import com.bananacards.sensitive.Pan;
import com.bananacards.sensitive.Pin;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import jakarta.persistence.Entity;

import org.hibernate.annotations.DynamicUpdate;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rooms and the arrows between them, as {@code docs/architecture.md} draws them. */
class ArchitectureTest {

    private static final String ROOT = "com.bananacards";
    private static final JavaClasses MAIN = new ClassFileImporter()
            .importUrl(Pan.class.getProtectionDomain().getCodeSource().getLocation());

    private static final Set<String> GROUND =
            Set.of("money", "sensitive", "http", "security", "time", "database", "tracing");
    private static final Set<String> MACHINERY = with(GROUND, "journal", "bananatech");
    private static final Set<String> CARDHOLDERS = with(MACHINERY, "operations");
    private static final Set<String> CARDS = with(CARDHOLDERS, "cardholders");
    private static final Set<String> ABOVE_CARDS = with(CARDS, "cards");
    private static final Set<String> ENTRY =
            with(ABOVE_CARDS, "funding", "transactions", "challenges");

    /** Where each room's imports may go; {@code root} is the package of the application itself. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("money", GROUND),
            Map.entry("sensitive", Set.of()),
            Map.entry("http", GROUND),
            Map.entry("security", GROUND),
            Map.entry("time", Set.of()),
            Map.entry("database", Set.of()),
            Map.entry("tracing", Set.of()),
            Map.entry("bananatech", GROUND),
            Map.entry("journal", GROUND),
            Map.entry("audit", with(GROUND, "journal")),
            Map.entry("operations", MACHINERY),
            Map.entry("guard", CARDHOLDERS),
            Map.entry("cardholders", CARDHOLDERS),
            Map.entry("cards", CARDS),
            Map.entry("funding", ABOVE_CARDS),
            Map.entry("transactions", ABOVE_CARDS),
            Map.entry("challenges", ABOVE_CARDS),
            Map.entry("webhooks", ENTRY),
            Map.entry("reconciliation", with(ENTRY, "webhooks")),
            Map.entry("console", with(ENTRY, "webhooks", "guard")),
            Map.entry("keys", GROUND),
            Map.entry("sandbox", Set.of()),
            Map.entry("devmode", with(GROUND, "sandbox")),
            Map.entry("root", with(GROUND, "bananatech")));

    @Test
    void everyImportGoesWhereItsRoomMayImport() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass one : MAIN) {
            Set<String> allowed = ARROWS.getOrDefault(room(one), Set.of());
            for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass();
                boolean ours = target.getPackageName().startsWith(ROOT);
                if (ours && !room(target).equals(room(one)) && !allowed.contains(room(target))) {
                    wrong.add(one.getName() + " -> " + target.getName());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyRoomIsInThePicture() {
        assertThat(MAIN.stream().map(ArchitectureTest::room).collect(Collectors.toSet()))
                .isSubsetOf(ARROWS.keySet())
                .contains("cards", "sandbox", "devmode");
    }

    @Test
    void noTwoRoomsImportEachOther() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(MAIN);
    }

    /** Whose a row is, is decided in one place. */
    @Test
    void onlySecurityAsksWhoseThingsACallerMaySee() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".security..")
                .should()
                .callMethod(Caller.class, "own")
                .check(MAIN);
    }

    @Test
    void everyEntityThatBelongsToACardholderIsReadThroughTheDoorForCallers() {
        Set<String> owned = Arrays.stream(Owned.values()).map(Owned::rows).collect(toSet());
        Set<String> belonging = MAIN.stream()
                .filter(one -> one.isAnnotatedWith(Entity.class))
                .filter(one -> one.tryGetField("cardholderId").isPresent())
                .map(JavaClass::getSimpleName)
                .collect(toSet());

        assertThat(belonging).contains("Card", "Operation").isSubsetOf(owned);
    }

    @Test
    void nothingButDevModeImportsTheSandbox() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + ".sandbox..", ROOT + ".devmode..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".sandbox..", ROOT + ".devmode..")
                .check(MAIN);
    }

    @Test
    void theCryptoImportsNothingOfTheProject() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".bananatech.envelope..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are of the project",
                        one -> one.getPackageName().startsWith(ROOT)
                                && !one.getPackageName().endsWith(".envelope")))
                .check(MAIN);
    }

    @Test
    void lifecyclesAreMadeOfRecordsAndEnumsOfTheirRoomAlone() {
        for (JavaClass lifecycle : lifecycles()) {
            assertThat(lifecycle.getDirectDependenciesFromSelf())
                    .extracting(Dependency::getTargetClass)
                    .filteredOn(target -> !target.getName().startsWith("java."))
                    .as(lifecycle.getSimpleName())
                    .allMatch(target -> isPure(target, lifecycle));
        }
    }

    private static boolean isPure(JavaClass target, JavaClass lifecycle) {
        return target.getPackageName().equals(lifecycle.getPackageName())
                && (target.isRecord()
                        || target.isEnum()
                        || target.isInterface()
                        || target.getName().startsWith(lifecycle.getName()));
    }

    private static List<JavaClass> lifecycles() {
        List<JavaClass> lifecycles = MAIN.stream()
                .filter(one -> one.getSimpleName().endsWith("Lifecycle"))
                .toList();
        assertThat(lifecycles)
                .extracting(JavaClass::getSimpleName)
                .contains("CardLifecycle", "CardholderLifecycle", "OperationLifecycle");
        return lifecycles;
    }

    @Test
    void noViewCanShowACardNumberOrAPin() {
        noFields()
                .that()
                .areDeclaredInClassesThat()
                .haveSimpleNameEndingWith("View")
                .should()
                .haveRawType(Pan.class)
                .orShould()
                .haveRawType(Pin.class)
                .orShould()
                .haveNameMatching("(?i)(card_?number|pan|pin|cvv|cvc|code|otp)")
                .check(MAIN);
    }

    @Test
    void noFieldIsABinaryFloat() {
        noFields()
                .that()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage(ROOT + ".sandbox..")
                .should()
                .haveRawType(double.class)
                .orShould()
                .haveRawType(float.class)
                .orShould()
                .haveRawType(Double.class)
                .orShould()
                .haveRawType(Float.class)
                .check(MAIN);
    }

    /** Hibernate Reactive sends the updates of one flush in one batch, whatever columns each of them has. */
    @Test
    void nothingIsUpdatedColumnByColumn() {
        noClasses().should().beAnnotatedWith(DynamicUpdate.class).check(MAIN);
    }

    @Test
    void loggersAreConstants() {
        fields().that()
                .haveRawType(org.jboss.logging.Logger.class)
                .should()
                .bePrivate()
                .andShould()
                .beStatic()
                .andShould()
                .beFinal()
                .check(MAIN);
    }

    @Test
    void noNameSaysNothing() {
        classes()
                .should()
                .haveNameNotMatching(".*[.$]([A-Za-z0-9]*(Manager|Helper|Utils?|Impl|Dto|DTO)"
                        + "|(Base|Abstract)[A-Z][A-Za-z0-9]*)")
                .check(MAIN);
    }

    @Test
    void thereIsNoDrawerForThisAndThat() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..util..",
                        "..utils..",
                        "..api..",
                        "..service..",
                        "..model..",
                        "..dto..",
                        "..config..",
                        "..common..")
                .check(MAIN);
    }

    private static String room(JavaClass one) {
        JavaClass component = one;
        while (component.isArray()) {
            component = component.getComponentType();
        }
        String below = component.getPackageName().substring(ROOT.length());
        return below.isEmpty() ? "root" : below.substring(1).split("\\.")[0];
    }

    private static Set<String> with(Set<String> rooms, String... more) {
        return Stream.concat(rooms.stream(), Stream.of(more))
                .collect(Collectors.toUnmodifiableSet());
    }
}
