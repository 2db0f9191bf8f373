package dev.weft.agent;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import dev.weft.agent.transform.emit.WeavingStyle;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The order of the agent's rooms: what one stage may know of another. */
class ArchitectureTest {
    /** The stages in the order in which a class passes them; each may know those before it. */
    private static final List<String> STAGES = List.of("scan", "normalise", "analysis", "plan", "emit", "verify");

    /** Each package under emit is a style. */
    private static final String STYLES = "dev.weft.agent.transform.emit.(*)..";

    private static final String EACH_STYLE = "dev.weft.agent.transform.emit.*..";

    private static final JavaClasses AGENT =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.weft.agent");

    @TestFactory
    Stream<DynamicTest> stage_whateverItCalls_knowsNoLaterStage() {
        return STAGES.stream()
                .limit(STAGES.size() - 1L)
                .map(stage -> DynamicTest.dynamicTest(
                        stage,
                        () -> noClasses()
                                .that()
                                .resideInAPackage(packageOf(stage))
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(packagesAfter(stage))
                                .because("data flows one way, " + String.join(" -> ", STAGES)
                                        + ": hand what the later stage knows forward in the earlier one's record")
                                .check(AGENT)));
    }

    @Test
    void roomsBelowTheStages_sharedByStages_knowNoStage() {
        noClasses()
                .that()
                .resideInAnyPackage(packageOf("code"), packageOf("message"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        STAGES.stream().map(ArchitectureTest::packageOf).toArray(String[]::new))
                .because("what several stages share stands below all of them")
                .check(AGENT);
    }

    @Test
    void plan_whateverItCalls_knowsNoInstructionTypes() {
        noClasses()
                .that()
                .resideInAPackage(packageOf("plan"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.objectweb.asm..")
                .because("a plan says which local is kept in which field; how that is written is emit's matter")
                .check(AGENT);
    }

    @Test
    void packages_whateverTheyCall_formNoCycle() {
        slices().matching("dev.weft.agent.(**)")
                .should()
                .beFreeOfCycles()
                .because("a room that knows another cannot be known by it: what both need stands below them")
                .check(AGENT);
    }

    @Test
    void styles_besideEachOther_knowNothingOfEachOther() {
        slices().matching(STYLES)
                .should()
                .notDependOnEachOther()
                .because("a style is added or changed without a look at another: what two share stands in emit")
                .check(AGENT);
    }

    @Test
    void styles_wherePickedFrom_areKnownByTheListAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(EACH_STYLE)
                .and()
                .doNotHaveFullyQualifiedName("dev.weft.agent.transform.Styles")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(EACH_STYLE)
                .because("stages ask the style of a method and test for none: a new one is a package and a constant")
                .check(AGENT);
    }

    @Test
    void styles_eachOfThem_isOnePublicTypeThatImplementsWeavingStyle() {
        classes()
                .that()
                .resideInAPackage(EACH_STYLE)
                .and()
                .arePublic()
                .should()
                .implement(WeavingStyle.class)
                .because("all else in the package is the style's own")
                .check(AGENT);
    }

    @Test
    void emit_whateverItCalls_asksAnalysisNothing() {
        noClasses()
                .that()
                .resideInAPackage(packageOf("emit"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(packageOf("analysis"))
                .because("all that emit needs stands in the plan")
                .check(AGENT);
    }

    @Test
    void transform_whateverItCalls_knowsNothingOfHowTheAgentIsInstalled() {
        noClasses()
                .that()
                .resideInAPackage("dev.weft.agent.transform..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.weft.agent", "java.lang.instrument")
                .because("bytes in, bytes out: the same weaver runs in a JVM, in a build and in a test")
                .check(AGENT);
    }

    @Test
    void byteBuddy_whichTheAgentsJarLacks_isKnownOnlyWhereItIsSaidTo() {
        noClasses()
                .that()
                .haveNameNotMatching("dev\\.weft\\.agent\\.(BuildPlugin|WovenTypeBuilder|Weaving)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("net.bytebuddy..")
                .because(
                        "only a build that uses the plugin brings Byte Buddy, and starting with the agent must not need it")
                .check(AGENT);
    }

    @Test
    void buildRoom_whateverItCalls_knowsNothingOfHowTheAgentIsInstalled() {
        noClasses()
                .that()
                .resideInAPackage("dev.weft.agent.build..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.weft.agent", "java.lang.instrument")
                .because("a build has no JVM to weave in")
                .check(AGENT);
    }

    @Test
    void agent_whateverItCalls_containsNothingOfTheRuntime() {
        noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "are of the runtime",
                        type -> type.getPackageName().startsWith("dev.weft")
                                && !type.getPackageName().startsWith("dev.weft.agent")))
                .because(
                        "the runtime belongs to the program, maybe in another class loader; name its members in RuntimeAbi")
                .check(AGENT);
    }

    private static String[] packagesAfter(String stage) {
        return STAGES.stream()
                .skip(STAGES.indexOf(stage) + 1L)
                .map(ArchitectureTest::packageOf)
                .toArray(String[]::new);
    }

    private static String packageOf(String stage) {
        return "dev.weft.agent.transform." + stage + "..";
    }
}
