package dev.weft;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The order of the runtime's rooms: which may know which, and what leaves the module.
 *
 * <p>{@code dev.weft} and {@code dev.weft.abi} are faces: the rooms below implement their types and are called by them, so
 * between a face and a room dependencies run both ways. Among the rooms they run one way only.
 */
class ArchitectureTest {
    private static final Set<String> PUBLIC_PACKAGES = Set.of(
            "dev.weft",
            "dev.weft.abi",
            "dev.weft.insight",
            "dev.weft.sync",
            "dev.weft.net",
            "dev.weft.testing",
            "dev.weft.testing.junit");

    private static final String TIME = "dev.weft.internal.time";
    private static final String IO = "dev.weft.internal.io";
    private static final String LOOP = "dev.weft.internal.loop";
    private static final String CONTEXT = "dev.weft.internal.context";
    private static final String COROUTINE = "dev.weft.internal.coroutine";
    private static final String TASK = "dev.weft.internal.task";
    private static final String GENERATOR = "dev.weft.internal.generator";
    private static final String OPERATION = "dev.weft.internal.operation";
    private static final String SIGNAL = "dev.weft.internal.signal";
    private static final String INSIGHT = "dev.weft.insight";
    private static final String READERS = "dev.weft.internal.insight";
    private static final String FLIGHT = "dev.weft.internal.flight";
    private static final String ABI = "dev.weft.abi";
    private static final String API = "dev.weft";
    private static final String SYNC = "dev.weft.sync";
    private static final String SYNC_STRUCTURES = "dev.weft.internal.sync";
    private static final String NET = "dev.weft.net";
    private static final String WIRE = "dev.weft.internal.net";
    private static final String PROBE = "dev.weft.internal.probe";
    private static final String TESTING = "dev.weft.testing";
    private static final String JUNIT = TESTING + ".junit";
    private static final String EXPLORE = "dev.weft.internal.explore";

    /** The types with which a program begins; they delegate, and only what they own knows them. */
    private static final DescribedPredicate<JavaClass> ENTRY_POINTS = belongToAnyOf(Weft.class, Runner.class);

    private static final JavaClasses RUNTIME =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.weft");

    @Test
    void timersAndPoller_whateverTheyCall_knowNothingElseOfWeft() {
        knowsOnly(TIME, TIME);
        knowsOnly(IO, IO);
    }

    @Test
    void loop_whateverItCalls_knowsNoTasks() {
        knowsOnly(LOOP, LOOP, TIME, IO);
    }

    @Test
    void queues_whateverTheyCall_knowNothingElseOfWeftButJobs() {
        noClasses()
                .that()
                .haveFullyQualifiedName(LOOP + ".ReadyQueue")
                .or()
                .haveFullyQualifiedName(LOOP + ".MpscQueue")
                .or()
                .haveFullyQualifiedName(LOOP + ".Wakeup")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.weft..").and(not(resideInAPackage(LOOP))))
                .because("a queue knows jobs, and not what they do")
                .check(RUNTIME);
    }

    @Test
    void context_whateverItCalls_knowsTheLoopAndBridgesOnly() {
        knowsOnly(CONTEXT, CONTEXT, LOOP, API);
        knowsOfTheApiOnly(CONTEXT, ThreadBridge.class);
    }

    @Test
    void coroutines_whateverTheyCall_knowNoTasks() {
        knowsOnly(COROUTINE, COROUTINE, CONTEXT, LOOP, ABI, API);
        knowsOfTheApiOnly(
                COROUTINE,
                AsyncIterator.class,
                Awaitable.class,
                Coroutine.class,
                Future.class,
                CancelledError.class,
                NotWovenError.class);
    }

    @Test
    void generators_whateverTheyCall_knowNoTasks() {
        knowsOnly(GENERATOR, GENERATOR, COROUTINE, ABI, API);
        knowsOfTheApiOnly(
                GENERATOR,
                AsyncIterator.class,
                Awaitable.class,
                CancelledError.class,
                Coroutine.class,
                GeneratorExit.class);
    }

    @Test
    void tasks_whateverTheyCall_knowNoOperations() {
        knowsOnly(TASK, TASK, COROUTINE, CONTEXT, LOOP, TIME, IO, ABI, API);
    }

    @Test
    void operations_whateverTheyCall_knowNoSignals() {
        knowsOnly(OPERATION, OPERATION, TASK, GENERATOR, COROUTINE, CONTEXT, TIME, IO, ABI, API);
        knowsOnly(SIGNAL, SIGNAL, TASK, API);
    }

    @Test
    void insight_whateverItCalls_readsTasksAndChangesNothingElse() {
        knowsOnly(INSIGHT, INSIGHT, READERS, API);
        knowsOnly(READERS, READERS, INSIGHT, TASK, COROUTINE, LOOP, ABI, API);
        knowsOnly(FLIGHT, FLIGHT, TASK, COROUTINE, LOOP, ABI, API);
    }

    @Test
    void abi_whateverItCalls_knowsTheVocabularyOfTheApiOnly() {
        knowsOfTheApiOnly(
                ABI,
                AsyncIterator.class,
                Awaitable.class,
                Coroutine.class,
                Future.class,
                CancelledError.class,
                NotWovenError.class);
    }

    @Test
    void rooms_whateverTheyCall_knowNoEntryPoint() {
        noClasses()
                .that()
                .resideInAPackage("dev.weft.internal..")
                .and()
                .resideOutsideOfPackage(EXPLORE) // which tests programs, and so is above them
                .should()
                .dependOnClassesThat(ENTRY_POINTS)
                .because("an entry point delegates to the rooms: call what it calls")
                .check(RUNTIME);
    }

    @Test
    void testing_whateverItCalls_isWrittenOnThePublicApiTheClockTheEngineAndTheProbes() {
        knowsOnly(TESTING, TESTING, API, IO, LOOP, EXPLORE, PROBE);
        knowsOnly(EXPLORE, EXPLORE, TESTING, INSIGHT, PROBE, WIRE, API, ABI, OPERATION, TASK, COROUTINE, LOOP, IO);
        knowsOnly(PROBE, PROBE, LOOP, ABI, API);
        knowsOnly(JUNIT, JUNIT, EXPLORE, API);
    }

    @Test
    void sync_whateverItCalls_isWrittenOnThePublicApiAndAsksTheLoopForItsThread() {
        knowsOnly(SYNC, SYNC, SYNC_STRUCTURES, API, ABI, TASK);
        knowsOnly(SYNC_STRUCTURES, SYNC_STRUCTURES);
        noClasses()
                .that()
                .resideInAPackage(SYNC)
                .should()
                .callMethodWhere(target(owner(resideInAPackage(TASK)))
                        .and(not(target(nameMatching("checkThread|runsHere|runningOrNull|callIfOpen")))))
                .because("locks and queues are what a program could have written")
                .check(RUNTIME);
    }

    @Test
    void net_whateverItCalls_isWrittenOnThePublicApiAndItsWires() {
        knowsOnly(NET, NET, WIRE, API, ABI, TASK, IO);
        callsOfTasksOnly(NET, "checkThread", "callIfOpen", "renew", "runsHere", "isWatched");
        knowsOnly(WIRE, WIRE, API, TASK);
        callsOfTasksOnly(WIRE, "attachment", "attach", "callIfOpen", "jumpsInTime", "<init>");
    }

    private static void callsOfTasksOnly(String room, String... names) {
        noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .callMethodWhere(
                        target(owner(resideInAPackage(TASK))).and(not(target(nameMatching(String.join("|", names))))))
                .because("sockets get no private door to the loop: what they need of it any program can use")
                .check(RUNTIME);
    }

    @Test
    void rooms_amongThemselves_formNoCycle() {
        slices().matching("dev.weft.internal.(*)..").should().beFreeOfCycles().check(RUNTIME);
    }

    @Test
    void faces_whatUsersCanReach_namesNoInternalType() {
        classes()
                .that()
                .resideInAnyPackage(PUBLIC_PACKAGES.toArray(String[]::new))
                .and()
                .arePublic()
                .should(new NameNoInternalType())
                .because("users could depend on it, or corrupt a loop with it")
                .check(RUNTIME);
    }

    @Test
    void runtime_whateverItCalls_dependsOnNothingButTheJdk() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.weft..", "java..", "javax.net..", "jdk.jfr..", "org.jspecify.annotations", "org.junit..")
                .because("a program that uses Weft gets no other library with it")
                .check(RUNTIME);
    }

    @Test
    void junit_whereItIsNotTheProgramsOwn_isKnownToItsTestsOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(JUNIT)
                .should()
                .dependOnClassesThat(resideInAPackage("org.junit.."))
                .because("it is there in tests only")
                .check(RUNTIME);
    }

    @Test
    void module_asWritten_exportsThePublicPackagesThatExistAndNoOther() throws IOException, URISyntaxException {
        var publicAndThere = RUNTIME.stream()
                .filter(type -> type.getModifiers().contains(PUBLIC)
                        && !type.getSimpleName().equals("package-info"))
                .map(type -> type.getPackageName())
                .filter(PUBLIC_PACKAGES::contains)
                .collect(Collectors.toSet());
        var home = Path.of(
                Async.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (InputStream moduleInfo = Files.newInputStream(home.resolve("module-info.class"))) {
            var module = ModuleDescriptor.read(moduleInfo);
            assertThat(module.exports())
                    .as(
                            "a package outside %s is internal: public there means public within the module",
                            PUBLIC_PACKAGES)
                    .noneMatch(Exports::isQualified)
                    .extracting(Exports::source)
                    .containsExactlyInAnyOrderElementsOf(publicAndThere);
        }
    }

    @Test
    void flightRecorder_whereItIsNotAskedFor_isNotLoaded() {
        noClasses()
                .that()
                .resideOutsideOfPackage(FLIGHT)
                .should()
                .dependOnClassesThat(resideInAPackage("jdk.jfr.."))
                .because("a JVM may have no Flight Recorder, and who does not ask for it does not pay for it")
                .check(RUNTIME);
    }

    private static void knowsOnly(String room, String... known) {
        noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.weft..").and(not(resideInAnyPackage(known))))
                .because("what is below stays usable, and testable, alone: pass in what it needs by constructor")
                .check(RUNTIME);
    }

    private static void knowsOfTheApiOnly(String room, Class<?>... types) {
        noClasses()
                .that()
                .resideInAPackage(room)
                .should()
                .dependOnClassesThat(resideInAPackage(API).and(not(belongToAnyOf(types))))
                .because("the machinery of coroutines works without a loop")
                .check(RUNTIME);
    }
}
